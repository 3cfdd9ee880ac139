import CHDF5

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An HDF5 file, on disk or in memory.
///
/// Close it: only then is everything written, and only `close()` says when that fails.
package struct HDF5File: ~Copyable {
    private let handle: HDF5Handle
    /// The path, or `input` for a file in memory; begins each message about the file as a whole.
    private let name: String
    /// What a file created in memory is written to.
    private let memory: HDF5MemoryImage?
    /// How many bytes of an image follow where the file in it ends.
    private var extra = 0

    /// Creates a file, replacing what the path held.
    package static func create(at path: String) throws -> HDF5File {
        let creation = try HDF5Properties.fileCreation()
        let access = try HDF5Properties.fileAccess()
        let handle = try HDF5Handle(.file, path, .write) {
            H5Fcreate(path, chdf5_truncate(), creation.id, access.id)
        }
        return HDF5File(handle: handle, name: path, memory: nil)
    }

    /// Creates a file that lives in memory; `image()` closes it and gives its bytes.
    package static func createInMemory() throws -> HDF5File {
        let creation = try HDF5Properties.fileCreation()
        let access = try HDF5Properties.memoryAccess()
        let memory = HDF5MemoryImage()
        try memory.attach(to: access.id)
        // The library knows open files by name even in memory: no two may share one.
        let handle = try HDF5Handle(.file, "file in memory", .write) {
            H5Fcreate(uniqueName(), chdf5_truncate(), creation.id, access.id)
        }
        return HDF5File(handle: handle, name: "file in memory", memory: memory)
    }

    /// Opens an existing file.
    package static func open(at path: String, writable: Bool = false) throws -> HDF5File {
        let access = try HDF5Properties.fileAccess()
        let mode = writable ? chdf5_read_write() : chdf5_read_only()
        let handle = try explaining(path) { () throws(HDF5Error) in
            try HDF5Handle(.file, path) { H5Fopen(path, mode, access.id) }
        }
        return HDF5File(handle: handle, name: path, memory: nil)
    }

    /// Opens the bytes of a file, for reading.
    ///
    /// - Parameter name: What messages call the file.
    package static func open(image: consuming [UInt8], name: String = "standard input") throws -> HDF5File {
        guard !image.isEmpty else { throw HDF5Error("\(name): empty, expected an HDF5 file") }
        let count = image.count
        guard let memory = malloc(count) else { throw HDF5Error("\(name): no memory for \(count) bytes") }
        image.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(start: memory, count: count).copyMemory(from: $0)
        }
        let extra = image.withUnsafeBytes { bytes in
            Superblock.end(bytes).map { $0 < UInt64(count) ? count - Int($0) : 0 } ?? 0
        }
        // The library owns the memory from here on, and frees it when the file is closed.
        guard
            let handle = try? HDF5Handle(
                .file, name, .read, { H5LTopen_file_image(memory, count, UInt32(H5LT_FILE_IMAGE_DONT_COPY)) })
        else { throw reasonAgainst(image: image, name: name) }
        return HDF5File(handle: handle, name: name, memory: nil, extra: extra)
    }

    /// Lends the root group.
    package borrowing func root<R>(_ body: (borrowing HDF5Group) throws -> R) throws -> R {
        let id = handle.id
        let group = HDF5Group(try HDF5Handle(.group, name) { H5Gopen2(id, "/", chdf5_default()) })
        let result = try body(group)
        try group.close()
        return result
    }

    /// Closes a file made by `createInMemory()` and gives its bytes: those that `create(at:)` would have written.
    package consuming func image() throws -> [UInt8] {
        try withImage { [UInt8]($0) }
    }

    /// Closes a file made by `createInMemory()` and lends its bytes, without a copy.
    package consuming func withImage<R>(_ body: (UnsafeRawBufferPointer) throws -> R) throws -> R {
        guard let memory else { preconditionFailure("only a file created in memory has an image") }
        try close()
        let result = try body(memory.bytes())
        return withExtendedLifetime(memory) { result }
    }

    /// How many bytes follow where the file ends by its own account; nil for none.
    package borrowing func bytesAfterEnd() throws -> Int? {
        if extra > 0 { return extra }
        let id = handle.id
        var (size, end) = (hsize_t(0), haddr_t(0))
        try HDF5Library.check(name) { H5Fget_filesize(id, &size) }
        // Not of a file in memory.
        let isKnown = HDF5Library.locked {
            if H5Fget_eoa(id, &end) >= 0 { return true }
            H5Eclear2(0)
            return false
        }
        guard isKnown else { return nil }
        return size > hsize_t(end) ? Int(size - hsize_t(end)) : nil
    }

    /// Writes what the library still holds back.
    package borrowing func flush() throws {
        let id = handle.id
        try HDF5Library.check(name, .write) { H5Fflush(id, H5F_SCOPE_GLOBAL) }
    }

    /// Writes what is left and closes. A failure means that the file is not good.
    package consuming func close() throws {
        let name = self.name
        try handle.close(name)
    }
}

/// Says "not an HDF5 file" and "cut off" in words that a person expects.
private func explaining(
    _ name: String, _ open: () throws(HDF5Error) -> HDF5Handle
) throws(HDF5Error) -> HDF5Handle {
    do {
        return try open()
    } catch {
        if error.message.hasSuffix("(file signature not found)") { throw HDF5Error("\(name): not an HDF5 file") }
        if error.message.contains("file is already open for write") {
            throw HDF5Error(
                "\(name): was not closed by the program that wrote it, or is still being written;"
                    + " if nothing has it open, mend it with h5clear -s \(name)")
        }
        guard let sizes = sizesOfTruncated(error.message) else { throw error }
        throw HDF5Error("\(name): is cut off after \(sizes.found) bytes, expected \(sizes.stored)")
    }
}

/// The two sizes in `(truncated file: eof = 49906, sblock->base_addr = 0, stored_eof = 97587)`.
private func sizesOfTruncated(_ message: String) -> (found: Int, stored: Int)? {
    guard let start = message.firstRange(of: "(truncated file: eof = ") else { return nil }
    let numbers = message[start.upperBound...].split { !$0.isNumber }.compactMap { Int($0) }
    guard let found = numbers.first, let stored = numbers.last, numbers.count == 3 else { return nil }
    return (found, stored)
}

/// Why an image does not open: the call that opens it without a copy keeps that to itself, so it is opened
/// once more.
private func reasonAgainst(image: [UInt8], name: String) -> HDF5Error {
    do throws(HDF5Error) {
        let access = try HDF5Properties.memoryAccess()
        var bytes = image
        try HDF5Library.check(name) { H5Pset_file_image(access.id, &bytes, bytes.count) }
        let handle = try explaining(name) { () throws(HDF5Error) in
            try HDF5Handle(.file, name) { H5Fopen(uniqueName(), chdf5_read_only(), access.id) }
        }
        try handle.close(name)
        return HDF5Error("\(name): cannot be opened")
    } catch {
        return error
    }
}

private func uniqueName() -> String {
    "canns-memory-\(UInt64.random(in: .min ... .max))"
}

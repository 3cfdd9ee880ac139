import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading and writing whole amounts through a descriptor that the system may serve in pieces.
enum FileDescriptor {
    /// The most that one call is asked for: some systems refuse 2 GiB and more.
    private static let piece = 1 << 30

    /// Writes all bytes. A reader that went away ends the program quietly, as a shell expects of a pipe.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(FileError) {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, base, min(rest.count, piece))
            #else
                let written = Darwin.write(descriptor, base, min(rest.count, piece))
            #endif
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { canns_die(SIGPIPE) }
                throw FileError.system(path, "cannot write")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Reads to the end.
    ///
    /// - Parameters:
    ///   - expected: How many bytes there should be; memory is taken for so many first.
    ///   - limit: The most bytes that are accepted.
    static func readAll(
        _ descriptor: Int32, path: String, expected: Int, limit: Int
    ) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One byte more than is expected: the end is seen without growing.
        var capacity = min(max(expected, 65_536), limit) + 1
        while true {
            let (grown, isEnd) = try filled(bytes, capacity: capacity, from: descriptor, path: path)
            guard grown.count <= limit else {
                throw FileError("\(path): is larger than \(limit) bytes, the most that is read")
            }
            if isEnd { return grown }
            bytes = grown
            capacity = min(capacity, limit - capacity + 1) + capacity
        }
    }

    /// A larger array that begins with these bytes and goes on with what is read, until it is full or the data end.
    private static func filled(
        _ bytes: [UInt8], capacity: Int, from descriptor: Int32, path: String
    ) throws(FileError) -> (bytes: [UInt8], isEnd: Bool) {
        var failure: FileError?
        let grown = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = buffer.update(fromContentsOf: bytes)
            let rest = UnsafeMutableRawBufferPointer(buffer)[count...]
            do throws(FileError) {
                count += try fill(UnsafeMutableRawBufferPointer(rebasing: rest), from: descriptor, path: path)
            } catch { failure = error }
        }
        if let failure { throw failure }
        return (grown, grown.count < capacity)
    }

    /// Reads until the buffer is full or the data end.
    ///
    /// - Returns: how many bytes came.
    static func fill(_ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, path: String) throws(FileError)
        -> Int
    {
        var count = 0
        while count < buffer.count {
            let received = read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]), from: descriptor)
            if received == 0 { break }
            if received > 0 {
                count += received
            } else if errno != EINTR {
                throw FileError.system(path, "cannot read")
            }
        }
        return count
    }

    static func read(into buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, piece))
        #else
            Darwin.read(descriptor, buffer.baseAddress, min(buffer.count, piece))
        #endif
    }
}

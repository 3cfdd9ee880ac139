import CHDF5

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The memory of a file that lives in memory, kept when the library closes the file.
///
/// Only closing gives the bytes that a file on disk would have: it drops the free space at the end and writes the
/// final length into the superblock. The library frees the memory then, through the function given here, which
/// keeps it.
final class HDF5MemoryImage {
    private var memory: UnsafeMutableRawPointer?
    private var capacity = 0

    deinit { free(memory) }

    /// Makes files created with this access list use this memory. It must live until they are closed.
    func attach(to access: hid_t) throws(HDF5Error) {
        var callbacks = H5FD_file_image_callbacks_t()
        callbacks.udata = Unmanaged.passUnretained(self).toOpaque()
        callbacks.udata_copy = { $0 }
        callbacks.udata_free = { _ in 0 }
        callbacks.image_malloc = { size, _, context in
            HDF5MemoryImage.of(context)?.resize(nil, to: size)
        }
        callbacks.image_realloc = { memory, size, _, context in
            HDF5MemoryImage.of(context)?.resize(memory, to: size)
        }
        callbacks.image_memcpy = { target, source, size, _, _ in
            guard let target, let source else { return nil }
            return memcpy(target, source, size)
        }
        callbacks.image_free = { memory, operation, context in
            if operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE {
                HDF5MemoryImage.of(context)?.memory = memory
            } else {
                free(memory)
            }
            return 0
        }
        try HDF5Library.check("property list") { H5Pset_file_image_callbacks(access, &callbacks) }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> HDF5MemoryImage? {
        context.map { Unmanaged<HDF5MemoryImage>.fromOpaque($0).takeUnretainedValue() }
    }

    /// New memory is zero, as a hole in a file on disk is: equal writes give equal bytes.
    private func resize(_ memory: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer? {
        guard let grown = realloc(memory, size) else { return nil }
        let used = memory == nil ? 0 : capacity
        if size > used { memset(grown + used, 0, size - used) }
        capacity = size
        return grown
    }

    /// The file, once it is closed. Lent as long as this object lives.
    func bytes() throws(HDF5Error) -> UnsafeRawBufferPointer {
        guard let memory else { throw HDF5Error("file in memory: was never written") }
        guard let length = Superblock.end(UnsafeRawBufferPointer(start: memory, count: capacity)),
            length <= UInt64(capacity)
        else {
            throw HDF5Error("file in memory: the library wrote a superblock of an unexpected kind")
        }
        return UnsafeRawBufferPointer(start: memory, count: Int(length))
    }
}

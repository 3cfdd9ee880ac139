import CHDF5

extension HDF5Dataset {
    /// Reads strings of fixed or variable length.
    ///
    /// - Parameter limit: The most bytes that the strings may take together: 64 MiB unless given.
    public func readStrings(limit: Int = 64 << 20) throws -> [String] {
        guard elementKind == .string else {
            throw HDF5Error("\(path): holds \(elementKind), expected strings")
        }
        try requireStored(bytesPerElement: MemoryLayout<String>.size, limit: limit)
        let id = handle.id
        let type = try HDF5Handle(.datatype, path) { H5Dget_type(id) }
        guard !shape.isEmpty else {
            return try HDF5Strings.read(count: 1, fileType: type.id, subject: path) {
                H5Dread(id, $0, chdf5_all(), chdf5_all(), chdf5_default(), $1)
            }
        }
        // A few at a time: many elements may share one long string.
        var strings: [String] = []
        var bytes = 0
        let rows = max(1, 256 / max(1, rowElements))
        for first in stride(from: 0, to: shape[0], by: rows) {
            let (offset, extent) = rowBlock(first..<min(first + rows, shape[0]))
            let space = try HDF5Space.selection(in: self, offset: offset, count: extent, stride: nil)
            let memory = try HDF5Space.simple(extent)
            let (spaceID, memoryID) = (space.id, memory.id)
            let block = try HDF5Strings.read(
                count: extent.reduce(1, *), fileType: type.id, subject: path
            ) {
                H5Dread(id, $0, memoryID, spaceID, chdf5_default(), $1)
            }
            bytes = block.reduce(bytes) { $0 + $1.utf8.count }
            guard bytes <= limit else {
                throw HDF5Error("\(path): its strings are longer than \(limit >> 20) MiB together")
            }
            strings += block
        }
        return strings
    }

    func writeStrings(_ values: [String]) throws {
        let id = handle.id
        try HDF5Strings.write(values, subject: path) {
            H5Dwrite(id, $0, chdf5_all(), chdf5_all(), chdf5_default(), $1)
        }
    }
}

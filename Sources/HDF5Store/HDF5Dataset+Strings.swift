import CHDF5

extension HDF5Dataset {
    /// Reads a list of strings of fixed or variable length.
    ///
    /// - Parameters:
    ///   - limit: The most bytes that the strings may take together: 64 MiB unless given.
    ///   - axes: The most axes that they may have; of several they come row by row.
    package func readStrings(limit: Int = 64 << 20, axes: Int = 1) throws -> [String] {
        guard elementKind == .string else {
            throw HDF5Error("\(path): holds \(elementKind), expected strings")
        }
        guard shape.count <= axes else {
            throw HDF5Error("\(path): holds \(describe(shape)) strings, expected a list")
        }
        try requireStored(bytesPerElement: MemoryLayout<String>.size, limit: limit)
        let id = handle.id
        let type = try HDF5Handle(.datatype, path) { H5Dget_type(id) }
        let transfer = try HDF5Properties.transfer()
        let budget = HDF5StringBudget(bytes: limit)
        try budget.attach(to: transfer.id)
        let transferID = transfer.id
        do {
            return try HDF5Strings.read(count: count, fileType: type.id, subject: path) {
                H5Dread(id, $0, chdf5_all(), chdf5_all(), transferID, $1)
            }
        } catch {
            throw budget.isExceeded
                ? HDF5Error("\(path): its strings are longer than \(limit) bytes together") : error
        }
    }

    func writeStrings(_ values: [String]) throws {
        let id = handle.id
        try HDF5Strings.write(values, subject: path) {
            H5Dwrite(id, $0, chdf5_all(), chdf5_all(), chdf5_default(), $1)
        }
    }
}

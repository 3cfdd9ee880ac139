import CHDF5

/// Writing numbers. They are converted to the type of the dataset, which is that of the element in general.
extension HDF5Dataset {
    /// Writes everything, row by row.
    package func write<Element: HDF5Element>(_ values: [Element]) throws {
        try values.withUnsafeBufferPointer { try write($0) }
    }

    /// Writes everything from memory that is lent.
    package func write<Element: HDF5Element>(_ values: UnsafeBufferPointer<Element>) throws {
        guard values.count == count else {
            throw HDF5Error("\(path): is \(describe(shape)), given \(values.count) values")
        }
        try write(offset: shape.map { _ in 0 }, count: shape, from: values)
    }

    /// Writes a block of rows. Fastest, and with the least memory, in blocks of `rowsPerChunk`.
    package func write<Element: HDF5Element>(rows: Range<Int>, from values: UnsafeBufferPointer<Element>)
        throws
    {
        let (offset, count) = rowBlock(rows)
        try write(offset: offset, count: count, from: values)
    }

    /// Writes a rectangle, row by row. See `read(offset:count:stride:into:)`.
    package func write<Element: HDF5Element>(
        offset: [Int], count: [Int], stride: [Int]? = nil, from values: UnsafeBufferPointer<Element>
    ) throws {
        try requireNumbers()
        let total = count.reduce(1, *)
        precondition(values.count == total, "the buffer has one element for each that is written")
        guard total > 0 else { return }
        let space = try HDF5Space.selection(in: self, offset: offset, count: count, stride: stride)
        let memory = try HDF5Space.simple(count)
        let (id, spaceID, memoryID) = (handle.id, space.id, memory.id)
        try HDF5Library.check(path, .write) {
            H5Dwrite(id, Element.memoryType, memoryID, spaceID, chdf5_default(), values.baseAddress)
        }
    }
}

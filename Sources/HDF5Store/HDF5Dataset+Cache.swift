extension HDF5Dataset {
    /// What the library gives a dataset by itself.
    static let defaultChunkCache = 1 << 20

    /// Bytes of chunks that are kept: two rows of chunks, so that data read or written in blocks of rows pass
    /// each chunk once, but no more than 32 MiB however wide the rows are.
    static func cacheBytes(shape: [Int], chunk: [Int], elementBytes: Int) -> Int {
        // In Double, so that nothing a file declares overflows.
        var bytes = Double(2 * elementBytes * chunk[0])
        for (extent, piece) in zip(shape, chunk).dropFirst() {
            bytes *= Double((max(extent, 1) - 1) / piece + 1) * Double(piece)
        }
        return Int(min(max(bytes, Double(defaultChunkCache)), 32 * 1_048_576))
    }
}

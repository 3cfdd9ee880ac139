import HDF5Store
import Testing

@Suite struct HDF5StorageTests {
    private struct Facts: Equatable {
        var chunk: [Int]?
        var filters: [HDF5Filter]
        var rows: Int
    }

    private func facts<Element: HDF5Element>(
        _ element: Element.Type, _ shape: [Int], _ storage: HDF5Storage = .automatic
    ) throws -> Facts {
        let file = try HDF5File.createInMemory()
        try file.root { try $0.createDataset("a", of: Element.self, shape: shape, storage: storage) { _ in } }
        let again = try HDF5File.open(image: try file.image())
        let facts = try again.root { root in
            try root.dataset("a") {
                Facts(chunk: $0.chunkShape, filters: $0.declaredFilters, rows: $0.rowsPerChunk)
            }
        }
        try again.close()
        return facts
    }

    @Test func filters() throws {
        #expect(try facts(Float.self, [4]).filters == [.shuffle, .deflate(level: 4), .fletcher32])
        // Bytes have nothing to shuffle.
        #expect(try facts(Int8.self, [4]).filters == [.deflate(level: 4), .fletcher32])
        #expect(try facts(Float.self, [4], .automatic(deflate: nil)).filters == [.fletcher32])
        #expect(try facts(Float.self, [4], .automatic(deflate: 9)).filters.contains(.deflate(level: 9)))
        #expect(try facts(Float.self, [4], .contiguous).filters == [])
    }

    @Test(arguments: [
        // Small data are one chunk.
        ([3, 5], [3, 5]),
        // 1 GiB in rows of 64 KiB: 16 rows make 1 MiB.
        ([16_384, 16_384], [16, 16_384]),
        // Rows of 4 KiB, 4 MiB together: a sixteenth is 256 KiB, 64 rows.
        ([1_024, 1_024], [64, 1_024]),
        // Rows of 4 MiB are cut into four.
        ([8, 1_048_576], [1, 262_144]),
        // Last axes are kept: 4 KiB of neurons, 256 of 1000 steps would fit; four pieces of 250.
        ([50, 1_000, 1_024], [1, 250, 1_024]),
        // 100000 rows of 400 bytes, 40 MB: 2622 rows fit 1 MiB; 39 pieces of 2565.
        ([100_000, 100], [2_565, 100]),
    ])
    func chunks(shape: [Int], chunk: [Int]) throws {
        let facts = try facts(Float.self, shape)
        #expect(facts.chunk == chunk)
        #expect(facts.rows == chunk[0])
    }

    @Test func chunksOfAnyShapeAreOfModerateSize() throws {
        for shape in [
            [1], [7, 1], [1, 7], [65_537], [3, 300_001], [1_000_003], [2, 3, 5, 7], [40, 40, 40, 40],
        ] {
            let chunk = try #require(try facts(Double.self, shape).chunk)
            let bytes = 8 * chunk.reduce(1, *)
            let total = 8 * shape.reduce(1, *)
            #expect(bytes <= 1 << 20)
            // Half of the least target, because pieces are made equal.
            #expect(bytes >= min(total, 32_768))
            for (piece, extent) in zip(chunk, shape) { #expect((1...extent).contains(piece)) }
        }
    }

    @Test func contiguousRowsPerChunk() throws {
        // Rows of 64 KiB: 16 make 1 MiB.
        #expect(try facts(Float.self, [100, 16_384], .contiguous).rows == 16)
        #expect(try facts(Float.self, [2, 10_000_000], .contiguous).rows == 1)
    }

    @Test func chunkLargerThanTheData() throws {
        #expect(try facts(Float.self, [3, 5], .chunked([10, 2])).chunk == [3, 2])
    }

    @Test func singleValueHasNoChunks() throws {
        let facts = try facts(Float.self, [])
        #expect(facts.chunk == nil)
        #expect(facts.filters == [])
    }

    @Test func compressionShrinks() throws {
        func bytes(_ storage: HDF5Storage) throws -> Int {
            let file = try HDF5File.createInMemory()
            try file.root { root in
                try root.createDataset("a", of: Float.self, shape: [100, 100], storage: storage) {
                    try $0.write([Float](repeating: 1, count: 10_000))
                }
            }
            return try file.withImage { $0.count }
        }
        #expect(try bytes(.contiguous) > 40_000)
        #expect(try bytes(.automatic(deflate: nil)) > 40_000)
        #expect(try bytes(.automatic) < 5_000)
    }
}

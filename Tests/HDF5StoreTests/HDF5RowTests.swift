import HDF5Store
import TestSupport
import Testing

/// Blocks of rows and rectangles, in every kind of storage.
@Suite struct HDF5RowTests {
    static let storages: [HDF5Storage] = [
        .contiguous, .automatic, .automatic(deflate: nil), .chunked([3, 2]), .chunked([100, 100]),
    ]

    /// 7×5 values, each `10·row + column`.
    private func file(_ storage: HDF5Storage) throws -> HDF5File {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Int32.self, shape: [7, 5], storage: storage) { dataset in
                for first in stride(from: 0, to: 7, by: 2) {
                    let rows = first..<min(first + 2, 7)
                    let values = rows.flatMap { row in (0..<5).map { Int32(10 * row + $0) } }
                    try values.withUnsafeBufferPointer { try dataset.write(rows: rows, from: $0) }
                }
            }
        }
        return try HDF5File.open(image: try file.image())
    }

    @Test(arguments: storages.indices)
    func rowsWrittenInBlocks(index: Int) throws {
        let file = try file(Self.storages[index])
        let values = try file.root { try $0.dataset("a") { try $0.read(as: Int32.self) } }
        try file.close()
        #expect(values == (0..<7).flatMap { row in (0..<5).map { Int32(10 * row + $0) } })
    }

    @Test(arguments: storages.indices)
    func rowsReadInBlocks(index: Int) throws {
        let file = try file(Self.storages[index])
        var values = [Int32](repeating: 0, count: 10)
        try file.root { root in
            try root.dataset("a") { dataset in
                try values.withUnsafeMutableBufferPointer { try dataset.read(rows: 3..<5, into: $0) }
            }
        }
        try file.close()
        #expect(values == [30, 31, 32, 33, 34, 40, 41, 42, 43, 44])
    }

    @Test(arguments: storages.indices)
    func rectangle(index: Int) throws {
        let file = try file(Self.storages[index])
        var values = [Int32](repeating: 0, count: 4)
        try file.root { root in
            try root.dataset("a") { dataset in
                try values.withUnsafeMutableBufferPointer {
                    try dataset.read(offset: [2, 1], count: [2, 2], into: $0)
                }
                #expect(values == [21, 22, 31, 32])
                try values.withUnsafeMutableBufferPointer {
                    try dataset.read(offset: [0, 1], count: [2, 2], stride: [6, 3], into: $0)
                }
                #expect(values == [1, 4, 61, 64])
            }
        }
        try file.close()
    }

    @Test func rectangleIsWritten() throws {
        let file = try HDF5File.createInMemory()
        let values = try file.root { root in
            try root.createDataset("a", of: Int8.self, shape: [3, 3]) { dataset in
                try [Int8(1), 2, 3, 4].withUnsafeBufferPointer {
                    try dataset.write(offset: [1, 0], count: [2, 2], stride: [1, 2], from: $0)
                }
                return try dataset.read(as: Int8.self)
            }
        }
        try file.close()
        #expect(values == [0, 0, 0, 1, 0, 2, 3, 0, 4])
    }

    @Test func outsideIsAnError() throws {
        let file = try file(.contiguous)
        var values = [Int32](repeating: 0, count: 10)
        try file.root { root in
            try root.dataset("a") { dataset in
                let text = message {
                    try values.withUnsafeMutableBufferPointer { try dataset.read(rows: 6..<8, into: $0) }
                }
                #expect(text == "/a: is 7×5; 2 from 6 on axis 0 lie outside")
            }
        }
        try file.close()
    }

    /// One chunk row is 1 MiB of 16 rows; the file is the same however it is written.
    @Test func blockSizeDoesNotChangeTheFile() throws {
        let (rows, columns) = (100, 16_384)
        func image(block: Int) throws -> [UInt8] {
            let file = try HDF5File.createInMemory()
            try file.root { root in
                try root.createDataset("a", of: Float.self, shape: [rows, columns]) { dataset in
                    for first in stride(from: 0, to: rows, by: block) {
                        let range = first..<min(first + block, rows)
                        let values = range.flatMap { row in (0..<columns).map { Float((row * 31 + $0) % 17) }
                        }
                        try values.withUnsafeBufferPointer { try dataset.write(rows: range, from: $0) }
                    }
                }
            }
            return try file.image()
        }
        let whole = try image(block: rows)
        let blocks = try image(block: 13)
        #expect((whole == blocks) as Bool)
    }
}

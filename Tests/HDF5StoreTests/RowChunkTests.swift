import CHDF5
import TestSupport
import Testing

@testable import HDF5Store

/// Chunks read and written as they stand in the file, against the library's own way.
@Suite struct RowChunkTests {
    /// 7 rows of 5: chunks of 3 rows, of which the last has one.
    private static let shape = [7, 5]
    private static let values = (0..<35).map { Float($0) / 8 - 1 }

    private static func storage(fletcher32: Bool) -> HDF5Storage {
        .chunked([3, 5], deflate: nil, shuffle: false, fletcher32: fletcher32)
    }

    /// A file of one dataset.
    private func image(
        fletcher32: Bool = true, _ fill: (borrowing HDF5Dataset) throws -> Void
    ) throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset(
                "a", of: Float.self, shape: Self.shape, storage: Self.storage(fletcher32: fletcher32), fill)
        }
        return try file.image()
    }

    private func writeChunks(_ dataset: borrowing HDF5Dataset) throws {
        let chunks = try #require(try dataset.rowChunks(of: Float.self))
        #expect(chunks.rowsPerChunk == 3 && chunks.rowElements == 5 && chunks.rows == 7)
        for rows in [0..<6, 6..<7] {
            // Space for whole chunks, and room for a checksum, both with something in it.
            var buffer = [Float](repeating: 99, count: 31)
            buffer.replaceSubrange(0..<rows.count * 5, with: Self.values[rows.lowerBound * 5..<rows.upperBound * 5])
            let before = buffer
            try buffer.withUnsafeMutableBufferPointer { buffer in
                let sums = chunks.seal(rows: rows, in: buffer)
                try chunks.write(rows: rows, from: buffer, checksums: sums)
            }
            #expect(buffer[..<(rows.count * 5)] == before[..<(rows.count * 5)], "the rows are left as they were")
        }
    }

    private func read<R>(_ image: [UInt8], _ body: (borrowing HDF5Dataset) throws -> R) throws -> R {
        let file = try HDF5File.open(image: image)
        let result = try file.root { try $0.dataset("a", body) }
        try file.close()
        return result
    }

    @Test(arguments: [true, false]) func writtenAsTheLibraryWrites(fletcher32: Bool) throws {
        let ours = try image(fletcher32: fletcher32, writeChunks)
        let theirs = try image(fletcher32: fletcher32) { try $0.write(Self.values) }
        #expect(ours == theirs)
        // As Double, which the library converts, so that it reads itself.
        #expect(try read(ours) { try $0.read(as: Double.self) } == Self.values.map { Double($0) })
    }

    @Test(arguments: [true, false]) func anyRows(fletcher32: Bool) throws {
        let image = try image(fletcher32: fletcher32) { try $0.write(Self.values) }
        try read(image) { dataset in
            let chunks = try #require(try dataset.rowChunks(of: Float.self))
            for first in 0..<7 {
                for last in first...7 {
                    for room in 0...1 {
                        var buffer = [Float](repeating: 99, count: (last - first) * 5 + room)
                        try buffer.withUnsafeMutableBufferPointer { try chunks.read(rows: first..<last, into: $0) }
                        #expect(Array(buffer.dropLast(room)) == Array(Self.values[first * 5..<last * 5]))
                    }
                }
            }
            #expect(try dataset.read(as: Float.self) == Self.values)
        }
    }

    @Test func otherStorageIsReadByTheLibrary() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            for (name, storage) in [
                ("contiguous", HDF5Storage.contiguous), ("deflate", .automatic),
                ("columns", .chunked([7, 2], deflate: nil)),
            ] {
                try root.createDataset(name, of: Float.self, shape: Self.shape, storage: storage) { dataset in
                    let isSuch = try dataset.rowChunks(of: Float.self) != nil
                    #expect(!isSuch)
                    try dataset.write(Self.values)
                    #expect(try dataset.read(as: Float.self) == Self.values)
                }
            }
            try root.createDataset(
                "real", of: Double.self, shape: Self.shape, storage: Self.storage(fletcher32: true)
            ) { dataset in
                let found = (
                    try dataset.rowChunks(of: Float.self) != nil, try dataset.rowChunks(of: Int64.self) != nil,
                    try dataset.rowChunks(of: Double.self) != nil
                )
                #expect(found == (false, false, true))
            }
        }
        try file.close()
    }

    @Test func bigEndianIsConverted() throws {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("a.h5")) { file in
            HostileFile.withCreation { creation in
                H5Pset_chunk(creation, 2, [3, 5])
                HostileFile.dataset(file, "a", [7, 5], type: chdf5_big_endian_float(), creation: creation)
            }
        }
        let file = try HDF5File.open(at: scratch.path("a.h5"))
        try file.root { root in
            try root.dataset("a") { dataset in
                #expect(dataset.elementKind == .real(bytes: 4))
                let isSuch = try dataset.rowChunks(of: Float.self) != nil
                #expect(!isSuch)
            }
        }
        try file.close()
    }

    /// What was never written is the fill value, chunk by chunk.
    @Test func missingChunks() throws {
        let image = try image { dataset in
            try Array(Self.values[15..<30]).withUnsafeBufferPointer { try dataset.write(rows: 3..<6, from: $0) }
        }
        let expected = Self.values.enumerated().map { (15..<30).contains($0) ? $1 : 0 }
        #expect(try read(image) { try $0.read(as: Float.self) } == expected)
    }

    // MARK: - Chunks that are not what they should be

    /// The second chunk with these bytes, written as they are.
    private func image(chunk bytes: [UInt8], mask: UInt32 = 0) throws -> [UInt8] {
        try image { dataset in
            try dataset.write(Self.values)
            let id = dataset.objectIdentifier
            try HDF5Library.check("chunk") { H5Dwrite_chunk(id, 0, mask, [3, 0], bytes.count, bytes) }
        }
    }

    /// 15 numbers and their checksum.
    private var chunk: [UInt8] {
        get throws {
            var bytes = [UInt8](repeating: 0, count: 64)
            try read(try image { try $0.write(Self.values) }) { dataset in
                let id = dataset.objectIdentifier
                var mask: UInt32 = 0
                try HDF5Library.check("chunk") { H5Dread_chunk(id, 0, [3, 0], &mask, &bytes) }
            }
            return bytes
        }
    }

    @Test func wrongChecksum() throws {
        for byte in 0..<64 {
            var bytes = try chunk
            bytes[byte] ^= 0x10
            let image = try image(chunk: bytes)
            let ours = message { _ = try read(image) { try $0.read(as: Float.self) } }
            let theirs = message { _ = try read(image) { try $0.read(as: Double.self) } }
            #expect(ours == "/a: cannot be read (data error detected by Fletcher32 checksum)")
            #expect(ours == theirs)
        }
    }

    /// As the library wrote it before 1.6.3.
    @Test func checksumOfTheOldOrder() throws {
        var bytes = try chunk
        bytes.swapAt(60, 61)
        bytes.swapAt(62, 63)
        #expect(try read(try image(chunk: bytes)) { try $0.read(as: Float.self) } == Self.values)
        #expect(try read(try image(chunk: bytes)) { try $0.read(as: Double.self) } == Self.values.map { Double($0) })
    }

    @Test(arguments: [1, 4, 60, 63, 65, 4_096]) func wrongSize(count: Int) throws {
        let image = try image(chunk: [UInt8](repeating: 1, count: count))
        let text = message { _ = try read(image) { try $0.read(as: Float.self) } }
        #expect(
            text
                == "/a: the chunk from row 3 has \(count) bytes and filter mask 0, expected 64 and 0; the file is damaged"
        )
    }

    @Test func skippedChecksum() throws {
        let image = try image(chunk: try chunk, mask: 1)
        let text = message { _ = try read(image) { try $0.read(as: Float.self) } }
        #expect(
            text == "/a: the chunk from row 3 has 64 bytes and filter mask 1, expected 64 and 0; the file is damaged")
    }
}

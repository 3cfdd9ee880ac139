import CHDF5
import Checksums
import Testing

@testable import HDF5Store

/// Our checksum against the one that the library stores behind each chunk.
@Suite struct ChecksumTests {
    enum Filling: CaseIterable {
        case random, ones, zeros, sparse

        /// Bytes of this kind; pseudo-random numbers of a linear congruence, as any would do.
        func bytes(_ count: Int) -> [UInt8] {
            var state: UInt64 = 88_172_645_463_325_252
            return (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let value = UInt8(truncatingIfNeeded: state >> 33)
                switch self {
                case .random: return value
                // Sums of 0xffff are 0 modulo 65535 and stay apart from 0.
                case .ones: return 0xff
                case .zeros: return 0
                case .sparse: return value == 0 ? 1 : 0
                }
            }
        }
    }

    /// One chunk of bytes; what the file holds of it.
    private func stored(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        var chunk = [UInt8](repeating: 0, count: bytes.count + 4)
        try file.root { root in
            let storage = HDF5Storage.chunked([bytes.count], deflate: nil, shuffle: false)
            try root.createDataset("a", of: UInt8.self, shape: [bytes.count], storage: storage) { dataset in
                try dataset.write(bytes)
                let id = dataset.objectIdentifier
                try HDF5Library.check("flush") { H5Dflush(id) }
                var size: hsize_t = 0
                var mask: UInt32 = 0
                try HDF5Library.check("size") { H5Dget_chunk_storage_size(id, [0], &size) }
                #expect(size == hsize_t(chunk.count))
                try HDF5Library.check("chunk") { H5Dread_chunk(id, 0, [0], &mask, &chunk) }
            }
        }
        try file.close()
        return chunk
    }

    // Around the 16 words that are taken at a time, the 360 steps after which they are added up, and odd.
    @Test(arguments: [
        1, 2, 3, 31, 32, 33, 63, 64, 65, 719, 720, 721, 11_519, 11_520, 11_521, 11_553, 23_041, 262_145, 1_048_576,
    ])
    func agreesWithTheLibrary(length: Int) throws {
        for filling in Filling.allCases {
            let bytes = filling.bytes(length)
            let stored = try stored(bytes)
            #expect(Array(stored.dropLast(4)) == bytes)
            let sum = UInt32(
                littleEndian: stored.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: length, as: UInt32.self) })
            #expect(bytes.withUnsafeBytes(Fletcher32.checksum) == sum, "\(filling), \(length) bytes")
        }
    }

    @Test func anyAlignment() {
        let bytes = Filling.random.bytes(5_000)
        let sums = (0..<8).map { shift in
            ([UInt8](repeating: 7, count: shift) + bytes).withUnsafeBytes {
                Fletcher32.checksum(UnsafeRawBufferPointer(rebasing: $0[shift...]))
            }
        }
        #expect(Set(sums).count == 1)
    }
}

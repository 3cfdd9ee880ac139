import HDF5Store
import TestSupport
import Testing

/// A damaged file is an error or gives the right numbers; it never gives wrong ones.
@Suite struct DamagedFileTests {
    private static let values = (0..<1_024).map { Float($0 % 37) }

    /// Four chunks of 16×16.
    private func image() throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Float.self, shape: [64, 16], storage: .chunked([16, 16])) {
                dataset in
                try dataset.write(Self.values)
                try dataset.setAttribute("scale", 0.25)
            }
        }
        return try file.image()
    }

    private func read(_ image: [UInt8]) throws -> ([Float], Double?) {
        let file = try HDF5File.open(image: image)
        let result = try file.root { root in
            try root.dataset("a") { (try $0.read(as: Float.self), try $0.attribute("scale")?.double) }
        }
        try file.close()
        return result
    }

    /// One bit of each byte, another one each time.
    @Test func flippedBits() throws {
        let good = try image()
        var errors = 0
        var wrong: [Int] = []
        for byte in good.indices {
            var bad = good
            bad[byte] ^= 1 << UInt8(byte * 5 % 8)
            do {
                let (numbers, scale) = try read(bad)
                if numbers != Self.values || scale != 0.25 { wrong.append(byte) }
            } catch {
                errors += 1
            }
        }
        #expect(wrong == [])
        // Headers, index and data are more than a quarter of the file; the rest is room.
        #expect(errors > good.count / 4)
    }

    @Test func flippedBitInTheData() throws {
        let good = try image()
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Float.self, shape: [64], storage: .automatic(deflate: nil)) {
                try $0.write([Float](repeating: 0.1, count: 64))
            }
        }
        #expect(try read(good).0 == Self.values)
        var bad = try file.image()
        // 0.1 as Float is cd cc cc 3d.
        let pattern: [UInt8] = [0xcd, 0xcc, 0xcc, 0x3d]
        let place = try #require(bad.indices.dropLast(4).first { Array(bad[$0..<$0 + 4]) == pattern })
        bad[place] ^= 1
        let text = message { _ = try read(bad) }
        #expect(text == "/a: cannot be read (data error detected by Fletcher32 checksum)")
    }

    @Test func truncated() throws {
        let good = try image()
        for length in stride(from: 0, to: good.count, by: 7) {
            let text = message { _ = try read(Array(good[..<length])) }
            #expect(text != nil, "a file of \(length) bytes was read")
        }
    }

    @Test func truncatedOnDisk() throws {
        let scratch = try Scratch()
        let good = try image()
        try scratch.write(Array(good.dropLast(100)), to: "a.h5")
        let path = scratch.path("a.h5")
        let text = message { try HDF5File.open(at: path).close() }
        #expect(text == "\(path): is cut off after \(good.count - 100) bytes, expected \(good.count)")
    }
}

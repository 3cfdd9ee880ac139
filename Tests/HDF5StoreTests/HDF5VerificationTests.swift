import CHDF5
import TestSupport
import Testing

@testable import HDF5Store

@Suite struct HDF5VerificationTests {
    private func problems(_ image: [UInt8], upTo bytes: Int = .max) throws -> [String] {
        let file = try HDF5File.open(image: image)
        let problems = file.problems(readingNumbersUpTo: bytes)
        try file.close()
        return problems
    }

    @Test func soundFile() throws {
        #expect(try problems(try SampleFile.image()) == [])
    }

    @Test func blocksCoverEveryShape() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("single", of: Float.self, shape: []) { try $0.write([1]) }
            try root.createDataset("empty", of: Float.self, shape: [0, 3]) { _ in }
            for (index, storage) in [HDF5Storage.contiguous, .chunked([3, 2, 4])].enumerated() {
                try root.createDataset("a\(index)", of: UInt8.self, shape: [7, 5, 9], storage: storage) {
                    try $0.write([UInt8](repeating: 1, count: 315))
                }
            }
        }
        #expect(try problems(try file.image()) == [])
    }

    /// Two flipped bits, in two datasets: both are found, and named.
    @Test func everyDamageIsNamed() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            for name in ["a", "b", "c"] {
                try root.createDataset(name, of: Float.self, shape: [64], storage: .automatic(deflate: nil)) {
                    try $0.write([Float](repeating: name == "b" ? 0.2 : 0.1, count: 64))
                }
            }
        }
        var bad = try file.image()
        // 0.1 as Float is cd cc cc 3d: at the beginning of /a and of /c.
        let pattern: [UInt8] = [0xcd, 0xcc, 0xcc, 0x3d]
        let places = bad.indices.dropLast(4).filter { Array(bad[$0..<$0 + 4]) == pattern }
        let (first, last) = (try #require(places.first), try #require(places.last))
        bad[first] ^= 1
        bad[last] ^= 1
        let sentence = "cannot be read (data error detected by Fletcher32 checksum)"
        #expect(try problems(bad) == ["/a: \(sentence)", "/c: \(sentence)"])
        // Data that are not read are not checked.
        #expect(try problems(bad, upTo: 0) == [])
    }

    @Test func groupsThatContainThemselves() throws {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("a.h5")) { file in
            let group = H5Gcreate2(file, "g", 0, 0, 0)
            H5Lcreate_hard(file, "/", group, "up", 0, 0)
            H5Gclose(group)
        }
        let problems = try problems(try scratch.bytes("a.h5"))
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix("groups are nested too deeply") == true)
    }
}

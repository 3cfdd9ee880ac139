import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// What canns-import is given, and what it calls the patterns.
@Suite struct ImportTests {
    private func names(_ path: String) throws -> [String] {
        try file(path) { try $0.dataset("names") { try $0.readStrings() } }
    }

    /// Small pictures: `a.png`, `b.png`, `x/a.png`.
    private func pictures() throws -> Workplace {
        let place = try Workplace()
        try place.shell("mkdir x y")
        for name in ["a.png", "b.png", "x/a.png"] {
            let pixels = PNGPixels(width: 2, height: 2, kind: .gray, bytes: [0, 200, 10, UInt8(name.utf8.count)])
            try place.write(Data(try PNG.encode(pixels)), to: name)
        }
        return place
    }

    @Test func onlyNamesThatAreSharedBecomePaths() throws {
        let place = try pictures()
        let outcome = try place.shell("canns-import b.png a.png x/a.png a.png -o o.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try names(place.path("o.h5")) == ["b", "a.png", "x/a.png", "a.png (2)"])
        try place.shell("canns-import --rows b.png a.png x/a.png -o rows.h5")
        #expect(try names(place.path("rows.h5")) == ["b-0", "b-1", "a.png-0", "a.png-1", "x/a.png-0", "x/a.png-1"])
    }

    /// Patches look at each picture twice.
    @Test(arguments: ["", "--patches 5 --patch-size 2x1 --seed 3", "--spikes latency --steps 4"])
    func pipesAreFiles(options: String) throws {
        let place = try pictures()
        let outcome = try place.shell(
            """
            canns-import \(options) a.png b.png -o files.h5 &&
            canns-import \(options) - <(cat b.png) < a.png -o streams.h5 && cat a.png | canns-import \(options) - b.png -o o.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func values(_ name: String) throws -> [Float] {
            try file(place.path(name)) { try $0.dataset("patterns") { try $0.read(as: Float.self) } }
        }
        #expect(try values("files.h5") == values("streams.h5") && values("files.h5") == values("o.h5"))
    }

    /// Two pictures of 1×2 pixels, packed, and what their numbers make.
    @Test func arraysAreImported() throws {
        let place = try Workplace()
        try place.shell(
            """
            printf '\\0\\0\\10\\3\\0\\0\\0\\2\\0\\0\\0\\1\\0\\0\\0\\2\\0\\1\\200\\377' | gzip > two-idx3-ubyte.gz
            printf '\\0\\0\\11\\2\\0\\0\\0\\2\\0\\0\\0\\2\\1\\377\\377\\377' > signs
            """)
        let outcome = try place.shell(
            """
            canns-import two-idx3-ubyte.gz -o grey.h5 && canns-import --coding bipolar two-idx3-ubyte.gz -o split.h5 &&
            canns-import signs -o signs.h5 && canns-import --patches 3 --patch-size 1x1 two-idx3-ubyte.gz -o patches.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func values(_ name: String) throws -> [Float] {
            try file(place.path(name)) { try $0.dataset("patterns") { try $0.read(as: Float.self) } }
        }
        #expect(
            try values("grey.h5") == [0, 1, 128, 255]
                && names(place.path("grey.h5")) == ["two-idx3-ubyte-0", "two-idx3-ubyte-1"])
        #expect(try values("split.h5") == [-1, 1, -1, 1] && values("signs.h5") == [1, -1, -1, -1])
        let mixed = try place.shell("canns-import signs two-idx3-ubyte.gz -o o.h5")
        #expect(mixed.errors == "canns-import: two-idx3-ubyte.gz: holds pictures, expected numbers as in signs\n")
        let sized = try place.shell("canns-import --size 2x2 signs -o o.h5")
        #expect(
            sized.errors == "canns-import: signs: holds numbers and no pictures, so --size has nothing to work on\n")
    }

    @Test(
        arguments: [
            ("canns-import - - < a.png -o o", "IMAGE is twice standard input, which can be read only once", 2),
            (
                "canns-import photo.gif -o o",
                "photo.gif: is a GIF picture, expected PNG, JPEG, PGM/PPM/PBM, IDX, NPY, NPZ or CSV/TSV; convert it", 1
            ),
            ("canns-import p.h5 -o o", "p.h5: is a file of canns, which the other programs read as it is", 1),
            (
                "canns-import --patches 10000000 --patch-size 1000x1000 big.png -o o",
                "drawing 10000000 patches of 1000x1000 takes 40.0 TB of memory, of which there are", 1
            ),
            ("canns-import y -o o", "y: holds no pictures", 1), ("canns-import - < /dev/null -o o", "-: is empty", 1),
        ] as [(String, String, Int32)])
    func whatIsRefused(line: String, says: String, status: Int32) throws {
        let place = try pictures()
        try place.write(Data("GIF89a".utf8), to: "photo.gif")
        try place.shell("canns-import a.png -o p.h5")
        let big = PNGPixels(width: 1000, height: 1000, kind: .gray, bytes: [UInt8](repeating: 9, count: 1_000_000))
        try place.write(Data(try PNG.encode(big)), to: "big.png")
        let outcome = try place.shell(line)
        #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(!place.exists("o"))
    }
}

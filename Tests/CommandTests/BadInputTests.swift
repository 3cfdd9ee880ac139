import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// Wrong input: one clear sentence that names its subject, the right exit status, nothing left behind.
@Suite struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let says: String
        var status: Int32 = 1
        var testDescription: String { line }
    }

    static let cases: [Case] = [
        Case(line: "canns-import text.png -o o", says: "text.png: is text without a row of numbers"),
        Case(line: "canns-import cut.png -o o", says: "cut.png: is truncated"),
        Case(line: "canns-import huge.png -o o", says: "huge.png: is too large: 60000×60000"),
        Case(line: "canns-import missing.png -o o", says: "missing.png: No such file"),
        Case(line: "canns-import empty -o o", says: "empty"),
        Case(line: "canns-import $PHOTOS/camera.png $PHOTOS/horse.png -o o", says: "--size"),
        Case(line: "canns-import -o o", says: "IMAGE", status: 2),
        Case(line: "canns-import --treshold mean $PHOTOS/camera.png -o o", says: "did you mean --threshold", status: 2),
        Case(line: "canns-import --size 0x10 $PHOTOS/camera.png -o o", says: "--size is 0x10", status: 2),
        Case(line: "canns-train empty -o o", says: "empty"),
        Case(line: "canns-train text.png -o o", says: "text.png"),
        Case(line: "canns-train newer.h5 -o o", says: "newer.h5: the file has format version 1.9.0"),
        Case(line: "canns-train nan.h5 -o o", says: "nan.h5: /patterns: is nan at pattern 1, neuron 2"),
        Case(line: "canns-train none.h5 -o o", says: "none.h5: /patterns: is empty"),
        Case(line: "canns-train flat.h5 -o o", says: "flat.h5: /patterns: has 4 axes (1×2×3×1), expected two"),
        Case(line: "canns-train wide.h5 -o o", says: "numbers are in /weights (2×3); name one with --dataset"),
        Case(
            line: "canns-recall w.h5 --cues $PHOTOS/horse.png -o o",
            says: "horse.png: is a PNG picture, expected an HDF5 file; make patterns of it with canns-import"),
        Case(
            line: "canns-train --seed 18446744073709551616 p.h5 -o o",
            says: "expected an integer of at most 9223372036854775807", status: 2),
        Case(line: "canns-train $'caf\\xe9.h5' -o o", says: "argument 1, caf\u{FFFD}.h5, is not UTF-8", status: 2),
        Case(line: "canns-train -r hebian p.h5 -o o", says: "hebbian", status: 2),
        Case(line: "canns-train -r stdp p.h5 -o o", says: "p.h5: the patterns are bipolar, expected binary or"),
        Case(
            line: "canns-train --learning-rate 0.1 p.h5 -o o", says: "has --subtract-mean, --zero-diagonal", status: 2),
        Case(line: "canns-train small.h5 --initial w.h5 -o o", says: "w.h5: the weights are for 256 units"),
        Case(
            line: "canns-train -r anti-hebbian --initial w.h5 --unlearn Z -o o",
            says: "w.h5: no stored pattern is called Z"),
        Case(line: "canns-train -r hebbian --unlearn A --initial w.h5 p.h5 -o o", says: "--unlearn", status: 2),
        Case(line: "canns-recall p.h5 -o o", says: "p.h5: this is a patterns file, expected a weights file"),
        Case(line: "canns-recall w.h5 --cues small.h5 -o o", says: "small.h5: the cues have 3 units, the network 256"),
        Case(line: "canns-recall w.h5 --flip 1.5 -o o", says: "--flip is 1.5", status: 2),
        Case(line: "canns-recall w.h5 --flip-count 300 -o o", says: "300 units to invert, expected at most 256"),
        Case(line: "canns-recall w.h5 --occlude middle -o o", says: "--occlude is middle", status: 2),
        Case(
            line: "canns-recall w.h5 --occlude 10,10,9x9 -o o",
            says: "w.h5: the part reaches outside the picture of 16x16"),
        Case(line: "canns-recall wide.h5 -o o", says: "a linear-layer needs inputs, expected --cues FILE", status: 2),
        Case(line: "canns-recall damaged.h5 -o o", says: "damaged.h5"),
        Case(line: "canns-render w.h5 --view rater -o o.png", says: "raster", status: 2),
        Case(line: "canns-render p.h5 --only , -o o.png", says: "--only is empty", status: 2),
        Case(
            line: "canns-render p.h5 --scale 1000 -o o.png", says: "--scale is 1000, expected a number from 0.1 to 16",
            status: 2),
        Case(line: "canns-render w.h5 --view rastre -o o.png", says: "did you mean raster", status: 2),
        Case(line: "canns-render p.h5 --view recall -o o.png", says: "p.h5: cannot show recall"),
        Case(line: "canns-render p.h5 --colormap jet -o o.png", says: "jet", status: 2),
        Case(line: "canns-render p.h5 --only Q -o o.png", says: "no pattern Q"),
        Case(line: "canns-render p.h5 --size 0x0 -o o.png", says: "0", status: 2),
        Case(line: "canns-render p.h5 --size 1000000x1000000 -o o.png", says: "1000000", status: 2),
        Case(line: "canns-train p.h5 -o w.h5", says: "w.h5: exists; use --force"),
        Case(line: "canns-train p.h5 > /dev/full", says: "No space left"),
        Case(line: "canns-train p.h5 -o nowhere/o", says: "nowhere/o"),
    ]

    @Test(arguments: cases)
    func isRefused(_ wrong: Case) throws {
        let place = try Workplace(copyOf: Self.prepared.get())
        let before = place.files
        let outcome = try place.shell(wrong.line)
        let program = wrong.line.split(separator: " ")[0]
        #expect(outcome.status == wrong.status && outcome.signal == nil, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("\(program): "), "\(outcome.errors)")
        #expect(outcome.errors.contains(wrong.says), "\(outcome.errors)")
        // One sentence; wrong usage adds where to find help.
        #expect(outcome.errors.split(separator: "\n").count == (wrong.status == 2 ? 2 : 1), "\(outcome.errors)")
        #expect(place.files == before)
        #expect(outcome.output.isEmpty)
    }

    /// The inputs of all cases, made once.
    private static let prepared = Result { () throws -> Workplace in
        let place = try Workplace().shared()
        try place.shell(
            """
            echo hello world, this is a text > text.png; : > empty
            head -c 5000 $PHOTOS/camera.png > cut.png
            canns-import --invert $LETTERS/A.png $LETTERS/B.png -o p.h5 && canns-train p.h5 -o w.h5
            """)
        try place.write(Data(hugePNG()), to: "huge.png")
        try foreign(place, "small.h5", shape: [2, 3], [1, -1, 1, -1, 1, 1])
        try foreign(place, "nan.h5", shape: [2, 3], [0.5, 0, 0, 0, 0, .nan])
        try foreign(place, "none.h5", shape: [0, 3], [])
        try foreign(place, "flat.h5", shape: [1, 2, 3, 1], [1, 1, 1, 1, 1, 1])
        try foreign(place, "wide.h5", shape: [2, 3], [1, 1, 1, 1, 1, 1], name: "weights")
        let newer = try HDF5File.create(at: place.path("newer.h5"))
        try newer.root { root in
            try root.setAttribute("format", "canns-patterns")
            try root.setAttribute("format_version", [1, 9, 0] as [Int32])
        }
        try newer.close()
        // A flipped bit in the middle of the largest dataset: its chunk has a checksum.
        var bytes = Array(try place.contents("w.h5"))
        bytes[bytes.count / 2] ^= 0x10
        try place.write(Data(bytes), to: "damaged.h5")
        return place
    }

    private static func foreign(
        _ place: Workplace, _ file: String, shape: [Int], _ values: [Float], name: String = "patterns"
    ) throws {
        let target = try HDF5File.create(at: place.path(file))
        try target.root { root in
            try root.createDataset(name, of: Float.self, shape: shape, storage: .contiguous) { try $0.write(values) }
        }
        try target.close()
    }

    /// A PNG that declares 60000×60000 pixels and holds next to nothing.
    private static func hugePNG() throws -> [UInt8] {
        var bytes = try PNG.encode(PNGPixels(width: 1, height: 1, kind: .gray, bytes: [0]))
        for offset in [16, 20] { bytes.replaceSubrange(offset..<offset + 4, with: [0, 0, 0xEA, 0x60]) }
        let crc = crc32(bytes[12..<29])
        bytes.replaceSubrange(29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: crc >> (24 - 8 * $0)) })
        return bytes
    }

    /// CRC-32 of ISO 3309, bit by bit.
    private static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

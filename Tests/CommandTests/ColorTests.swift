import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// Grey pictures and coloured ones keep their eight bits.
@Suite struct ColorTests {
    /// Levels of a picture of 2×2 pixels: red, green and blue of each.
    private let colors: [UInt8] = [0, 1, 2, 127, 128, 129, 253, 254, 255, 10, 200, 30]
    private let greys: [UInt8] = [0, 127, 128, 255]

    private func pictures() throws -> Workplace {
        let place = try Workplace()
        for (name, kind, bytes) in [("colour", PNGPixels.Kind.rgb, colors), ("grey", .gray, greys)] {
            let pixels = PNGPixels(width: 2, height: 2, kind: kind, bytes: bytes)
            try place.write(Data(try PNG.encode(pixels)), to: "\(name).png")
        }
        return place
    }

    private func levels(_ path: String) throws -> [UInt8] {
        try file(path) { try $0.dataset("patterns") { try $0.read(as: UInt8.self) } }
    }

    @Test func levelsOfEightBitsAreKept() throws {
        let place = try pictures()
        let outcome = try place.shell(
            "canns-import --color colour.png -o c.h5 && canns-import --coding grey grey.png -o g.h5 && "
                + "canns-import --color --invert colour.png -o i.h5 && canns-study verify c.h5 g.h5 i.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try levels(place.path("c.h5")) == colors && levels(place.path("g.h5")) == greys)
        #expect(try levels(place.path("i.h5")) == colors.map { 255 - $0 })
        let names = ["geometry", "scale_factor", "add_offset"]
        let attributes = try file(place.path("c.h5")) { root in
            try root.dataset("patterns") { patterns in try names.map { try patterns.attribute($0)?.doubles } }
        }
        #expect(attributes == [[2, 2, 3], [1.0 / 255], [0]])
    }

    /// Through training and drawing, pixel for pixel.
    @Test func picturesComeBackAsTheyWere() throws {
        let place = try pictures()
        let outcome = try place.shell(
            "canns-import --color colour.png grey.png | canns-train | canns-render --each out && "
                + "canns-import --coding grey grey.png | canns-render --each grey")
        #expect(outcome.status == 0, "\(outcome.errors)")
        func pixels(_ name: String) throws -> [UInt8] {
            try PNG.decode([UInt8](Data(contentsOf: URL(fileURLWithPath: place.path(name))))).pixels
        }
        for name in ["colour.png", "grey.png"] { #expect(try pixels("out/\(name)") == pixels(name)) }
        #expect(try pixels("grey/grey.png") == pixels("grey.png"))
    }

    /// Colours recalled exactly: no error, and alike in structure where there is room for a window.
    @Test func reportsTellErrorAndStructure() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import -s 16x16 --color $PHOTOS/{astronaut,coffee,chelsea}.png | canns-train -r store -o w.h5 && "
                + "canns-recall --noise 0.05 --seed 1 w.h5 -o r.h5 --report r.tsv && "
                + "canns-recall --steps 0 --noise 0.05 --seed 1 w.h5 -o c.h5 --report-format json --report c.json && "
                + "canns-study verify r.h5 c.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try place.text("r.tsv").split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        let error = try #require(lines[0].firstIndex(of: "rms_error"))
        #expect(lines.dropFirst().allSatisfy { $0[error] == "0.0" && $0[error + 1] == "1.0" })
        let rms = try file(place.path("c.h5")) { try $0.dataset("rms_error") { try $0.read(as: Float.self) } }
        // Noise of 0.05, less where it is cut off at black and white; of 768 samples it scatters by 0.0013.
        #expect(rms.allSatisfy { $0 > 0.035 && $0 < 0.0552 }, "\(rms)")
        #expect(try place.text("c.json").contains("\"structural_similarity\":0."))
    }

    /// Patches of one picture: a patch of the whole is the picture.
    @Test func patchesInColour() throws {
        let place = try pictures()
        let outcome = try place.shell(
            "canns-import --color --patches 2 --patch-size 2x2 colour.png -o p.h5 && "
                + "canns-import --color --whiten --patches 4 --patch-size 2x1 colour.png -o w.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try levels(place.path("p.h5")) == colors + colors)
        let coding = try file(place.path("w.h5")) { try $0.dataset("patterns") { try $0.attribute("coding")?.string } }
        #expect(coding == "real")
    }

    @Test(
        arguments: [
            ("canns-import --color --coding binary colour.png -o o", "--color keeps levels of red, green and blue", 2),
            ("canns-import --color --spikes poisson colour.png -o o", "--color", 2),
            (
                "canns-import --color colour.png | canns-train -r storkey -o o",
                "the patterns are grey, expected bipolar for rule storkey", 1
            ),
        ] as [(String, String, Int32)])
    func whatIsRefused(line: String, says: String, status: Int32) throws {
        let outcome = try pictures().shell(line)
        #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
    }
}

import Foundation
import PNGStore
import TestSupport
import Testing

/// What canns-render refuses: one clear sentence, the right status, nothing written.
@Suite struct RenderRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let says: String
        var status: Int32 = 2
        var testDescription: String { line }
    }

    static let cases: [Case] = [
        // Options that would make no difference.
        Case(
            line: "r.h5 --view energy --colormap viridis",
            says: "--colormap does not apply to view energy; it applies to"),
        Case(
            line: "r.h5 --view film --reduce extremes",
            says: "--reduce does not apply to view film; it applies to weights"),
        Case(line: "w.h5 --view histogram --only A", says: "--only does not apply to view histogram; it applies to"),
        Case(line: "w.h5 --view weights --columns 3", says: "--columns does not apply to view weights; it applies to"),
        Case(line: "p.h5 --colormap viridis", says: "--colormap does not apply to patterns of two values"),
        Case(line: "c.h5 --colormap viridis", says: "--colormap does not apply to curves and bars"),
        Case(
            line: "r.h5 --view energy --format apng", says: "--view does not apply to an animation, which is the film"),
        Case(line: "r.h5 --reduce extremes --format apng", says: "--reduce does not apply to an animation"),
        Case(line: "p.h5 --view list --title T", says: "--title does not apply to --view list"),
        // Bad values.
        Case(line: "p.h5 --colormap virdis", says: "unknown colour map virdis, expected one of gray, viridis"),
        Case(line: "p.h5 --colormap virdis", says: "did you mean viridis?"),
        Case(line: "p.h5 --size 0x100", says: "size 0x100 is out of range: width and height are 1 to 20000"),
        Case(line: "p.h5 --size 1000000x10", says: "size 1000000x10 is out of range"),
        Case(line: "p.h5 --size 100", says: "--size is 100, expected WxH such as 1200x800"),
        Case(line: "p.h5 --scale 0", says: "--scale is 0, expected a number from 0.1 to 16"),
        Case(line: "p.h5 --columns 0", says: "--columns is 0"),
        Case(line: "p.h5 --only ,", says: "--only is empty"),
        Case(line: "p.h5 --view patern", says: "did you mean patterns?"),
        Case(line: "p.h5 --view list --each d", says: "--view and --each exclude each other"),
        // Selections that name nothing.
        Case(
            line: "p.h5 --only Q", says: "--only: there is no pattern Q, expected a name or a number from 0 to 2",
            status: 1),
        Case(line: "p.h5 --only 2-5", says: "--only: there is no pattern 2-5, expected numbers from 0 to 2", status: 1),
        Case(line: "r.h5 --only 1-0", says: "--only: there is no trial 1-0", status: 1),
        Case(line: "c.h5 --only overlaps", says: "--only: there is no plot overlaps", status: 1),
        Case(
            line: "s.h5 --from 30 --to 20",
            says: "--from 30 --to 20 holds no step: expected times from 0 to 25 ms, the earlier first", status: 1),
        Case(line: "s.h5 --from 25", says: "--from 25 --to 25 holds no step", status: 1),
        Case(
            line: "r.h5 --from 1",
            says: "--from does not apply to view recall; it applies to raster, potentials, responses, tuning"),
        Case(line: "r.h5 --view film --fps 4", says: "--fps does not apply to view film; it applies to an animation"),
        // Files that cannot show it.
        Case(line: "p.h5 --view energy", says: "p.h5: cannot show energy: ", status: 1),
        Case(
            line: "c.h5 --view contour", says: "c.h5: cannot show contour: the study swept no two quantities", status: 1
        ),
        Case(
            line: "w.h5 --view window", says: "w.h5: cannot show window: rule hebbian does not learn from the timing",
            status: 1),
        Case(line: "p.h5 --format apng", says: "p.h5: cannot be animated", status: 1),
    ]

    private func prepared() throws -> Workplace {
        let place = try Workplace()
        try place.shell(
            """
            canns-import -q --invert $LETTERS/[A-C].png -o p.h5 && canns-train -q p.h5 -o w.h5 &&
            canns-recall -q --history w.h5 -o r.h5 &&
            canns-import -q --spikes poisson --steps 50 --dt 0.5 --invert $LETTERS/A.png -o s.h5 &&
            canns-study capacity -q --neurons 60 --loads 0.05:0.15:0.05 --trials 1 --cues 2 -o c.h5
            """)
        return place
    }

    @Test func wrongRequestsAreRefused() throws {
        let place = try prepared()
        let before = place.files
        #expect(before == ["c.h5", "p.h5", "r.h5", "s.h5", "w.h5"])
        for wrong in Self.cases {
            let outcome = try place.shell("canns-render \(wrong.line)\(wrong.line.contains("list") ? "" : " -o o.png")")
            #expect(outcome.status == wrong.status, "\(wrong.line): \(outcome.errors)")
            #expect(
                outcome.errors.hasPrefix("canns-render: ") && outcome.errors.contains(wrong.says), "\(outcome.errors)")
            #expect(
                outcome.errors.split(separator: "\n").filter { !$0.contains("--help") }.count == 1, "\(outcome.errors)")
            #expect(place.files == before && outcome.output.isEmpty, "\(wrong.line)")
        }
    }

    /// A name that names no format gets no other's bytes; streams have no name and take PNG.
    @Test(arguments: [
        (
            "film.gif",
            "film.gif: ends in .gif, which is no format, expected .png, .svg, .pdf, .apng, .html, or --format NAME"
        ),
        ("x.jpg", "x.jpg: ends in .jpg"), ("picture", "picture: has no ending that names a format"),
        ("d.png/picture", "has no ending"), (".png", ".png: exists"), ("a.", "a.: has no ending"),
    ])
    func unknownEndingsAreRefused(name: String, says: String) throws {
        let place = try prepared()
        try place.shell("mkdir d.png && touch .png")
        let outcome = try place.shell("canns-render p.h5 -o \(name)")
        #expect(outcome.status == (name == ".png" ? 1 : 2) && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(name == ".png" || !place.exists(name))
        let named = try place.shell("canns-render -f --format png p.h5 -o \(name) && canns-render p.h5 > s.png")
        #expect(named.status == 0, "\(named.errors)")
        #expect(try place.contents(name) == place.contents("s.png"))
    }

    /// One file a pattern: a directory that is there may be filled, a file that is there is not replaced unasked.
    @Test func eachIntoAnExistingDirectory() throws {
        let place = try prepared()
        let outcome = try place.shell("mkdir d && touch d/other && canns-render --each d p.h5 && ls d > names")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(String(decoding: try place.contents("names"), as: UTF8.self) == "A.png\nB.png\nC.png\nother\n")
        let again = try place.shell("canns-render --each d p.h5")
        #expect(again.status == 1 && again.errors.contains("A.png: exists; use --force"), "\(again.errors)")
        #expect(try place.shell("canns-render --force --each d p.h5").status == 0)
        let onto = try place.shell("canns-render --each p.h5 p.h5")
        #expect(onto.status == 2 && onto.errors.contains("is p.h5, which is read as FILE"), "\(onto.errors)")
        let scaled = try place.shell("canns-render --each e --scale 3 p.h5")
        #expect(scaled.status == 2 && scaled.errors.contains("--scale does not apply to --each"), "\(scaled.errors)")
        #expect(!place.exists("e"))
    }

    /// Of thousands of patterns a sheet shows the first, so that there is a picture whatever the file.
    @Test func aFileOfManyPatternsIsDrawn() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q --patches 10000 --patch-size 12x12 --seed 1 $PHOTOS/camera.png -o p.h5 &&
            canns-render p.h5 -o all.png && canns-render --only 0-199 p.h5 -o some.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        // The same pictures, and a line that says how many there are.
        let (all, some) = (try place.contents("all.png"), try place.contents("some.png"))
        #expect(try PNGHeader.read(Array(all)).height > PNGHeader.read(Array(some)).height)
    }
}

import Foundation
import PNGStore
import TestSupport
import Testing

/// Every view of canns-render on a file that the programs made.
@Suite struct RenderTests {
    /// A view and the lines that make a file for it.
    struct Case: Sendable, CustomTestStringConvertible {
        let view: String
        let makes: String
        var testDescription: String { view }
    }

    static let memory = "canns-import --invert $LETTERS/[A-C].png | canns-train -o w.h5"
    static let recall = memory + " && canns-recall -q --flip 0.1 --seed 1 --history w.h5 -o f.h5"
    static let patches = "canns-import --patches 200 --patch-size 6x6 $PHOTOS/camera.png -o p.h5"
    static let layer = patches + " && canns-train -r oja --outputs 3 --epochs 2 p.h5 -o f.h5"
    static let spikes = "canns-import --spikes poisson --steps 50 --invert $LETTERS/A.png -o s.h5"
    static let spiking =
        spikes + " && canns-train -q -r stdp --outputs 2 --threshold 0.5 s.h5 -o w.h5"
        + " && canns-recall -q --cues s.h5 w.h5 -o f.h5"

    /// Of a network, with what each step shows.
    static let labelled =
        "printf 'A.png,vowel\\nB.png,consonant\\n' > l.csv && canns-import --spikes poisson --steps 50 --invert -s 5x5 "
        + "--labels l.csv $LETTERS/A.png $LETTERS/B.png -o s.h5 && canns-train -q -r stdp --model spiking-network "
        + "--outputs 30 --inhibitory 5 s.h5 -o w.h5 && canns-recall -q --cues s.h5 w.h5 -o f.h5"

    static let cases: [Case] = [
        Case(view: "recall", makes: recall), Case(view: "film", makes: recall), Case(view: "energy", makes: recall),
        Case(view: "overlap", makes: recall), Case(view: "overlap-steps", makes: recall),
        Case(view: "patterns", makes: recall), Case(view: "weights", makes: memory + " && mv w.h5 f.h5"),
        Case(view: "histogram", makes: memory + " && mv w.h5 f.h5"),
        Case(view: "spectrum", makes: memory + " && mv w.h5 f.h5"), Case(view: "spectrum", makes: layer),
        Case(view: "fields", makes: layer), Case(view: "curves", makes: layer),
        Case(view: "responses", makes: layer + " && mv f.h5 l.h5 && canns-recall -q --cues p.h5 l.h5 -o f.h5"),
        Case(view: "raster", makes: spikes + " && mv s.h5 f.h5"), Case(view: "raster", makes: spiking),
        Case(view: "potentials", makes: spiking), Case(view: "responses", makes: spiking),
        Case(view: "tuning", makes: labelled), Case(view: "raster", makes: labelled),
        Case(view: "snapshots", makes: layer.replacingOccurrences(of: "--epochs 2", with: "--epochs 4 --snapshots 1")),
        Case(view: "window", makes: spiking), Case(view: "study", makes: study), Case(view: "contour", makes: study),
        Case(
            view: "weights",
            makes: memory.replacingOccurrences(of: "canns-train", with: "canns-train -r storkey --form dense")
                + " && mv w.h5 f.h5"),
    ]

    static let study =
        "canns-study noise -q --neurons 60 --loads 0.05:0.2:0.05 --levels 0:0.4:0.1 --trials 2 --cues 3 -o f.h5"

    /// In all three formats, the PNG again with other threads, byte for byte.
    @Test(arguments: cases)
    func isDrawn(_ view: Case) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            \(view.makes) && canns-render --view list f.h5 > list && for e in png svg pdf; do
                canns-render --view \(view.view) --title Title --threads 1 f.h5 -o a.$e || exit 9; done &&
            canns-render --view \(view.view) --title Title --threads 3 f.h5 -o b.png && cmp a.png b.png &&
            canns-render --view \(view.view) --title Title f.h5 > c.png && cmp a.png c.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let list = String(decoding: try place.contents("list"), as: UTF8.self)
        #expect(list.split(separator: "\n").contains { $0.hasPrefix(view.view + " ") }, "\(list)")
        let png = Array(try place.contents("a.png"))
        #expect(try PNGHeader.read(png).width > 100)
        // Title and history are texts of the picture.
        #expect(contains(png, "tEXtTitle\0Title") || contains(png, "iTXtTitle\0"))
        #expect(contains(png, "Source\0"))
        // SVG and PDF say the same in their own way.
        let svg = String(decoding: try place.contents("a.svg"), as: UTF8.self)
        #expect(
            svg.contains("<title>Title</title>") && svg.contains("<desc>") && svg.contains("canns "),
            "\(svg.prefix(300))")
        let pdf = Array(try place.contents("a.pdf"))
        #expect(pdf.starts(with: Array("%PDF-1".utf8)) && contains(pdf, "/Subject") && contains(pdf, "/Title (Title)"))
    }

    /// What a file cannot show: what it lacks and how to get it.
    @Test(arguments: [
        ("film", "recall again with --history"), ("fields", "canns-train"), ("curves", "canns-train"),
        ("raster", "canns-import --spikes"), ("window", "canns-train"), ("study", "canns-study"),
        ("potentials", "canns-recall"), ("energy", "canns-recall"), ("tuning", "canns-import --spikes"),
        ("snapshots", "canns-train"), ("weights", "canns-train"),
    ])
    func obstaclesSayWhatToDo(view: String, says: String) throws {
        let place = try Workplace()
        let file = view == "film" ? "r.h5" : "p.h5"
        let outcome = try place.shell(
            """
            canns-import --invert $LETTERS/A.png -o p.h5 && canns-train p.h5 | canns-recall -q -o r.h5 &&
            canns-render --view \(view) \(file) -o o.png
            """)
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("canns-render: \(file): cannot show \(view): "), "\(outcome.errors)")
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(!place.exists("o.png"))
    }

    /// A recall that keeps its states becomes one numbered picture a step, all of one size.
    @Test func framesAreNumberedAndOfOneSize() throws {
        let place = try Workplace()
        let outcome = try place.shell("\(Self.recall) && canns-render --each frames f.h5 && ls frames > names")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let names = String(decoding: try place.contents("names"), as: UTF8.self).split(separator: "\n").map(String.init)
        let steps = try file(place.path("f.h5")) { root in try root.dataset("energy") { $0.shape[1] } }
        #expect(names == (0..<steps).map { "step-0\($0).png" } && steps > 1)
        let headers = try names.map { try PNGHeader.read(Array(try place.contents("frames/\($0)"))) }
        #expect(Set(headers.map { "\($0.width)x\($0.height)" }).count == 1)
    }

    /// The same as one animation: the pictures of the steps, shown as long as --fps says, the last for two seconds.
    @Test func recallIsAnimated() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "\(Self.recall) && canns-render f.h5 -o a.apng && canns-render --threads 1 f.h5 -o c.apng && cmp a.apng c.apng && canns-render w.h5 -o b.apng"
        )
        #expect(outcome.status == 1 && outcome.errors.contains("w.h5: cannot be animated"), "\(outcome.errors)")
        let steps = try file(place.path("f.h5")) { root in try root.dataset("energy") { $0.shape[1] } }
        let bytes = try place.contents("a.apng")
        let control = try #require(bytes.range(of: Data("acTL".utf8)))
        #expect(bytes[control.upperBound..<control.upperBound + 4].elementsEqual([0, 0, 0, UInt8(steps)]))
        let faster = try place.shell("canns-render --frames 2 --fps 8 f.h5 -o d.apng")
        #expect(faster.status == 0, "\(faster.errors)")
        // Frame control: 20 bytes of number, size and place, then the delay as numerator and denominator.
        let animation = try place.contents("d.apng")
        var delays: [[UInt8]] = []
        var rest = animation[...]
        while let control = rest.range(of: Data("fcTL".utf8)) {
            delays.append(Array(rest[control.upperBound + 20..<control.upperBound + 24]))
            rest = rest[control.upperBound...]
        }
        // 1000 / 8 = 125 and 2000 = 7 · 256 + 208 thousandths.
        #expect(delays == [[0, 125, 3, 232], [7, 208, 3, 232]])
    }

    /// A film of more than a thousand pictures is drawn when its number is said.
    @Test func aLongFilmSaysHowManyPicturesItHas() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 2x2 --invert $LETTERS/A.png | canns-train -o w.h5 &&
            canns-recall -q --activation glauber --temperature 5 --steps 1200 --history w.h5 -o f.h5;
            canns-render f.h5 -o a.apng
            """)
        #expect(outcome.status == 1 && outcome.errors.contains("1201 pictures to draw"), "\(outcome.errors)")
        #expect(outcome.errors.contains("--frames 200"))
        let some = try place.shell("canns-render --frames 5 --each d f.h5 && ls d")
        #expect(
            String(decoding: some.output, as: UTF8.self)
                == "step-0000.png\nstep-0300.png\nstep-0600.png\nstep-0900.png\nstep-1200.png\n",
            "\(some.errors)")
    }

    /// Without states the final states are written, one pixel a unit; cues without damage stay what they were.
    @Test func finalStatesComeBackPixelForPixel() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import $LETTERS/A.png $LETTERS/X.png | canns-train | canns-recall -q | canns-render --each out
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in ["A", "X"] {
            let recalled = try PNG.decode(Array(try place.contents("out/\(name).png")))
            let letter = try PNG.decode(
                [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(Repository.letters)/\(name).png"))))
            #expect(recalled.pixels == letter.pixels && recalled.width == 16)
        }
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }
}

import Foundation
import HDF5Store
import TestSupport
import Testing

/// Pairs, bit matrices and sequences of projections from the command line.
@Suite struct PairCommandTests {
    /// Letters of 12×12 pixels recall letters of 7×9, and the other way.
    @Test(arguments: ["pseudo-inverse", "store", "store --separation power --degree 9"])
    func lettersRecallPartners(rule: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/[A-M].png -s 12x12 -o x.h5 && canns-import $LETTERS/[N-Z].png -s 7x9 -o y.h5 && "
                + "canns-train -r \(rule) --targets y.h5 x.h5 -o w.h5 && "
                + "canns-recall --flip-count 3 --seed 1 w.h5 -o r.h5 --report r.tsv && "
                + "canns-recall --both --history --flip-count 3 --seed 1 w.h5 -o b.h5 && "
                + "canns-render r.h5 -o r.png && canns-render w.h5 -o w.png && canns-render --view film b.h5 -o f.png && "
                + "canns-study verify w.h5 r.h5 b.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.components(separatedBy: "13 of 13 cues answered by their partner").count == 3)
        let lines = try place.text("r.tsv").split(separator: "\n").dropFirst()
        #expect(lines.count == 13 && lines.allSatisfy { $0.contains("recalled") })
        #expect(lines.first?.contains("A\tN\tN") == true, "\(lines.first ?? "")")
        let path = place.path("b.h5")
        func states(_ name: String) throws -> [Int8] {
            try file(path) { try $0.dataset(name) { try $0.read(as: Int8.self) } }
        }
        let shapes = try file(path) { root in
            try ["final", "returned"].map { name in try root.dataset(name) { $0.shape } }
        }
        #expect(shapes == [[13, 63], [13, 144]])
        let geometry = try file(path) { try $0.dataset("targets") { try $0.attribute("geometry")?.doubles } }
        #expect(geometry == [9, 7])
        let (answers, targets) = (try states("final"), try states("targets"))
        #expect(answers == targets)
        let (returned, keys) = (try states("returned"), try states("patterns"))
        #expect(returned == keys)
    }

    /// Grey pictures of another size come back byte for byte, and learning goes on.
    @Test func greyPartnersAndMorePairs() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/[A-F].png -s 12x12 -o x.h5 && "
                + "canns-import $LETTERS/[G-L].png -s 9x5 --coding grey -o y.h5 && "
                + "canns-import $LETTERS/[M-R].png -s 12x12 -o x2.h5 && "
                + "canns-import $LETTERS/[S-X].png -s 9x5 --coding grey -o y2.h5 && "
                + "canns-train -r pseudo-inverse --targets y.h5 x.h5 -o a.h5 && "
                + "canns-train -r pseudo-inverse --initial a.h5 --targets y2.h5 x2.h5 -o w.h5 && "
                + "canns-recall w.h5 -o r.h5 && canns-study verify w.h5 r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        func levels(_ name: String) throws -> [UInt8] {
            try file(place.path("r.h5")) { try $0.dataset(name) { try $0.read(as: UInt8.self) } }
        }
        let (answers, targets) = (try levels("final"), try levels("targets"))
        #expect(answers.count == 12 * 45 && answers == targets)
    }

    @Test func projectionsKeepTheOrder() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/*.png -s 12x12 -o p.h5 && "
                + "canns-train -r pseudo-inverse --sequence --cyclic p.h5 -o s.h5 && "
                + "canns-recall s.h5 --steps 26 --flip-count 1 --seed 2 -o r.h5 && canns-study verify s.h5 r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("26 cues kept the order through all 26 steps, over 27 patterns"))
        let matches = try file(place.path("r.h5")) { try $0.dataset("matches") { try $0.read(as: Int32.self) } }
        #expect(Array(matches.prefix(27)) == Array(0..<26) + [0])
    }

    /// Patterns that recall themselves, as bits, and how large the matrix is.
    @Test func bits() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/*.png -s 20x20 --coding binary --invert -o p.h5 && "
                + "canns-train -r willshaw --winners 60 p.h5 -o w.h5 && canns-recall w.h5 -o r.h5 && "
                + "canns-recall --winners 40 w.h5 -o k.h5 && canns-render --view weights w.h5 -o w.png && "
                + "canns-study verify w.h5 r.h5 k.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let shape = try file(place.path("w.h5")) { try $0.dataset("weight_bits") { $0.shape } }
        let bits = try file(place.path("w.h5")) { try $0.dataset("weight_bits") { try $0.attribute("bits")?.doubles } }
        #expect(shape == [400, 50] && bits == [400])
        let answers = try file(place.path("k.h5")) { try $0.dataset("final") { try $0.read(as: Int8.self) } }
        #expect(answers.reduce(0) { $0 + Int($1) } == 26 * 40)
    }

    @Test(arguments: [
        ("-r store --targets three.h5", "three.h5: holds 3 targets for 4 patterns, expected one each"),
        (
            "-r storkey --targets p.h5",
            "rule storkey stores no pairs, expected hebbian, pseudo-inverse, store, willshaw"
        ),
        ("-r hebbian --targets grey.h5", "grey.h5: the targets are grey, expected bipolar or binary for rule hebbian"),
        ("-r hebbian --no-zero-diagonal --targets p.h5", "--zero-diagonal does not apply to pairs by rule hebbian"),
        ("-r store --separation sparsemax --targets p.h5", "separation sparsemax is of graded patterns"),
        ("-r pseudo-inverse --cyclic", "--cyclic needs --sequence"),
        ("-r willshaw", "the patterns are bipolar, expected binary for rule willshaw"),
        ("-r willshaw --targets p.h5", "the patterns are bipolar, expected binary for rule willshaw"),
    ])
    func refused(options: String, sentence: String) throws {
        let outcome = try Workplace().shell(
            "canns-import $LETTERS/[A-C].png -s 8x8 -o three.h5 && canns-import $LETTERS/[A-D].png -s 8x8 -o p.h5 && "
                + "canns-import $LETTERS/[A-D].png -s 8x8 --coding grey -o grey.h5 && canns-train \(options) p.h5 -o w.h5"
        )
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }

    @Test(arguments: [
        ("--update async", "--update is for networks, but w.h5 holds a bidirectional-memory, which answers at once"),
        ("--steps 3", "--steps needs --both"),
        ("--winners 3", "--winners does not apply to a bidirectional-memory"),
        ("--cues y.h5", "y.h5: the cues have 63 units, the network 64"),
    ])
    func refusedRecalls(options: String, sentence: String) throws {
        let outcome = try Workplace().shell(
            "canns-import $LETTERS/[A-D].png -s 8x8 -o p.h5 && canns-import $LETTERS/[A-D].png -s 7x9 -o y.h5 && "
                + "canns-train -r store --targets y.h5 p.h5 -o w.h5 && canns-recall \(options) w.h5 -o r.h5")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }
}

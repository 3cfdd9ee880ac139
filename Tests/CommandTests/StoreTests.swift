import Foundation
import HDF5Store
import TestSupport
import Testing

/// Rules store and sequence from the command line: what a file holds, what a recall gives, what is refused.
@Suite struct StoreTests {
    /// 26 letters of 144 pixels, which Hebb does not hold, from noisy cues.
    @Test(arguments: ["bipolar", "binary", "grey", "real"])
    func lettersComeBackFromNoise(coding: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/*.png -s 12x12 --coding \(coding) -o p.h5 && canns-train -r store p.h5 -o w.h5 && "
                + "canns-recall --noise 0.1 --seed 1 w.h5 -o r.h5 --report r.tsv && canns-study verify w.h5 r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("chosen so that every pattern has all but a trace of the answer to itself"))
        let lines = try place.text("r.tsv").split(separator: "\n").dropFirst()
        #expect(lines.count == 26 && lines.allSatisfy { $0.contains("recalled") })
        let kept = try file(place.path("w.h5")) { root in
            try root.group("model") { model in
                try ["kind", "form", "separation"].map { try model.attribute($0)?.string }
            }
        }
        #expect(kept == ["dense-memory", "patterns", "softmax"])
    }

    /// Another separation and another beta than the file has, and what learning on adds.
    @Test func recallTakesAnotherSeparation() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/[A-M].png -s 12x12 -o a.h5 && canns-import $LETTERS/[N-Z].png -s 12x12 -o b.h5 && "
                + "canns-train -r store --separation power --degree 20 a.h5 -o a.w && "
                + "canns-train -r store --separation power --degree 20 --initial a.w b.h5 -o w.h5 && "
                + "canns-recall --degree 30 --flip-count 10 w.h5 -o r.h5 && "
                + "canns-recall --separation max --update async --flip-count 10 w.h5 -o m.h5 && "
                + "canns-study verify w.h5 r.h5 m.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.components(separatedBy: "26 of 26 cues recalled without an error").count == 3)
    }

    /// The beta of a file is of its separation and its similarity; what another one needs is chosen anew and told.
    @Test func betaDoesNotStayWithAnotherSeparation() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/[A-H].png -s 12x12 --coding grey -o p.h5 && canns-train -r store --beta 500 p.h5 -o w.h5"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        func beta(_ options: String) throws -> (beta: Double?, said: String) {
            let outcome = try place.shell("canns-recall -f \(options) w.h5 -o r.h5")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let beta = try file(place.path("r.h5")) { try $0.group("model") { try $0.attribute("beta")?.double } }
            return (beta, outcome.errors)
        }
        #expect(try beta("").beta == 500)
        #expect(try beta("--separation softmax").beta == 500)
        for options in ["--separation entmax", "--similarity manhattan"] {
            let (chosen, said) = try beta(options)
            #expect(chosen != nil && chosen != 500)
            #expect(said.contains("w.h5: beta is \(Float(chosen ?? 0)), chosen so that"), "\(said)")
        }
        #expect(try beta("--separation power").beta == nil)
        let (low, said) = try beta("--beta 0.01")
        #expect(low == 0.01)
        #expect(said.contains("w.h5: with beta 0.01 stored patterns melt into one; from "), "\(said)")
    }

    /// Learning on with a beta that is chosen: the one that training on all at once chooses.
    @Test func learningOnChoosesForAll() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/[A-M].png -s 12x12 -o a.h5 && canns-import $LETTERS/[N-Z].png -s 12x12 -o b.h5 && "
                + "canns-import $LETTERS/[A-Z].png -s 12x12 -o c.h5 && canns-train -r store a.h5 -o a.w && "
                + "canns-train -r store --initial a.w b.h5 -o ab.w && canns-train -r store c.h5 -o c.w")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let betas = try ["ab.w", "c.w"].map { name in
            try file(place.path(name)) { try $0.group("model") { try $0.attribute("beta")?.double } }
        }
        #expect(betas[0] != nil && betas[0] == betas[1])
    }

    /// The order of the letters, with and without delay.
    @Test func lettersInTheirOrder() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import $LETTERS/[A-F].png -s 20x20 -o p.h5 && "
                + "canns-train -r store --sequence p.h5 -o s.h5 && canns-recall s.h5 --steps 8 -o r.h5 && "
                + "canns-study verify s.h5 r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let matches = try file(place.path("r.h5")) { try $0.dataset("matches") { try $0.read(as: Int32.self) } }
        // A leads to F in five steps and rests.
        #expect(Array(matches.prefix(6)) == [0, 1, 2, 3, 4, 5])
    }

    @Test(arguments: [
        ("-r store --degree 3", "--degree is not of separation softmax, which has --beta"),
        ("-r store --separation sparsemax", "separation sparsemax is of graded patterns, and these are bipolar"),
        ("-r store --cyclic", "--cyclic needs --sequence"),
        ("-r store --beta 1e-9", "stored patterns melt into one; from "),
        ("-r store --epochs 3", "--epochs is for layers"),
    ])
    func refused(options: String, sentence: String) throws {
        let outcome = try Workplace().shell("canns-import $LETTERS/[A-D].png -s 8x8 | canns-train \(options) -o w.h5")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }

    @Test func sequenceOfOne() throws {
        let outcome = try Workplace().shell("canns-import $LETTERS/A.png -s 8x8 | canns-train -r sequence -o w.h5")
        #expect(outcome.errors.contains("a sequence of 1 pattern leads nowhere, expected at least two"))
    }
}

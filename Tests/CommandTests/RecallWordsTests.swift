import Foundation
import HDF5Store
import TestSupport
import Testing

/// What canns-recall says of its results, and what it refuses.
@Suite struct RecallWordsTests {
    /// Random ±1 patterns of a linear congruential generator.
    static func random(_ count: Int, _ neurons: Int) -> [[Int8]] {
        var state: UInt32 = 1
        return (0..<count).map { _ in
            (0..<neurons).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return state >> 31 == 1 ? 1 : -1
            }
        }
    }

    private func memory(_ rows: [[Int8]], _ options: String = "", coding: String? = nil) throws -> Workplace {
        let place = try Workplace()
        try RecallCueTests.write(rows, to: place.path("p.h5"), coding: coding)
        #expect(try place.shell("canns-train -q \(options) p.h5 -o w.h5").status == 0)
        return place
    }

    /// m = tanh(m/T): 0.9575 at T = 0.5, whatever scales the weights. The mean of 20 trials of 4000 units scatters by
    /// sqrt((1 - m²) / 80000) = 0.001; the mean of the pattern, which is subtracted, adds less than that.
    @Test(arguments: ["", "--no-normalize-by-patterns --no-subtract-mean", "-r pseudo-inverse"])
    func temperatureIsInUnitsOfTheMeanField(_ options: String) throws {
        let place = try memory(Self.random(1, 4000), options)
        let outcome = try place.shell(
            "canns-recall --activation glauber --temperature 0.5 --repeat 20 w.h5 -o r.h5")
        #expect(outcome.status == 0)
        let overlaps = try floats("overlap", in: place.path("r.h5"))
        #expect(abs(overlaps.reduce(0, +) / 20 - 0.9575) < 0.004)
        #expect(outcome.errors.contains("20 of 20 cues are nearest to their pattern at temperature 0.5"))
        #expect(!outcome.errors.contains("--steps") && !outcome.errors.contains("changing"))
    }

    /// tanh gives the mean of the same: s = ±m, so that the cosine with the pattern is 1, and |s| = 0.9575.
    @Test func tanhHasTheSameTemperature() throws {
        let place = try memory(Self.random(1, 1000), "--no-subtract-mean")
        let outcome = try place.shell(
            "canns-recall --activation tanh --temperature 0.5 --steps 100 --flip 0.1 w.h5 -o r.h5")
        #expect(outcome.errors.contains("1 of 1 cues recalled: a cosine of 0.95 or more"), "\(outcome.errors)")
        #expect(try floats("final", in: place.path("r.h5")).allSatisfy { abs(abs($0) - 0.9575) < 1e-4 })
        #expect(abs(try floats("overlap", in: place.path("r.h5"))[0] - 1) < 1e-6)
    }

    /// All patterns +1: with the mean subtracted nothing is left, and every cue stays as it is.
    @Test func nothingIsRecalledFromNothing() throws {
        let place = try memory([[Int8]](repeating: [Int8](repeating: 1, count: 20), count: 3), coding: "bipolar")
        let outcome = try place.shell("canns-recall --report r.tsv w.h5 -o r.h5; cut -f 12 r.tsv")
        #expect(outcome.errors.contains("0 of 3 cues recalled without an error"), "\(outcome.errors)")
        #expect(outcome.errors.contains("the patterns left no weights"))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "outcome\nidle\nidle\nidle\n")
    }

    /// A pattern, its inverse and its twin: each is recalled as itself.
    @Test func anExactRecallIsNoInverseOfAnother() throws {
        let row = Self.random(1, 40)[0]
        let place = try memory([row, row.map { -$0 }, row], "--no-subtract-mean")
        let outcome = try place.shell("canns-recall -q --report r.tsv w.h5 -o r.h5; cut -f 5,6,12-14 r.tsv")
        #expect(
            String(decoding: outcome.output, as: UTF8.self) == """
                inverse\toverlap\toutcome\ttarget_index\tbest_index
                false\t1.0\trecalled\t0\t0
                false\t1.0\trecalled\t1\t1
                false\t1.0\trecalled\t2\t2

                """)
    }

    /// 30 patterns in 60 units: one line and one paragraph, which name the load, the rule and others.
    @Test func manyFailuresAreOneParagraph() throws {
        let place = try memory(Self.random(30, 60))
        let outcome = try place.shell("canns-recall --steps 1000 w.h5 -o r.h5")
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 2 && lines[1].count < 900, "\(outcome.errors)")
        for words in [
            "0.5 patterns a unit", "rule hebbian holds about 0.138", "canns-study patterns w.h5", "pseudo-inverse",
        ] { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    }

    /// Another rule is not blamed on Hebb: 35 patterns in 40 units are stable by projection, but have no basins.
    @Test func theRuleAtHandIsNamed() throws {
        let place = try memory(Self.random(35, 40), "-r pseudo-inverse")
        let outcome = try place.shell("canns-recall --flip 0.2 --steps 1000 w.h5 -o r.h5")
        #expect(
            outcome.errors.contains("rule pseudo-inverse recalls damaged cues up to about half"), "\(outcome.errors)")
        #expect(!outcome.errors.lowercased().contains("hebbian"))
    }

    @Test func withoutAStepNothingIsClaimed() throws {
        let place = try memory(Self.random(2, 50))
        let outcome = try place.shell("canns-recall --steps 0 w.h5 -o r.h5")
        #expect(
            outcome.errors
                == "canns-recall: 2 cues, and no step taken: the overlaps are those of the cues\n")
    }

    /// Of grey pictures the named match is the most alike, not the brightest: unit by unit pattern 1 is three times
    /// pattern 0 with some noise, and the correlation of a state with itself is 1.
    @Test func theBrightestPictureIsNotTheNearest() throws {
        let place = try Workplace()
        let base = Self.random(3, 64).map { $0.map { Float($0 + 2) / 10 } }
        let rows = [base[0], base[1].map { 3 * $0 }, base[2]]
        let file = try HDF5File.create(at: place.path("p.h5"))
        try file.root { (root: borrowing HDF5Group) throws -> Void in
            try root.createDataset("patterns", of: Float.self, shape: [3, 64]) { try $0.write(rows.flatMap { $0 }) }
        }
        try file.close()
        let outcome = try place.shell(
            "canns-train -q p.h5 -o w.h5 && canns-recall -q --activation tanh --steps 0 --report r.tsv w.h5 -o r.h5; cut -f 14 r.tsv"
        )
        #expect(String(decoding: outcome.output, as: UTF8.self) == "best_index\n0\n1\n2\n", "\(outcome.errors)")
        let overlaps = try floats("overlap", in: place.path("r.h5"))
        #expect([0, 4, 8].allSatisfy { abs(overlaps[$0] - 1) < 1e-5 })
    }

    /// Each line of the report is JSON, also where energies are beyond Float32.
    @Test func reportsAreJSON() throws {
        let place = try Workplace()
        let file = try HDF5File.create(at: place.path("w.h5"))
        try file.root { (root: borrowing HDF5Group) throws -> Void in
            try root.createDataset("weights", of: Float.self, shape: [4, 4]) {
                try $0.write([Float](repeating: 3e38, count: 16))
            }
        }
        try file.close()
        try RecallCueTests.write([[1, 1, 1, -1]], to: place.path("c.h5"), names: ["a\"\\\u{1}\tb"])
        let outcome = try place.shell(
            "canns-recall -q --cues c.h5 --report r.json --report-format json w.h5 -o r.h5")
        // Whether such energies are written at all is the writer's to say.
        guard outcome.status == 0 else { return }
        for line in String(decoding: try place.contents("r.json"), as: UTF8.self).split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["cue"] as? String == "a\"\\\u{1}\tb")
        }
    }

    @Test(arguments: [
        ("--activation tanh --temperature 1e-300", "--temperature is 1e-300, expected a number from", 2),
        ("--temperature 0.5", "--temperature does not apply to units that answer by sign", 2),
        ("--activation winners", "expected 0/1 patterns for --activation winners", 1),
        ("--winners 3", "--winners needs --activation winners", 2),
        (
            "--repeat 1000000 --history --activation glauber --steps 1000000",
            "a recall of 2 × 1000000 cues of 50 units takes", 1
        ),
    ]) func isRefused(options: String, says: String, status: Int32) throws {
        let place = try memory(Self.random(2, 50))
        let outcome = try place.shell("canns-recall \(options) w.h5 -o r.h5")
        #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(place.files == ["p.h5", "w.h5"])
    }

    /// 2 spikes in 4 steps of 0.5 ms are 1000 a second.
    @Test func ratesAreInHertzWhereTheStepIsKnown() throws {
        let place = try Workplace()
        let rows: [[Int8]] = [[1], [0], [1], [0]]
        try RecallCueTests.write(rows, to: place.path("s.h5"), coding: "spikes")
        let inputs = try HDF5File.open(at: place.path("s.h5"), writable: true)
        try inputs.root { (root: borrowing HDF5Group) throws -> Void in
            try root.dataset("patterns") { try $0.setAttribute("dt", 0.5) }
        }
        try inputs.close()
        try RecallCueTests.write(rows, to: place.path("t.h5"))
        let outcome = try place.shell(
            """
            canns-train -q -r stdp --outputs 1 --threshold 0.0001 --leak 0 s.h5 -o w.h5 &&
            canns-recall -q --cues s.h5 w.h5 -o a.h5 && canns-recall -q --cues t.h5 w.h5 -o b.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try floats("rates", in: place.path("a.h5")) == [1000])
        #expect(try floats("rates", in: place.path("b.h5")) == [0.5])
        let units = try ["a.h5", "b.h5"].map { name in
            try CommandTests.file(place.path(name)) { root in
                try root.dataset("rates") { try $0.attribute("units")?.string }
            }
        }
        #expect(units == ["Hz", "1/step"])
    }
}

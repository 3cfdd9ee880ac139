import Foundation
import HDF5Store
import TestSupport
import Testing

/// Codings, names and targets of cues: what a file leaves open is the memory's to say, and what nobody said is not
/// guessed.
@Suite struct RecallCueTests {
    /// Three ±1 patterns of 8 units that are orthogonal to each other.
    static let rows: [[Int8]] = [
        [1, 1, 1, 1, -1, -1, -1, -1], [1, 1, -1, -1, 1, 1, -1, -1], [1, -1, 1, -1, 1, -1, 1, -1],
    ]

    /// Writes patterns as somebody else would.
    static func write(
        _ rows: [[Int8]], to path: String, coding: String? = nil, names: [String]? = nil
    ) throws {
        let file = try HDF5File.create(at: path)
        try file.root { (root: borrowing HDF5Group) throws -> Void in
            try root.createDataset("patterns", of: Int8.self, shape: [rows.count, rows[0].count]) {
                (dataset: borrowing HDF5Dataset) throws -> Void in
                try dataset.write(rows.flatMap { $0 })
                if let coding { try dataset.setAttribute("coding", coding) }
            }
            if let names { try root.createStrings("names", names) }
        }
        try file.close()
    }

    /// A memory of the three patterns, called a, b and c.
    private func memory(zeroOne: Bool = false) throws -> Workplace {
        let place = try Workplace()
        let rows = zeroOne ? Self.rows.map { $0.map { max(0, $0) } } : Self.rows
        try Self.write(rows, to: place.path("p.h5"), names: ["a", "b", "c"])
        #expect(try place.shell("canns-train p.h5 -o w.h5").status == 0)
        return place
    }

    private func text(_ attribute: String, of name: String, in path: String) throws -> String? {
        try file(path) { root in try root.dataset(name) { try $0.attribute(attribute)?.string } }
    }

    /// +1 known and 0 hidden: half of pattern a says which it is. As 0/1 it would be another cue in other dynamics.
    @Test func zeroAndOneOnABipolarMemoryAreHiddenAndKnown() throws {
        let place = try memory()
        try Self.write([[1, 1, 1, 1, 0, 0, 0, 0]], to: place.path("c.h5"))
        let outcome = try place.shell("canns-recall --cues c.h5 w.h5 -o r.h5")
        #expect(
            outcome.status == 0 && outcome.errors.contains("c.h5: 0 is taken for a hidden unit"), "\(outcome.errors)")
        #expect(try floats("cues", in: place.path("r.h5")) == [1, 1, 1, 1, 0, 0, 0, 0])
        #expect(try floats("final", in: place.path("r.h5")) == Self.rows[0].map { Float($0) })
        #expect(try text("coding", of: "cues", in: place.path("r.h5")) == "bipolar")
    }

    @Test func onesAloneAreBipolarOnABipolarMemory() throws {
        let place = try memory()
        try Self.write([[1, 1, 1, 1, 1, 1, 1, 1]], to: place.path("c.h5"))
        let outcome = try place.shell("canns-recall --cues c.h5 w.h5 -o r.h5")
        #expect(outcome.status == 0)
        #expect(try text("coding", of: "final", in: place.path("r.h5")) == "bipolar")
    }

    /// A file that says it is of the other coding is converted, and that is told.
    @Test(arguments: [true, false]) func theOtherCodingIsConverted(_ memoryIsZeroOne: Bool) throws {
        let place = try memory(zeroOne: memoryIsZeroOne)
        let cues = memoryIsZeroOne ? Self.rows : Self.rows.map { $0.map { max(0, $0) } }
        try Self.write(cues, to: place.path("c.h5"), coding: memoryIsZeroOne ? "bipolar" : "binary")
        let outcome = try place.shell("canns-recall --cues c.h5 w.h5 -o r.h5 && canns-recall -q w.h5 -o s.h5")
        let sentence =
            memoryIsZeroOne
            ? "c.h5: is ±1, the memory 0/1; -1 is converted to 0" : "c.h5: is 0/1, the memory ±1; 0 is converted to -1"
        #expect(outcome.status == 0 && outcome.errors.contains(sentence), "\(outcome.errors)")
        for name in ["cues", "final"] {
            #expect(try floats(name, in: place.path("r.h5")) == floats(name, in: place.path("s.h5")))
        }
    }

    @Test func hiddenUnitsHaveNoPlaceInAZeroOneMemory() throws {
        let place = try memory(zeroOne: true)
        try Self.write([[1, 1, 1, 1, 0, 0, -1, -1]], to: place.path("c.h5"))
        let outcome = try place.shell("canns-recall --cues c.h5 w.h5 -o r.h5")
        #expect(outcome.status == 1 && outcome.errors.contains("c.h5: holds hidden units"), "\(outcome.errors)")
    }

    /// Learning goes on with patterns of +1 alone; 0/1 patterns are refused.
    @Test func trainingGoesOnInTheCodingOfTheMemory() throws {
        let place = try memory()
        try Self.write([[1, 1, 1, 1, 1, 1, 1, 1]], to: place.path("ones.h5"))
        try Self.write([[1, 1, 1, 1, 0, 0, 0, 0]], to: place.path("bits.h5"))
        let outcome = try place.shell(
            "canns-train --initial w.h5 ones.h5 -o v.h5 && canns-train --initial w.h5 bits.h5 -o u.h5")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors == "canns-train: bits.h5: the patterns are 0 and 1, those stored in w.h5 bipolar; "
                + "expected one coding\n")
        #expect(try floats("patterns", in: place.path("v.h5")).suffix(8) == ArraySlice(repeating: 1, count: 8))
    }

    /// A name that was given to one stored pattern tells what a cue was made of; made-up and repeated ones do not.
    @Test(
        arguments: [
            (["a", "b", "c"], ["c", "x", "a"], [2, -1, 0]), (["a", "b", "a"], ["a", "b", "c"], [-1, 1, -1]),
            (nil, nil, [-1, -1, -1]), (["a", "b", "c"], nil, [-1, -1, -1]), (nil, ["a", "b", "c"], [-1, -1, -1]),
        ] as [([String]?, [String]?, [Float])])
    func targetsComeFromGivenNames(_ stored: [String]?, _ cues: [String]?, _ targets: [Float]) throws {
        let place = try Workplace()
        try Self.write(Self.rows, to: place.path("p.h5"), names: stored)
        try Self.write(Self.rows, to: place.path("c.h5"), names: cues)
        let outcome = try place.shell(
            "canns-train p.h5 -o w.h5 && canns-recall --cues c.h5 --report r.tsv w.h5 -o r.h5 && cut -f 12 r.tsv")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try floats("target", in: place.path("r.h5")) == targets)
        // The rows are those of the memory: a cue that has the name of another one ends elsewhere.
        let words =
            ["outcome"]
            + targets.enumerated().map { $1 < 0 ? "nearest" : Int($1) == $0 ? "recalled" : "other" }
        #expect(String(decoding: outcome.output, as: UTF8.self) == words.joined(separator: "\n") + "\n")
        // Names that nobody gave are in no file.
        try file(place.path("w.h5")) { (root: borrowing HDF5Group) throws -> Void in
            #expect(root.contains("names") == (stored != nil))
        }
    }

    /// Recalls of a and b steps are one of a + b; names and targets are kept. 60 patterns in 200 units take many steps
    /// and end in cycles too.
    @Test(arguments: ["", "--form outer-product"], [(1, 1), (3, 4), (5, 5), (20, 15)])
    func recallsChain(form: String, steps: (Int, Int)) throws {
        let place = try Workplace()
        var state: UInt32 = 7
        let rows = (0..<60).map { _ in
            (0..<200).map { _ -> Int8 in
                state = state &* 1_664_525 &+ 1_013_904_223
                return state >> 31 == 1 ? 1 : -1
            }
        }
        try Self.write(rows, to: place.path("p.h5"))
        let outcome = try place.shell(
            """
            canns-train \(form) p.h5 -o w.h5 && canns-recall -q --flip 0.3 --steps \(steps.0) w.h5 -o a.h5 &&
            canns-recall --cues a.h5 --steps \(steps.1) w.h5 -o b.h5 &&
            canns-recall -q --flip 0.3 --steps \(steps.0 + steps.1) w.h5 -o c.h5
            """)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("a.h5: goes on from the final states of this recall"), "\(outcome.errors)")
        #expect(try floats("final", in: place.path("b.h5")) == floats("final", in: place.path("c.h5")))
        #expect(try floats("target", in: place.path("b.h5")) == (0..<60).map { Float($0) })
        #expect(try floats("cues", in: place.path("b.h5")) == floats("final", in: place.path("a.h5")))
    }
}

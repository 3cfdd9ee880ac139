import Foundation
import HDF5Store
import TestSupport
import Testing

/// Fields that are exactly 0, through the programs: files of either form and the plain path end alike.
@Suite struct ThresholdTests {
    /// Twelve patterns of six units, and a cue that whole-number arithmetic takes to a cycle: 1/12 is not a Float32 number,
    /// so a matrix of rounded weights ends elsewhere.
    private static let patterns = "--+-+---+-----+-+-------++-+++-------+-+----+-----++--+--+++-+++++++++++"
    private static let cue = "+--+--"

    private func write(_ signs: String, to path: String) throws {
        let values = signs.map { Int8($0 == "+" ? 1 : -1) }
        let file = try HDF5File.create(at: path)
        try file.root { root in
            try root.createDataset(
                "patterns", of: Int8.self, shape: [values.count / 6, 6], storage: .contiguous
            ) { try $0.write(values) }
        }
        try file.close()
    }

    @Test(arguments: ["outer-product", "dense"], ["", "--reference"])
    func tiesEndInACycle(form: String, path: String) throws {
        let place = try Workplace()
        try write(Self.patterns, to: place.path("p.h5"))
        try write(Self.cue, to: place.path("c.h5"))
        let outcome = try place.shell(
            "canns-train -q --no-subtract-mean --form \(form) p.h5 -o w.h5"
                + " && canns-recall -q \(path) --cues c.h5 w.h5 -o r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let file = try HDF5File.open(at: place.path("r.h5"))
        let (stop, overlap) = try file.root { root in
            (
                try root.dataset("stop") { try $0.read(as: Int32.self) },
                try root.dataset("overlap") { try $0.read(as: Float.self) }
            )
        }
        // 1 is a cycle. Five units of six are wrong: (1 - 5) / 6.
        #expect(stop == [1])
        #expect(overlap.min().map { abs($0 + 2 / 3) < 1e-6 } == true, "\(overlap)")
    }

    /// Rules that make a matrix say what it would take before they ask for it.
    @Test(arguments: ["storkey", "perceptron", "dreaming"])
    func matricesBeyondAnyMachine(rule: String) throws {
        let place = try Workplace()
        let file = try HDF5File.create(at: place.path("p.h5"))
        // Ten million units: 400 TB.
        try file.root { root in
            try root.createDataset(
                "patterns", of: Int8.self, shape: [1, 10_000_000], storage: .contiguous
            ) { try $0.write([Int8](repeating: 1, count: 9_999_999) + [-1]) }
        }
        try file.close()
        let outcome = try place.shell("canns-train -q -r \(rule) p.h5 -o w.h5")
        #expect(outcome.status == 1 && !place.exists("w.h5"))
        #expect(
            outcome.errors.contains("makes a matrix of 10000000×10000000 weights, 400.0 TB")
                && outcome.errors.contains("rule hebbian or pseudo-inverse"), "\(outcome.errors)")
    }

    /// Patterns without a difference are told of, in training.
    @Test func patternsThatLeaveNoWeights() throws {
        let place = try Workplace()
        try write("++++++", to: place.path("p.h5"))
        let outcome = try place.shell("canns-train p.h5 -o w.h5")
        #expect(outcome.status == 0 && outcome.errors.contains("leave no weights"), "\(outcome.errors)")
    }
}

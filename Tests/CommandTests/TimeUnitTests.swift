import Foundation
import HDF5Store
import TestSupport
import Testing

/// Times in ms on command lines and in files.
@Suite struct TimeUnitTests {
    private static let train = "canns-train -q -r stdp --outputs 2 --initial-weights 0.3"

    private func place() throws -> Workplace {
        let place = try Workplace()
        let spikes = "canns-import -s 8x8 --invert --spikes poisson $LETTERS/A.png"
        let outcome = try place.shell(
            "\(spikes) --steps 300 -o spikes.h5 && \(spikes) --steps 150ms --dt 0.5 -o half.h5 && cp spikes.h5 plain.h5"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let file = try HDF5File.open(at: place.path("plain.h5"), writable: true)
        try file.root { root in try root.dataset("patterns") { try $0.removeAttribute("dt") } }
        try file.close()
        return place
    }

    /// What was given comes back: as text with its unit in the file, as numbers where steps were counted.
    @Test func filesSayTheUnit() throws {
        let place = try place()
        let outcome = try place.shell(
            """
            \(Self.train) --tau-plus 16.8ms --tau-minus 20 --tau-m 0.02s --delay 1ms half.h5 -o layer.h5 &&
            canns-study verify layer.h5 && canns-recall -q --cues half.h5 layer.h5 -o out.h5 && canns-study verify out.h5 &&
            canns-train -q -r stdp --initial layer.h5 --tau-m 20ms --delay 1ms half.h5 -o more.h5 &&
            canns-render -q --view window layer.h5 -o window.svg
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let file = try HDF5File.open(at: place.path("layer.h5"))
        try file.root { root in
            let learned = try root.group("training") { group in
                (try group.attribute("tau_plus")?.string, try group.attribute("tau_minus")?.doubles)
            }
            #expect(learned.0 == "16.8 ms" && learned.1 == [20])
            let layer = try root.group("model") { group in
                try ["tau_m", "delay"].map { try group.attribute($0)?.string }
            }
            #expect(layer == ["20 ms", "1 ms"])
            let numbers = try root.group("model") { group in
                try ["refractory", "dt"].map { try group.attribute($0)?.doubles }
            }
            #expect(numbers == [[0], [0.5]])
            // One ms is two steps.
            let shape = try root.dataset("fields_in_flight") { $0.shape }
            #expect(shape == [2, 2])
        }
        try file.close()
    }

    /// 150 ms are 300 steps of half a ms.
    @Test func durationOfATrain() throws {
        let place = try place()
        let file = try HDF5File.open(at: place.path("half.h5"))
        let shape = try file.root { root in try root.dataset("patterns") { $0.shape } }
        try file.close()
        #expect(shape == [300, 64])
    }

    /// Spikes are made as they are written: one a unit and picture, and Poisson trains begin anew with each picture.
    @Test func trainsOfPictures() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q -s 8x8 --spikes latency --steps 30 $LETTERS/A.png $LETTERS/B.png -o latency.h5 &&
            canns-import -q -s 8x8 --spikes poisson --steps 50 $LETTERS/A.png $LETTERS/A.png -o twice.h5 &&
            canns-import -q -s 8x8 --spikes poisson --steps 50 $LETTERS/A.png -o once.h5 && canns-study verify twice.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func values(_ name: String) throws -> [UInt8] {
            let file = try HDF5File.open(at: place.path(name))
            let values = try file.root { root in try root.dataset("patterns") { try $0.read(as: UInt8.self) } }
            try file.close()
            return values
        }
        let latency = try values("latency.h5")
        for picture in 0..<2 {
            for unit in 0..<64 {
                #expect((0..<30).count { latency[(picture * 30 + $0) * 64 + unit] == 1 } == 1)
            }
        }
        let (twice, once) = (try values("twice.h5"), try values("once.h5"))
        #expect(Array(twice[..<3200]) == once && Array(twice[3200...]) != once && twice.count == 6400)
    }

    /// A reward of either sign for each step: minus the reward is minus the change, and none none.
    @Test func rewardsFromAFile() throws {
        let place = try place()
        let train = "\(Self.train) --w-min -1 --learning-rate 0.1 spikes.h5".replacing(
            "-r stdp", with: "-r three-factor")
        func write(_ name: String, _ value: (Int) -> Float, count: Int = 300) throws {
            let file = try HDF5File.create(at: place.path(name))
            try file.root { root in
                try root.createDataset("reward", of: Float.self, shape: [count]) {
                    try $0.write((0..<count).map(value))
                }
            }
            try file.close()
        }
        // Graded, in its second half alone: nothing is learned before, and the output's spikes are the same.
        try write("plus.h5", { $0 < 299 ? 0 : 0.5 })
        try write("minus.h5", { $0 < 299 ? 0 : -0.25 })
        try write("none.h5", { _ in 0 })
        try write("short.h5", { _ in 0 }, count: 5)
        let outcome = try place.shell(
            "for name in plus minus none; do \(train) --reward $name.h5 -o $name-layer.h5 || exit 1; done")
        #expect(outcome.status == 0, "\(outcome.errors)")
        func weights(_ name: String) throws -> [Float] {
            let file = try HDF5File.open(at: place.path("\(name)-layer.h5"))
            let values = try file.root { root in try root.dataset("weights") { try $0.read(as: Float.self) } }
            try file.close()
            return values
        }
        let (plus, minus, none) = (try weights("plus"), try weights("minus"), try weights("none"))
        // Some 1e-4 of weights of .3, each exact to 3e-8.
        #expect(plus != none)
        for index in none.indices {
            #expect(abs((plus[index] - none[index]) + 2 * (minus[index] - none[index])) < 2e-7)
        }
        let refused = try place.shell("\(train) --reward short.h5 -o x.h5")
        #expect(refused.status == 1 && refused.errors.contains("short.h5: /reward: is 5, expected 300 numbers"))
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let line: String
        let says: String
        let status: Int32
        var testDescription: String { line }
    }

    @Test(arguments: [
        Case(line: "\(train) --tau-m 20 plain.h5 -o o", says: "", status: 0),
        Case(line: "\(train) --tau-m 20ms --dt 1 plain.h5 -o o", says: "", status: 0),
        Case(
            line: "\(train) --tau-m 20ms plain.h5 -o o",
            says: "plain.h5: does not say how long a time step is, which --tau-m 20ms needs", status: 1),
        Case(
            line: "\(train) --dt 2 spikes.h5 -o o",
            says: "--dt is 2.0, but the patterns have steps of 1.0 ms", status: 2),
        Case(line: "\(train) --delay 1.5ms spikes.h5 -o o", says: "delay is 1.5ms, 1.5 steps of 1ms", status: 2),
        Case(
            line: "\(train) --delay 1.5 spikes.h5 -o o",
            says: "--delay is 1.5, expected a whole number of steps", status: 2),
        Case(
            line: "\(train) --tau-plus 20Hz spikes.h5 -o o",
            says: "--tau-plus is 20Hz, expected a number of steps", status: 2),
        Case(
            line: "canns-train -r sequence --delay 2ms spikes.h5 -o o",
            says: "--delay is 2ms, expected a whole number", status: 2),
        Case(
            line: "canns-import -s 8x8 $LETTERS/A.png -o p.h5 && canns-train --dt 2 p.h5 -o o",
            says: "--dt is for spikes", status: 2),
        Case(
            line: "canns-import -s 8x8 --spikes latency --steps 2.5ms $LETTERS/A.png -o o",
            says: "steps is 2.5ms", status: 2),
    ]) func commands(_ command: Case) throws {
        let outcome = try place().shell(command.line)
        #expect(outcome.status == command.status, "\(outcome.errors)")
        #expect(command.says.isEmpty || outcome.errors.contains(command.says), "\(outcome.errors)")
    }
}

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
        Case(line: "\(train) --delay 1.5ms spikes.h5 -o o", says: "delay is 1.5ms, 1.5 steps of 1ms", status: 1),
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

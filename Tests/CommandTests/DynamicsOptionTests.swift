import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// Options of canns-recall for how a state moves: what is held, cooled, and when it ends.
@Suite struct DynamicsOptionTests {
    /// Two patterns of 4×2 units, orthogonal, so that Hebb's rule stores them; and a mask of the left column.
    private func memory() throws -> Workplace {
        let place = try Workplace()
        for (name, bytes) in [
            ("a", [255, 255, 0, 0, 255, 255, 0, 0]), ("b", [255, 0, 255, 0, 255, 0, 255, 0]),
            ("mask", [255, 0, 0, 0, 255, 0, 0, 0]),
        ] as [(String, [UInt8])] {
            let pixels = PNGPixels(width: 4, height: 2, kind: .gray, bytes: bytes)
            try place.write(Data(try PNG.encode(pixels)), to: "\(name).png")
        }
        let outcome = try place.shell("canns-import a.png b.png | canns-train -o w.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    private func values(_ place: Workplace, _ file: String, _ dataset: String) throws -> [Float] {
        try CommandTests.file(place.path(file)) { try $0.dataset(dataset) { try $0.read(as: Float.self) } }
    }

    /// The cue is the inverse of `a`, which is stored as well as `a`: with nothing held it stays. Where the left half, the
    /// mask or what was not hidden is held, those units are those of the cue at the end.
    @Test(arguments: ["--clamp left", "--clamp mask.png", "--occlude right --clamp visible", "--clamp 0,0,2x1"])
    func clampedUnitsKeepTheirCue(options: String) throws {
        let place = try memory()
        for order in ["sync", "async", "sequential", "block:3"] {
            let outcome = try place.shell(
                "canns-recall --flip 0.4 --seed 3 --update \(order) \(options) w.h5 -f -o r.h5 && canns-study verify r.h5"
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            let (cues, final) = (try values(place, "r.h5", "cues"), try values(place, "r.h5", "final"))
            let held =
                options.contains("mask") ? [0, 4] : options.contains("0,0") ? [0, 1] : [0, 1, 4, 5]
            for trial in 0..<2 {
                for unit in held { #expect(final[8 * trial + unit] == cues[8 * trial + unit]) }
            }
        }
    }

    /// A cue at its pattern has overlap 1 from the start.
    @Test func trialsEndAtTheOverlapAskedFor() throws {
        let place = try memory()
        let outcome = try place.shell("canns-recall --until 0.9 w.h5 -o r.h5 && canns-study verify r.h5")
        #expect(outcome.status == 0 && outcome.errors.contains("2 of 2 cues came to the overlap asked for"))
        #expect(try values(place, "r.h5", "stop") == [3, 3] && values(place, "r.h5", "steps") == [0, 0])
    }

    /// Cooled from far above the critical temperature to far below, a state ends in a pattern or its inverse; nothing
    /// rests while the temperature changes.
    @Test func annealing() throws {
        let place = try memory()
        let outcome = try place.shell(
            "canns-recall --activation tanh --anneal 2:0.01 --anneal-law exponential --steps 30 w.h5 -o r.h5 && "
                + "canns-study verify r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try values(place, "r.h5", "steps") == [30, 30])
    }

    private func writeThresholds(_ values: [Float], to path: String) throws {
        let file = try HDF5File.create(at: path)
        try file.root { root in
            try root.createDataset("thresholds", of: Float.self, shape: [values.count], storage: .contiguous) {
                try $0.write(values)
            }
        }
        try file.close()
    }

    /// Without a field a unit keeps its state: thresholds of ±100 decide two units, whatever the cue, and 0 leaves the
    /// others to the patterns, which are kept.
    @Test(arguments: ["sync", "async"]) func thresholdsOfUnits(order: String) throws {
        let place = try memory()
        try writeThresholds([100, -100, 0, 0, 0, 0, 0, 0], to: place.path("t.h5"))
        let outcome = try place.shell(
            "canns-recall --thresholds t.h5 --update \(order) w.h5 -o r.h5 && canns-study verify r.h5 && "
                + "canns-recall --thresholds r.h5 --update \(order) w.h5 -o again.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let final = try values(place, "r.h5", "final")
        for trial in 0..<2 { #expect(final[8 * trial] == -1 && final[8 * trial + 1] == 1) }
        #expect(try values(place, "r.h5", "unit_thresholds") == [100, -100, 0, 0, 0, 0, 0, 0])
        #expect(try values(place, "again.h5", "final") == final)
    }

    /// Of the states of a recall every third, and the last.
    @Test func everyThirdState() throws {
        let place = try memory()
        let options = "--activation tanh --temperature 0.9 --steps 7 --flip 0.3 --seed 2"
        let outcome = try place.shell(
            "canns-recall \(options) --history w.h5 -o all.h5 && canns-recall \(options) --history --every 3 w.h5 -o r.h5"
                + " && canns-study verify r.h5 && canns-render --view film r.h5 -o film.png && "
                + "canns-render --view overlap-steps r.h5 -o steps.png && canns-render --view matches r.h5 -o m.png")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let steps = try values(place, "r.h5", "kept_steps").map { Int($0) }
        let (all, kept) = (try values(place, "all.h5", "states"), try values(place, "r.h5", "kept_states"))
        let count = all.count / 16
        #expect(steps == Array(stride(from: 0, to: count - 1, by: 3)) + [count - 1] && kept.count == 16 * steps.count)
        for trial in 0..<2 {
            for (place, step) in steps.enumerated() {
                let (own, whole) = (8 * (trial * steps.count + place), 8 * (trial * count + step))
                #expect(kept[own..<own + 8] == all[whole..<whole + 8])
            }
        }
    }

    @Test(
        arguments: [
            (
                "store", "--coding grey", "--activation sign",
                "--activation sign does not apply to a dense-memory of grey patterns, whose units answer by identity"
            ),
            (
                "store", "--coding grey", "--temperature 0.5",
                "--temperature does not apply to units that answer by identity"
            ),
            (
                "pseudo-inverse --sequence", "", "--update async",
                "--update async does not apply to a projection-sequence, expected sync"
            ),
        ] as [(String, String, String, String)])
    func whatAModelDoesNotDo(rule: String, coding: String, options: String, says: String) throws {
        let outcome = try memory().shell(
            "canns-import \(coding) a.png b.png | canns-train -r \(rule) | canns-recall \(options) -o r.h5")
        #expect(outcome.status == 2 && outcome.errors.contains(says), "\(outcome.errors)")
    }

    @Test(
        arguments: [
            ("--every 2", "--every needs --history", 2),
            ("--threshold 1 --thresholds short.h5", "exclude each other", 2),
            ("--thresholds short.h5", "short.h5: /thresholds: is 3, expected 8 numbers, one a unit", 1),
            ("--thresholds other.h5", "other.h5: /thresholds: are the grey levels that split its pictures", 1),
            ("--update block:0", "--update is block:0, expected sync, async, sequential or block:K", 2),
            ("--clamp visible", "expected --occlude PART as well", 2),
            ("--clamp nowhere", "--clamp is nowhere, expected visible, left", 2),
            ("--clamp small.png", "small.png: is a mask of 1x1, expected 4x2 as the cues have", 1),
            ("--clamp 3,0,2x1", "reaches outside the picture of 4x2", 1),
            ("--anneal 1:0.1", "--anneal does not apply to units that answer by sign", 2),
            ("--activation tanh --anneal 1", "--anneal is 1, expected two temperatures T0:T1", 2),
            ("--anneal-law linear", "--anneal-law needs --anneal", 2),
            ("--until 0.9 --cues other.h5", "of no cue is known what it was made of", 1),
        ] as [(String, String, Int32)])
    func whatIsRefused(options: String, says: String, status: Int32) throws {
        let place = try memory()
        let pixel = PNGPixels(width: 1, height: 1, kind: .gray, bytes: [255])
        try place.write(Data(try PNG.encode(pixel)), to: "small.png")
        try writeThresholds([1, 2, 3], to: place.path("short.h5"))
        let outcome = try place.shell("canns-import mask.png -o other.h5; canns-recall \(options) w.h5 -o r.h5")
        #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
    }
}

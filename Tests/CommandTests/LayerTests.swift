import Foundation
import HDF5Store
import Numerics
import TestSupport
import Testing

/// Layers from the command line: training, interruption, responses, refusals.
@Suite struct LayerTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import --patches 300 --patch-size 6x5 --seed 2 $PHOTOS/camera.png $PHOTOS/coffee.png -o patches.h5 &&
            canns-import -s 8x8 --invert --spikes poisson --steps 200 $LETTERS/A.png $LETTERS/B.png -o spikes.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    /// A training that is stopped by SIGTERM and started again gives the bytes of one that was not.
    @Test(arguments: ["oja --outputs 3 --shuffle --schedule 1/t", "bcm --outputs 4 --snapshots 40"])
    func interruptedTrainingGoesOn(rule: String) throws {
        let place = try place()
        let command = "canns-train -q -r \(rule) --reference --learning-rate 0.002 --epochs 500 patches.h5"
        let outcome = try place.shell(
            """
            \(command) -o whole.h5 || exit 7
            \(command) --checkpoint state.h5 --checkpoint-interval 0 -o resumed.h5 & program=$!
            until [ -e state.h5 ]; do kill -0 $program && sleep 0.01 || exit 6; done
            kill -TERM $program; wait $program; status=$?; [ $status -eq 143 ] || { echo "ended with $status" >&2; exit 8; }
            [ ! -e resumed.h5 ] && [ -e state.h5 ] || exit 9
            \(command) --checkpoint state.h5 -o resumed.h5 && [ ! -e state.h5 ] && cmp whole.h5 resumed.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.files == ["patches.h5", "resumed.h5", "spikes.h5", "whole.h5"])
    }

    /// Learning in two runs from `--initial` is learning in one, since traces, potentials and fields on their way are kept in
    /// the file; 1e-6 for sums of a few changes that begin anew with the second run.
    @Test(arguments: ["", " --delay 3 --coincident neither", " --delay 3ms --tau-m 9ms --tau-plus 20ms"])
    func spikeTimingGoesOnWhereItStopped(options: String) throws {
        let place = try place()
        let resume = "canns-train -q -r stdp --threshold 0.5 --learning-rate 0.1\(options)"
        let train = "\(resume) --outputs 5"
        let outcome = try place.shell(
            """
            canns-import -s 8x8 --invert --spikes latency --steps 20 $LETTERS/A.png -o a.h5 &&
            canns-import -s 8x8 --invert --spikes latency --steps 20 $LETTERS/B.png -o b.h5 &&
            canns-import -s 8x8 --invert --spikes latency --steps 20 $LETTERS/A.png $LETTERS/B.png -o ab.h5 &&
            \(train) a.h5 -o first.h5 && \(resume) --initial first.h5 b.h5 -o second.h5 && \(train) ab.h5 -o both.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let names = ["weights", "trace_pre", "trace_post", "v"] + (options.isEmpty ? [] : ["fields_in_flight"])
        for name in names {
            let whole = try floats(name, in: place.path("both.h5"))
            let parts = try floats(name, in: place.path("second.h5"))
            #expect(zip(parts, whole).allSatisfy { abs($0 - $1) < 1e-6 } && parts.count == whole.count, "\(name)")
        }
    }

    /// Ten times as large as the default of .01, from the same random numbers; nothing is learned in 0 epochs.
    /// Going on keeps the units of the file; an option changes what it names, and a leak the time constant that would hide it.
    @Test func goingOnKeepsTheUnits() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q -s 8x8 --spikes poisson --rate 200 --steps 60 --dt 1 $LETTERS/A.png -o s.h5 &&
            own="--tau-m 20ms --threshold 3 --refractory 2ms --v-reset -1"
            canns-train -q -r stdp --outputs 3 $own s.h5 -o first.h5 &&
            canns-train -q -r stdp --initial first.h5 s.h5 -o kept.h5 &&
            canns-train -q -r stdp --initial first.h5 $own s.h5 -o said.h5 &&
            canns-train -q -r stdp --initial first.h5 --leak 0.5 --threshold 4 s.h5 -o other.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func contents(_ name: String) throws -> (
            weights: [Float], threshold: Double?, reset: Double?, rest: String?, time: String?
        ) {
            try file(place.path(name)) { root in
                try root.group("model") { model in
                    (
                        try root.dataset("weights") { try $0.read(as: Float.self) },
                        try model.attribute("threshold")?.double, try model.attribute("v_reset")?.double,
                        try model.attribute("refractory")?.string, try model.attribute("tau_m")?.string
                    )
                }
            }
        }
        let (kept, said, other) = (try contents("kept.h5"), try contents("said.h5"), try contents("other.h5"))
        #expect(kept == said && kept.threshold == 3 && kept.reset == -1 && kept.rest == "2 ms" && kept.time == "20 ms")
        #expect(other.threshold == 4 && other.reset == -1 && other.rest == "2 ms" && other.time == nil)
    }

    @Test func initialWeights() throws {
        let place = try place()
        let train = "canns-train -q -r oja --outputs 3 --epochs 0"
        let outcome = try place.shell(
            """
            \(train) patches.h5 -o small.h5 && \(train) --initial-weights 0.1 patches.h5 -o large.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let (small, large) = (
            try floats("weights", in: place.path("small.h5")), try floats("weights", in: place.path("large.h5"))
        )
        #expect(zip(small, large).allSatisfy { abs(10 * $0 - $1) < 1e-7 } && small.contains { $0 != 0 })
        let file = try HDF5File.open(at: place.path("large.h5"))
        let attribute = try file.root { try $0.group("training") { try $0.attribute("initial_weights")?.double } }
        try file.close()
        #expect(attribute == 0.1)
        let refusal = try place.shell(
            "canns-train -q -r oja --initial small.h5 --initial-weights 0.1 patches.h5 -o no.h5")
        #expect(refusal.status == 2)
        #expect(refusal.errors.contains("--initial gives the weights to begin with"), "\(refusal.errors)")
    }

    /// Output spikes come two steps later, and nothing else changes.
    @Test func delayOfRecall() throws {
        let place = try place()
        let outcome = try place.shell(
            """
            train="canns-train -q -r stdp --outputs 2 --initial-weights 0.3 --learning-rate 0"
            $train spikes.h5 -o now.h5 && $train --delay 2 spikes.h5 -o late.h5 &&
            for layer in now late; do canns-recall -q --cues spikes.h5 $layer.h5 -o $layer-output.h5 || exit 1; done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let now = try floats("potentials", in: place.path("now-output.h5"))
        let late = try floats("potentials", in: place.path("late-output.h5"))
        #expect(now.count == late.count && now.contains { $0 > 0.5 })
        #expect(Array(late[4...]) == Array(now.dropLast(4)) && late[..<4].allSatisfy { $0 == 0 })
    }

    @Test func responsesAreWeightsTimesPatterns() throws {
        let place = try place()
        let outcome = try place.shell(
            """
            canns-train -q -r sanger --outputs 4 --epochs 3 patches.h5 -o layer.h5 &&
            canns-recall --cues patches.h5 layer.h5 -o out.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let weights = try floats("weights", in: place.path("layer.h5"))
        let patterns = try floats("patterns", in: place.path("patches.h5"))
        let responses = try floats("responses", in: place.path("out.h5"))
        #expect(responses.count == 300 * 4)
        for (pattern, output) in [(0, 0), (17, 3), (299, 2)] {
            let sum = (0..<30).reduce(0.0) {
                $0 + Double(weights[output * 30 + $1]) * Double(patterns[pattern * 30 + $1])
            }
            // 30 products of numbers below 1 in Float32: 30 roundings of 6e-8.
            #expect(abs(Double(responses[pattern * 4 + output]) - sum) < 2e-6)
        }
    }

    @Test func spikingLayerGivesSpikesPotentialsAndRates() throws {
        let place = try place()
        let outcome = try place.shell(
            """
            canns-train -q -r stdp --threshold 0.5 --outputs 3 spikes.h5 -o layer.h5 &&
            canns-recall --cues spikes.h5 layer.h5 -o out.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let spikes = try floats("spikes", in: place.path("out.h5"))
        let rates = try floats("rates", in: place.path("out.h5"))
        #expect(spikes.count == 400 * 3 && spikes.contains(1))
        for output in 0..<3 {
            let count = stride(from: output, to: spikes.count, by: 3).reduce(Float(0)) { $0 + spikes[$1] }
            // Steps are 1 ms: 400 of them are .4 s. Rates are up to 1000 Hz, to Float32's last digit.
            #expect(abs(rates[output] - count / 0.4) < 1e-4 * max(1, rates[output]))
        }
        #expect(try floats("potentials", in: place.path("out.h5")).count == 400 * 3)
    }

    static let refusals: [(line: String, says: String, status: Int32)] = [
        ("canns-train -r stdp patches.h5 -o o", "the patterns are real, expected", 1),
        ("canns-import --normalize-contrast $PHOTOS/horse.png -o o", "expected --patches N", 2),
        ("canns-import --patches 3 --whiten --coding bipolar x.png -o o", "--whiten makes real patterns", 2),
        ("canns-train -r oja --learning-rate 100 --no-normalize-weights patches.h5 -o o", "learning-rate below", 1),
        ("canns-train -r oja --learning-rate -1 patches.h5 -o o", "--learning-rate is -1", 2),
        ("canns-train -r oja --a-plus 1 patches.h5 -o o", "--a-plus does not apply to rule oja", 2),
        ("canns-train --epochs 3 patches.h5 -o o", "--epochs is for layers", 2),
        ("canns-train -r oja --model spiking-layer patches.h5 -o o", "is spiking-layer, expected linear-layer", 2),
        ("canns-train -r oja --initial spikes.h5 patches.h5 -o o", "spikes.h5: this is a patterns file", 1),
        ("canns-train -r oja --checkpoint spikes.h5 patches.h5 -o o", "spikes.h5", 1),
        ("canns-recall layer.h5 -o o", "expected --cues FILE", 2),
        ("canns-recall --cues spikes.h5 layer.h5 -o o", "spikes.h5: the patterns have 64 values, the layer 30", 1),
        ("canns-recall --flip 0.1 --cues patches.h5 layer.h5 -o o", "--flip is for associative networks", 2),
    ]

    @Test func wrongUseIsRefused() throws {
        let place = try place()
        try place.shell("canns-train -q -r oja patches.h5 -o layer.h5")
        let before = place.files
        for (line, says, status) in Self.refusals {
            let outcome = try place.shell(line)
            #expect(outcome.status == status && outcome.errors.contains(says), "\(line): \(outcome.errors)")
            #expect(place.files == before)
        }
    }
}

/// Learning on patches of the photographs.
@Suite struct PatchTests {
    /// Sanger's units end at the eigenvectors of the patches' covariance, in order.
    @Test func componentsOfPatchesAreEigenvectors() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import --patches 3000 --patch-size 8x8 --seed 1 $PHOTOS/{camera,astronaut,coffee,chelsea,brick}.png \
                -o patches.h5 &&
            canns-train -q -r sanger --outputs 3 --epochs 300 --schedule 1/t --schedule-time 20000 \
                --learning-rate 0.05 --shuffle patches.h5 -o components.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let patches = Matrix(rows: 3000, columns: 64, values: try floats("patterns", in: place.path("patches.h5")))
        let weights = Matrix(rows: 3, columns: 64, values: try floats("weights", in: place.path("components.h5")))
        let transposed = patches.transposed
        let covariance = transposed.times(transposed, transposed: true).values.map { Double($0) / 3000 }
        let vectors = try LAPACK.symmetricEigen(covariance, size: 64).vectors
        for component in 0..<3 {
            let row = weights.row(component).map(Double.init)
            let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let cosine = (0..<64).reduce(0.0) { $0 + row[$1] * vectors[(63 - component) * 64 + $1] } / length
            // The bound of the literature's demonstrations; here the third component reaches .9999.
            #expect(abs(cosine) > 0.999, "component \(component)")
        }
    }
    /// BCM units come to prefer one orientation of gratings: selectivity before, .35 in the mean (.21 to .45), and after,
    /// at seeds 1 to 3 of the patches .66, .62 and .61 in the mean and no unit below .50.
    @Test func bcmUnitsPreferAnOrientation() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import --patches 3000 --patch-size 8x8 --whiten --normalize-contrast --seed 1 $PHOTOS/*.png -o p.h5 &&
            canns-train -q -r bcm --outputs 8 --epochs 0 --seed 2 p.h5 -o before.h5 &&
            canns-train -q -r bcm --outputs 8 --epochs 60 --learning-rate 0.0005 --seed 2 p.h5 -o after.h5 &&
            for x in before after; do canns-study selectivity -q $x.h5 -o $x-study.h5 || exit 3; done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func selectivity(_ name: String) throws -> [Double] {
            let file = try HDF5File.open(at: place.path(name))
            let values = try file.root { root in
                try root.group("results") { try $0.dataset("selectivity") { try $0.read(as: Double.self) } }
            }
            try file.close()
            return values
        }
        let (before, after) = (try selectivity("before-study.h5"), try selectivity("after-study.h5"))
        #expect(before.reduce(0, +) / 8 < 0.4, "\(before)")
        #expect(after.reduce(0, +) / 8 > 0.55 && after.allSatisfy { $0 > 0.45 }, "\(after)")
    }
}

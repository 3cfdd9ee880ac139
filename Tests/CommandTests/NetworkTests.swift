import HDF5Store
import TestSupport
import Testing

/// A recurrent network of spiking units from the command line.
@Suite struct NetworkTests {
    /// Spikes of 20 inputs for 300 steps of 1 ms, and the beginning of a training.
    static let spikes = "canns-import -q -s 4x5 --invert --spikes poisson --steps 300 $LETTERS/A.png -o s.h5"
    static let train = "canns-train -q -r stdp --model spiking-network s.h5 --threshold 0.8 --tau-m 20ms"
    /// Delays of 3 to 5 ms.
    static let network = "\(train) --outputs 30 --inhibitory 6 --delay 3ms --delay-spread 2ms"

    @Test func learnsGoesOnAnswersAndIsDrawn() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            \(Self.spikes) && \(Self.network) --epochs 4 --snapshots 2 -o whole.h5 &&
            \(Self.network) --epochs 4 --snapshots 2 --reference -o plain.h5 &&
            canns-recall -q whole.h5 --cues s.h5 -o answer.h5 &&
            canns-study verify whole.h5 answer.h5 &&
            canns-render -q --view raster answer.h5 -o raster.png && canns-render -q whole.h5 -o weights.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func weights(_ name: String) throws -> (weights: [Float], delays: [Float], snapshots: [Int]) {
            let file = try HDF5File.open(at: place.path(name))
            let found = try file.root { root in
                (
                    try root.dataset("connections/weight") { try $0.read(as: Float.self) },
                    try root.dataset("connections/delay") { try $0.read(as: Float.self) },
                    try root.dataset("connections/snapshots") { $0.shape }
                )
            }
            try file.close()
            return found
        }
        let (whole, plain) = (try weights("whole.h5"), try weights("plain.h5"))
        #expect(whole.weights == plain.weights && whole.snapshots == [2, whole.weights.count])
        #expect(Set(whole.delays) == [3, 4, 5])
    }

    @Test(arguments: [
        ("--outputs 30 --inhibitory 31", "inhibitory is 31, expected at most the 30 units"),
        ("--outputs 3", "there are 20 inputs for 3 units"),
        ("--outputs 30 --delay 0.5ms", "expected a whole number"),
        ("--outputs 30 --pairing restricted", "expected all-to-all or nearest"),
    ])
    func refuses(_ options: String, _ words: String) throws {
        let place = try Workplace()
        let outcome = try place.shell("\(Self.spikes) && \(Self.train) \(options) -o w.h5")
        #expect(outcome.status != 0 && outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!place.files.contains("w.h5"))
    }

    @Test func optionsOfTheNetworkAreItsOwn() throws {
        let place = try Workplace()
        let outcome = try place.shell("canns-train -r oja --connectivity 0.2 $LETTERS/A.png -o w.h5")
        #expect(outcome.status == 2 && outcome.errors.contains("expected --model spiking-network"))
    }

    /// Potentials of chosen units alone, in the order of their numbers, the same as those of a recall of all; of a network
    /// none unless they are asked for.
    @Test func potentialsOfChosenUnits() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            \(Self.spikes) && \(Self.network) -o w.h5 && recall="canns-recall -q w.h5 --cues s.h5" &&
            $recall --potentials 25,0-2 -o some.h5 && $recall --potentials all -o all.h5 && $recall -o none.h5 &&
            canns-study verify some.h5 all.h5 none.h5 &&
            for only in "" "--only 25,1"; do canns-render --view potentials $only some.h5 -f -o p.png || exit 4; done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func values(_ file: String, _ name: String) throws -> [Float] {
            let file = try HDF5File.open(at: place.path(file))
            let values = try file.root { root in
                root.contains(name) ? try root.dataset(name) { try $0.read(as: Float.self) } : []
            }
            try file.close()
            return values
        }
        #expect(try values("some.h5", "kept_outputs") == [0, 1, 2, 25])
        let (some, all) = (try values("some.h5", "kept_potentials"), try values("all.h5", "potentials"))
        #expect(some == (0..<300).flatMap { step in [0, 1, 2, 25].map { all[step * 30 + $0] } })
        #expect(try values("none.h5", "potentials").isEmpty && values("some.h5", "potentials").isEmpty)
        let lacking = try place.shell("canns-render --view potentials --only 7 some.h5 -f -o p.png")
        #expect(lacking.errors.contains("the potentials of output 7 were not kept; recall again with --potentials 7"))
        let none = try place.shell("canns-render --view potentials none.h5 -f -o p.png")
        #expect(none.errors.contains("--potentials"))
        let foreign = try place.shell("canns-recall w.h5 --cues s.h5 --potentials 30 -o o.h5")
        #expect(foreign.status == 1 && foreign.errors.contains("there is no output 30, expected numbers from 0 to 29"))
    }

    /// --duration learns from the beginning of a train as from a train that ends there.
    @Test func learnsFromTheBeginning() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            \(Self.spikes) && \(Self.spikes.replacingOccurrences(of: "300 ", with: "120 ")
                .replacingOccurrences(of: "s.h5", with: "short.h5")) &&
            \(Self.network) --duration 120ms -o part.h5 && \(Self.network) --duration 120 -o steps.h5 &&
            \(Self.network.replacingOccurrences(of: "s.h5", with: "short.h5")) -o whole.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func weights(_ name: String) throws -> [Float] {
            let file = try HDF5File.open(at: place.path(name))
            let values = try file.root { try $0.dataset("connections/weight") { try $0.read(as: Float.self) } }
            try file.close()
            return values
        }
        let part = try weights("part.h5")
        #expect(try part == weights("whole.h5") && part == weights("steps.h5"))
        let long = try place.shell("\(Self.network) --duration 301ms -o o.h5")
        #expect(
            long.status == 1 && long.errors.contains("s.h5: has 300 steps, expected at least the 301 of --duration"))
    }

    /// Spikes of pictures carry what each step shows.
    @Test func stepsHaveTheLabelsOfTheirPictures() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            printf 'A.png,vowel\\nB.png,consonant\\n' > l.csv && canns-import -s 4x5 --invert --spikes latency --steps 3 \
                --labels l.csv $LETTERS/A.png $LETTERS/B.png -o s.h5 && canns-study verify s.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let file = try HDF5File.open(at: place.path("s.h5"))
        let labels = try file.root { try $0.dataset("labels") { try $0.read(as: Int.self) } }
        try file.close()
        #expect(labels == [1, 1, 1, 0, 0, 0])
    }

    /// What would make no difference is refused by its name, in one sentence.
    @Test(arguments: [
        ("--form dense", "--form does not apply to rule stdp"),
        ("--reversal-excitatory 3", "reversal-excitatory makes no difference here, expected synapses conductance"),
        ("--inhibitory-weight 3", "inhibitory-weight makes no difference here, expected units that inhibit"),
        ("--initial-weights 0.1 --plastic-weight 0.2", "plastic-weight"), ("--leak 0.5", "--leak"),
        ("--schedule-time 10", "--schedule-time needs a --schedule"), ("--shuffle", "without shuffling"),
        ("--start samples", "begins with random weights"),
    ])
    func refusesWhatMakesNoDifference(_ options: String, _ words: String) throws {
        let place = try Workplace()
        let outcome = try place.shell("\(Self.spikes) && \(Self.train) --outputs 30 \(options) -o w.h5")
        #expect(outcome.status != 0 && outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!place.exists("w.h5"))
    }
}

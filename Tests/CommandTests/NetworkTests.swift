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
}

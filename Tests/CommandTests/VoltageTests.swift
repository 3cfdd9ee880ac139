import HDF5Store
import TestSupport
import Testing

/// Plasticity by voltage, and layers whose outputs fire when they are told, on command lines and in files.
@Suite struct VoltageTests {
    /// Steps of .1 ms with times in ms; the last input makes all outputs fire, and its weight stays.
    @Test func voltage() throws {
        let place = try Workplace()
        let times =
            "--tau-m 9.367ms --tau-x 15ms --tau-plus 7ms --tau-minus 10ms --potential-delay 4ms --clamp-time 2ms "
            + "--tau-threshold 50ms --tau-adaptation 144ms --tau-after 40ms"
        let outcome = try place.shell(
            """
            canns-import -q -s 3x3 --invert --spikes poisson --steps 150ms --dt 0.1 $LETTERS/A.png -o spikes.h5 &&
            canns-train -q -r voltage --outputs 2 --teachers 1 \(times) spikes.h5 -o layer.h5 &&
            canns-train -q -r voltage --initial layer.h5 --teachers 1 \(times) spikes.h5 -o more.h5 &&
            canns-recall -q --cues spikes.h5 layer.h5 -o out.h5 &&
            for file in layer more out; do canns-study verify $file.h5 || exit 1; done
            canns-render -q layer.h5 -o layer.svg && canns-render -q --view potentials out.h5 -o potentials.svg
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func floats(_ name: String, _ path: String) throws -> [Float] {
            let file = try HDF5File.open(at: place.path(path))
            let values = try file.root { root in try root.dataset(name) { try $0.read(as: Float.self) } }
            try file.close()
            return values
        }
        let (first, second) = (try floats("weights", "layer.h5"), try floats("weights", "more.h5"))
        #expect(first.count == 18 && first[8] == 80 && first[17] == 80 && second[8] == 80)
        #expect(zip(first, second).contains { $0 != $1 })
        #expect(try floats("spikes", "out.h5").contains(1))
        #expect(try floats("potentials", "out.h5").max() == 33)
    }

    /// The last of the inputs are the outputs' spikes; parameters of membranes say nothing there.
    @Test func relay() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q -s 3x3 --invert --spikes poisson --steps 150 $LETTERS/A.png -o spikes.h5 &&
            canns-train -q -r stdp --model relay-layer --outputs 2 spikes.h5 -o layer.h5 && canns-study verify layer.h5 &&
            canns-train -q -r stdp --model relay-layer --outputs 2 --threshold 2 spikes.h5 -o other.h5
            """)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--threshold is of another layer than relay-layer"), "\(outcome.errors)")
        let many = try place.shell("canns-train -q -r stdp --model relay-layer --outputs 9 spikes.h5 -o other.h5")
        #expect(many.status == 1)
        #expect(many.errors.contains("9 inputs and 9 outputs, expected more inputs"), "\(many.errors)")
    }
}

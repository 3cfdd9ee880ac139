import HDF5Store
import TestSupport
import Testing

/// Equations for spikes on command lines and in files.
@Suite struct SpikeEquationTests {
    private static let traces = "--trace 'r: tau=20ms on pre += 1' --trace 'o: tau=33.7ms on post += 1'"
    private static let train = "canns-train -q -r spike-equation --outputs 3 --initial-weights 0.3"

    private func place() throws -> Workplace {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import -s 8x8 --invert --spikes poisson --steps 150ms --dt 0.5 $LETTERS/A.png -o spikes.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    /// What stdp learns with the same numbers is learned by the equations; the file has them, and training goes on from it.
    @Test func learnsAndGoesOn() throws {
        let place = try place()
        let equations = "--on-pre 'w - eta*max(.00525, 0)*o' --on-post 'w + eta*.005*r'"
        let outcome = try place.shell(
            """
            \(Self.train) --learning-rate 1 \(Self.traces) \(equations) spikes.h5 -o own.h5 &&
            canns-train -q -r stdp --outputs 3 --initial-weights 0.3 --learning-rate 1 --tau-plus 20ms --tau-minus 33.7ms \
                --reference spikes.h5 -o stdp.h5 &&
            canns-study verify own.h5 && canns-render -q --view window own.h5 -o window.svg &&
            canns-train -q -r spike-equation --learning-rate 1 \(Self.traces) \(equations) --initial own.h5 spikes.h5 -o more.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func weights(_ name: String) throws -> [Float] {
            let file = try HDF5File.open(at: place.path(name))
            let weights = try file.root { root in try root.dataset("weights") { try $0.read(as: Float.self) } }
            try file.close()
            return weights
        }
        #expect(try weights("own.h5") == weights("stdp.h5"))
        #expect(try weights("more.h5") != weights("own.h5"))
        let file = try HDF5File.open(at: place.path("own.h5"))
        try file.root { root in
            let texts = try root.group("training") { group in
                (try group.attribute("trace")?.strings, try group.attribute("on_pre")?.string)
            }
            #expect(texts.0 == ["r: tau=20ms on pre += 1", "o: tau=33.7ms on post += 1"])
            #expect(texts.1 == "w - eta*max(.00525, 0)*o")
            let shape = try root.dataset("traces_pre") { $0.shape }
            #expect(shape == [1, 64])
        }
        try file.close()
    }

    /// The window of the equations is that of the rule, in ms; commas within parentheses part no rules.
    @Test func window() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-study window -q --time-step 0.5 --largest-lag 10ms --rule "spike-equation:learning-rate=1:trace=r: tau=20ms \
            on pre += 1:trace=o: tau=33.7ms on post += 1:on-pre=w - eta*min(.01, 1)*o:on-post=w + eta*.01*r" -o own.h5 --report own.csv &&
            canns-study window -q --time-step 0.5 --largest-lag 10ms \
                --rule stdp:learning-rate=1:a-plus=.01:a-minus=.01:tau-plus=20ms:tau-minus=33.7ms -o stdp.h5 --report stdp.csv &&
            cut -d, -f1,2 own.csv > a && cut -d, -f1,2 stdp.csv > b && cmp a b
            for rule in calcium three-factor scaled-stdp spike-equation; do
                canns-study window -q --largest-lag 3 --rule $rule -o $rule.h5 && canns-study verify $rule.h5 || exit 1
            done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(arguments: [
        (
            "--on-pre 'w - eta*v'",
            "--on-pre 'w - eta*v' has v, expected what stands at the synapse, w, eta, wmin, wmax, r, o, or "
        ),
        (
            "--trace 'q: tau=20ms on pre += 1'",
            "--on-pre 'w - eta*0.00525*o' has o, expected what stands at the synapse"
        ),
        ("--trace 'r: tau=20'", "--trace 'r: tau=20' is no trace, expected NAME: tau=TIME on pre|post += NUMBER"),
        ("--on-post 'w +'", "--on-post 'w +' ends too early"),
    ])
    func isRefused(_ options: String, _ message: String) throws {
        let place = try place()
        let outcome = try place.shell("\(Self.train) \(options) spikes.h5 -o own.h5")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("canns-train: \(message)"), "\(outcome.errors)")
    }
}

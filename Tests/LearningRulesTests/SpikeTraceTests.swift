import Parameters
import Testing

@testable import LearningRules

@Suite struct SpikeTraceTests {
    @Test(arguments: [
        ("r: tau=20ms on pre += 1", SpikeTrace("r", .time(.milliseconds(20)), on: .pre, .add(1))),
        ("o_2:tau = 33.7 on post+=0.5", SpikeTrace("o_2", .time(33.7), on: .post, .add(0.5))),
        ("last: decay=0.9 on pre = 1", SpikeTrace("last", .share(0.9), on: .pre, .set(1))),
        ("n: tau=0.02 s on post += -2", SpikeTrace("n", .time(.milliseconds(20)), on: .post, .add(-2))),
    ])
    func isRead(_ text: String, _ trace: SpikeTrace) throws {
        #expect(try SpikeTrace(text) == trace)
        #expect(try SpikeTrace(trace.text) == trace)
    }

    @Test(arguments: [
        "", "r", "r: tau=20ms", "r: tau=20ms on both += 1", "r: tau=0 on pre += 1", "r: tau=-3ms on pre += 1",
        "r: tau=20Hz on pre += 1", "r: decay=1.5 on pre += 1", "r: width=3 on pre += 1", "r: tau=20ms on pre ++ 1",
        "r: tau=20ms on pre += many", "2r: tau=20ms on pre += 1", "r-s: tau=20ms on pre += 1", ": tau=3 on pre = 1",
        "r: tau=20ms on pre += nan", " on : =",
    ])
    func isRefused(_ text: String) {
        let error = #expect(throws: EquationError.self) { try SpikeTrace(text) }
        #expect(error?.description.contains("expected NAME: tau=TIME on pre|post += NUMBER") == true)
    }

    /// tau = 20 ms in steps of half a ms are 40 steps: exp(-1/40) = .975310.
    @Test func timesBecomeSteps() throws {
        let rule = try SpikeEquationRule(
            traces: ["r: tau=20ms on pre += 1", "o: decay=0.9 on post = 1"], onPre: "w", onPost: "w + r*o")
        #expect(rule.firstPhysical?.name == "trace" && rule.firstPhysical?.value == .milliseconds(20))
        let steps = try rule.bySteps(of: 0.5)
        #expect(abs(steps.traces[0].decay - 0.975310) < 1e-6 && steps.traces[1].decay == 0.9)
        #expect(steps.firstPhysical == nil)
        let error = #expect(throws: ParameterError.self) { try rule.bySteps(of: nil) }
        #expect(error?.description.hasPrefix("trace is 20ms, but the length of a time step is not known") == true)
    }

    @Test(arguments: [
        (
            "r: tau=20 on pre += 1", "w - eta*v",
            "on-pre 'w - eta*v' has v, expected what stands at the synapse, w, eta, "
        ),
        (
            "r: tau=20 on pre += 1", "w - o",
            "on-pre 'w - o' has o, expected what stands at the synapse, w, eta, wmin, wmax, r, "
        ),
        ("w: tau=20 on pre += 1", "w", "trace is named w as something else is, expected another name"),
        ("exp: tau=20 on pre += 1", "w", "trace is named exp as something else is, expected another name"),
    ])
    func knowsTheSynapseAlone(_ trace: String, _ onPre: String, _ message: String) {
        let error = #expect(throws: ParameterError.self) {
            try SpikeEquationRule([
                "trace": .texts([trace]), "on-pre": .text(onPre), "on-post": .text("w"),
            ])
        }
        #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
    }

    /// Values as files keep them make the rule again; so does a scaled one.
    @Test func valuesMakeTheRule() throws {
        let rule = try SpikeEquationRule(
            traces: ["r: tau=20ms on pre += 1", "s: tau=3 on pre = 1"], onPre: "max(w, s)", onPost: "w + eta*r",
            learningRate: 0.5)
        let again = try SpikeEquationRule(rule.valuesByName)
        #expect(again.traces == rule.traces && again.onPre == rule.onPre && again.onPost == rule.onPost)
        #expect(again.learningRate == 0.5)
        #expect(throws: ParameterError.self) {
            try SynapticScaling<SpikeEquationRule>(["trace": .texts(["q: tau=2 on pre += 1"])])
        }
    }
}

import Models
import Numerics
import Patterns
import TestSupport
import Testing

/// Thresholds of single units, in every order and form.
@Suite struct UnitThresholdTests {
    @Test(arguments: [UpdateOrder.synchronous, .asynchronous, .blocks(4)], [true, false])
    func fastAndPlainPathsAgree(order: UpdateOrder, dense: Bool) throws {
        let patterns = randomPatterns(3, 40)
        let memory = Networks.hebbian(patterns)
        var network = AmariHopfieldNetwork(
            weights: dense ? .dense(memory.dense()) : .outerProduct(memory), order: order)
        network.thresholds = (0..<40).map { Float($0 % 5) / 8 - 0.25 }
        let cues = try Networks.cues(patterns, hiding: false)
        let fast = try network.recall(cues, options: Networks.options())
        let plain = try network.recallStepByStep(cues, options: Networks.options())
        #expect(fast.final.values == plain.final.values)
        #expect(fast.stop == plain.stop && fast.steps == plain.steps)
        #expect(
            relativeError(fast.energy.values.map { $0.isNaN ? 0 : $0 }, plain.energy.values.map { $0.isNaN ? 0 : $0 })
                < 1e-5)
    }

    /// Two units, w = 1: with thresholds (0, 2) the second is -1 whatever the first, which then follows. From (1, 1):
    /// E = -1 + 0 + 2 = 1; (1, -1) has 1 - 2 = -1; (-1, -1) has -1 - 2 = -3.
    @Test func aUnitHeldDownDrawsTheOther() throws {
        var network = AmariHopfieldNetwork(weights: .dense(Matrix([[0, 1], [1, 0]])), order: .sequential)
        network.thresholds = [0, 2]
        let cue = PatternSet(coding: .bipolar, neurons: 2, values: .integers([1, 1]))
        let recall = try network.recall(cue, options: RecallOptions())
        #expect(recall.final.values == .integers([-1, -1]))
        #expect(recall.energy.row(0).prefix(3) == [1, -1, -3])
    }

    /// The same thresholds for all units are one threshold.
    @Test func equalThresholdsAreOne() throws {
        let patterns = randomPatterns(4, 64)
        let cues = try Networks.cues(patterns, hiding: true)
        var network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)), threshold: 0.125)
        let one = try network.recall(cues, options: Networks.options())
        network.thresholds = [Float](repeating: 0.125, count: 64)
        let each = try network.recall(cues, options: Networks.options())
        #expect(each.final.values == one.final.values && each.steps == one.steps)
    }
}

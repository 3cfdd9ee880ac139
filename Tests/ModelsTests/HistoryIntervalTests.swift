import Models
import Numerics
import Patterns
import TestSupport
import Testing

/// Every K-th state of a recall is the state that the whole history has there.
@Suite struct HistoryIntervalTests {
    @Test(arguments: [2, 3, 50], [UpdateOrder.synchronous, .asynchronous])
    func keptStatesAreThoseOfTheSteps(interval: Int, order: UpdateOrder) throws {
        let patterns = randomPatterns(9, 48)
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)), order: order)
        let cues = try Networks.cues(patterns, hiding: false)
        var options = Networks.options()
        let whole = try network.recall(cues, options: options)
        options.historyInterval = interval
        let kept = try network.recall(cues, options: options)
        let plain = try network.recallStepByStep(cues, options: options)
        let last = whole.energy.columns - 1
        #expect(whole.historySteps == Array(0...last))
        #expect(kept.historySteps == Array(stride(from: 0, to: last, by: interval)) + [last])
        let all = try #require(whole.history)
        let rows = (0..<9).flatMap { trial in kept.historySteps.map { trial * (last + 1) + $0 } }
        #expect(kept.history?.values == all.selecting(rows).values)
        #expect(plain.history?.values == kept.history?.values && plain.historySteps == kept.historySteps)
    }
}

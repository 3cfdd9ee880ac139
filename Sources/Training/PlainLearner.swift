import LearningRules
import Models
import Numerics

/// Every synapse in every step, as the equations stand.
struct PlainLearner: ExposureLearner {
    var rate: Float = 0
    private let rule: any ExposureRule
    private let run: ExposureRun
    private(set) var state: RuleState
    private var weights: Matrix

    init(_ rule: any ExposureRule, _ run: ExposureRun, _ state: RuleState) {
        (self.rule, self.run, self.state) = (rule, run, state)
        weights = run.synapses.matrix
    }

    mutating func begin() {
        let rule = rule
        for output in 0..<weights.rows {
            weights.withMutableRow(output) { row in
                guard let scale = rule.scale(sum: row.reduce(0.0) { $0 + Double($1) }) else { return }
                for input in row.indices { row[input] = rule.pairing.clipped(row[input] * scale) }
            }
        }
        run.synapses.matrix = weights
    }

    mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs: UnsafeBufferPointer<Int32>) {
        update(pre: inputs, post: outputs)
        run.synapses.matrix = weights
    }

    private mutating func update(pre: UnsafeBufferPointer<Int32>, post: UnsafeBufferPointer<Int32>) {
        func spikes(_ units: UnsafeBufferPointer<Int32>, of count: Int) -> [Float] {
            var result = [Float](repeating: 0, count: count)
            for unit in units { result[Int(unit)] = 1 }
            return result
        }
        let activity = Activity(
            pre: spikes(pre, of: weights.columns), post: spikes(post, of: weights.rows), field: [])
        rule.update(&weights, &state, activity, rate: rate)
    }

    mutating func pass(_ steps: Int) {
        let none = UnsafeBufferPointer<Int32>(start: nil, count: 0)
        for _ in 0..<steps { update(pre: none, post: none) }
    }

    mutating func end() {}
}

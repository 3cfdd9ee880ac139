// Aim: learning by the timing of spikes in a network of sparse connections, at the cost of the spikes.
//
// The step is that of SpikePairing, with traces of units and inputs: a spike visits the plastic connections that leave its
// source and those that reach its unit, all others stay as they are. Spikes pair as they are fired, their effect comes after
// the delay of the connection.

import LearningRules
import Models
import Numerics
import Patterns

/// A network that takes one time step after the other while its connections learn from the spikes.
struct ConnectionStepper<Network: ConnectionModel, Learner: NetworkLearner>: SampleStepper {
    let samplesAtOnce = 256
    private let rule: any PairingRule
    private var learner: Learner?

    init(_ rule: any PairingRule, _: Learner.Type) { self.rule = rule }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        precondition(lesson.modulator == nil, "a rule by pairs of spikes has no use for a modulator")
        var learner = self.learner ?? Learner(rule, model.connections, lesson.state)
        var activity =
            record.activity ?? SpikeCount(model, timeStep: patterns.timeStep ?? 1, saved: record.savedActivity)
        (self.learner, record.activity) = (nil, nil)
        let units = model.outputCount
        for (sample, rate) in zip(samples, rates) {
            let inputs = patterns.activeUnits(sample).map { Int32($0) }
            model.advance(inputs)
            let fired = model.fired
            let sources = fired + inputs.map { $0 + Int32(units) }
            learner.learn(&model[keyPath: Network.learningPath], sources: sources, fired: fired, rate: rate)
            activity.note(fired)
            for unit in fired { record.peaks.values[Int(unit)] = 1 }
        }
        (self.learner, record.activity) = (learner, activity)
        return model[keyPath: Network.learningPath].isFinite ? nil : samples.count - 1
    }

    mutating func settle(_ model: inout Network, _ lesson: inout Lesson) {
        guard let learner else { return }
        lesson.state = learner.state
    }
}

/// A learner by a rule, one time step after the other.
protocol NetworkLearner {
    init(_ rule: any PairingRule, _ connections: Connections, _ state: RuleState)

    /// Changes weights after a step.
    ///
    /// - Parameters:
    ///   - weights: [1, connection].
    ///   - sources: units and inputs that fired, ascending.
    ///   - fired: the units among them.
    mutating func learn(_ weights: inout Matrix, sources: [Int32], fired: [Int32], rate: Float)

    /// The traces after the last step.
    var state: RuleState { get }
}

/// Every connection in every step, by the matrix that the rule itself changes.
struct PlainConnectionLearner: NetworkLearner {
    private let rule: any PairingRule
    private let connections: Connections
    private let sourceOfEach: [Int32]
    private(set) var state: RuleState

    init(_ rule: any PairingRule, _ connections: Connections, _ state: RuleState) {
        (self.rule, self.connections, self.state) = (rule, connections, state)
        sourceOfEach = connections.sourceOfEach
    }

    mutating func learn(_ weights: inout Matrix, sources: [Int32], fired: [Int32], rate: Float) {
        var activity = Activity(
            pre: [Float](repeating: 0, count: connections.sources),
            post: [Float](repeating: 0, count: connections.units), field: [])
        for source in sources { activity.pre[Int(source)] = 1 }
        for unit in fired { activity.post[Int(unit)] = 1 }
        var matrix = Matrix(rows: connections.units, columns: connections.sources)
        func place(_ connection: Int) -> Int {
            Int(connections.targets[connection]) * connections.sources + Int(sourceOfEach[connection])
        }
        let plastic = connections.isPlastic.indices.filter { connections.isPlastic[$0] }
        for connection in plastic { matrix.values[place(connection)] = weights.values[connection] }
        rule.update(&matrix, &state, activity, rate: rate)
        for connection in plastic { weights.values[connection] = matrix.values[place(connection)] }
    }
}

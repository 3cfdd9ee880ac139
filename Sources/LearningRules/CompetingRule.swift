// Aim: features of the inputs by hidden units that compete: those that respond most learn what they responded to, those
// close behind unlearn it.
//
//     h_i  = sum_j sign(w_ij) |w_ij|^(p-1) x_j
//     g_i  = 1 for the unit of largest h, -delta for the k-th largest, 0 for the others
//     d_ij = sum over the samples of a minibatch of g_i (x_j - h_i w_ij)
//     w_ij <- w_ij + eta d_ij / max |d|
//
// x input, w_i weights of unit i, p `power`, k `rank`, delta, eta learning rate: the largest change of a weight by a
// minibatch. Weights of a unit that wins end on the sphere sum_j |w_ij|^p = 1. A minibatch runs on over the end of an
// epoch; what it has gathered is kept until it is full.
//
// Reference: D. Krotov, J. J. Hopfield, "Unsupervised learning by competing hidden units", PNAS 116, 7723 (2019),
// equations 3, 8 and 9; the step scaled by the largest change is that of their published program.

import Numerics
import Parameters

public struct CompetingRule: LocalRule {
    public static let description = RuleDescription(
        name: "competing", summary: "Finds features: the unit that responds most learns, the k-th most unlearns.",
        equation: [
            "w_ij <- w_ij + eta d_ij / max |d|,  d_ij = sum_minibatch g_i (x_j - h_i w_ij)",
            "h_i = sum_j sign(w_ij) |w_ij|^(p-1) x_j",
            "g_i = 1 for the largest h, -delta for the k-th largest, else 0",
            "x input, w_i weights of unit i, p power, k rank, eta learning rate, the largest change of a weight by a minibatch",
        ],
        reference: "Krotov, Hopfield, Unsupervised learning by competing hidden units, PNAS 116, 7723 (2019)",
        notes: [
            "As published: --initial-weights 1 --schedule linear --epochs 200 --shuffle, of grey or real inputs between 0 and 1.",
            "Weights of a unit that wins end on the sphere sum_j |w_ij|^p = 1.",
        ],
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate),
        Parameter("rank", \.rank, 2...1000, help: "k, the place of the unit that unlearns in the order of responses"),
        Parameter("delta", \.delta, 0...10, help: "strength of unlearning"),
        Parameter("power", \.power, 2...20, help: "p, of the norm that weights keep"),
        Parameter("minibatch", \.minibatch, 1...10_000, help: "samples between two changes of the weights"),
    ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// k.
    public var rank: Int
    public var delta: Double
    /// p.
    public var power: Int
    public var minibatch: Int

    public init(
        learningRate: Double = 0.02, rank: Int = 2, delta: Double = 0.4, power: Int = 2, minibatch: Int = 100
    ) {
        self.learningRate = learningRate
        self.rank = rank
        self.delta = delta
        self.power = power
        self.minibatch = minibatch
    }

    public func validate(outputs: Int, inputs: Int) throws {
        guard rank <= outputs else {
            throw LearningError(
                description: "rank is \(rank), expected at most the number of outputs, which is \(outputs)")
        }
    }

    static let pendingName = "pending"
    static let countName = "pending_samples"

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState([WinCount.name: [Float](repeating: 0, count: outputs), Self.countName: [0]])
        state.set(
            Self.pendingName, shape: [outputs, inputs], axes: ["post", "pre"],
            [Float](repeating: 0, count: outputs * inputs))
        return state
    }

    public func wins(_ state: RuleState) -> [Float]? { state[WinCount.name] }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let (input, inputs) = (activity.pre, weights.columns)
        let responses = (0..<weights.rows).map { response(weights.row($0), input) }
        let order = responses.indices.sorted { (responses[$1], $0) < (responses[$0], $1) }
        WinCount.add(order[0], to: &state)
        for (unit, share) in [(order[0], Float(1)), (order[rank - 1], -Float(delta))] {
            for place in 0..<inputs {
                let change = input[place] - responses[unit] * weights[unit, place]
                state[Self.pendingName][unit * inputs + place] += share * change
            }
        }
        state[Self.countName][0] += 1
        guard Int(state[Self.countName][0]) == minibatch else { return }
        Self.apply(&state[Self.pendingName], to: &weights, rate: rate)
        state[Self.countName] = [0]
    }

    /// h of one unit.
    private func response(_ weights: [Float], _ input: [Float]) -> Float {
        zip(weights, input).reduce(0) { $0 + effective($1.0) * $1.1 }
    }

    /// sign(w) |w|^(p-1).
    func effective(_ weight: Float) -> Float {
        (2..<power).reduce(weight) { product, _ in product * abs(weight) }
    }

    /// Changes the weights by what has been gathered, which is none then.
    static func apply(_ pending: inout [Float], to weights: inout Matrix, rate: Float) {
        let step = rate / scale(pending.reduce(0) { max($0, abs($1)) })
        for index in pending.indices {
            weights.values[index] += step * pending[index]
            pending[index] = 0
        }
    }

    /// What changes are divided by: nothing where there is no change.
    static func scale(_ largest: Float) -> Float { largest > 0 ? largest : 1 }
}

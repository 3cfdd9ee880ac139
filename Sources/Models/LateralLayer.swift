// Aim: a layer whose units act on each other, and answer once they have come to rest.
//
//     dy_i/dt = f(sum_j q_ij x_j + sum_k w_ik y_k - t_i) - y_i,   f(u) = 1 / (1 + exp(-lambda u)),   y = 0 at first
//     answer of unit i: 1 where y_i > 1/2 at rest, else 0
//
// x input, q weights [output, input], w lateral weights [output, output], t thresholds, lambda `slope`. With symmetric w
// the units come to rest. Steps are of length 1 / (1 + lambda/4 max_i sum_k |w_ik|), at most 1/2: the largest by which no
// unit overshoots, since f' is at most lambda/4.
//
// A start of small positive weights, q_ij = |n_ij| / sqrt(inputs) with n_ij standard normal, has rows of length about 1.
//
// Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64, 165 (1990).

import Numerics
import Parameters
import Patterns

/// How units that act on each other answer.
public struct LateralDynamics: Parametrised {
    public static let parameters: [Parameter<Self>] = [
        Parameter("slope", \.slope, 0...1e6, help: "lambda, steepness of a unit's answer")
    ]
    public static let defaults = Self()
    public static let noun = "layer"

    /// lambda.
    public var slope: Double

    public init(slope: Double = 10) { self.slope = slope }
}

/// Units of two values that are joined by lateral weights, behind an input.
public struct LateralLayer: LateralModel {
    public static let kind = "lateral-layer"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// q, [output, input].
    public var weights: Matrix
    /// w, [output, output].
    public var lateral: Matrix
    /// t, one a unit.
    public var thresholds: [Float]
    public var dynamics: LateralDynamics
    /// The last answer, 0 or 1.
    public private(set) var state: [Float]
    public private(set) var presynaptic: [Float]
    /// q x of the last input.
    public private(set) var field: [Float]

    /// Changes a unit of time below which the units are at rest, and steps after which they are taken to be.
    private static let (rest, mostSteps): (Float, Int) = (1e-4, 10_000)

    /// A layer with positive random weights, the same for the same seed, without lateral weights and thresholds.
    ///
    /// - Parameter spread: standard deviation of the normal numbers whose absolute values are the weights; nil for
    ///   1/sqrt(inputs).
    public init(
        inputs: Int, outputs: Int, seed: UInt64, spread: Double? = nil, dynamics: LateralDynamics = LateralDynamics()
    ) {
        precondition(inputs > 0 && outputs > 0, "a layer has at least one input and one output")
        var random = RandomStream(seed: seed, purpose: "lateral-layer weights")
        let spread = spread ?? 1 / Double(inputs).squareRoot()
        let values = (0..<inputs * outputs).map { _ in Float(abs(spread * random.nextNormal())) }
        self.init(weights: Matrix(rows: outputs, columns: inputs, values: values), dynamics: dynamics)
    }

    /// A layer with given weights, [output, input].
    public init(weights: Matrix, dynamics: LateralDynamics = LateralDynamics()) {
        self.weights = weights
        self.dynamics = dynamics
        lateral = Matrix(rows: weights.rows, columns: weights.rows)
        thresholds = [Float](repeating: 0, count: weights.rows)
        (state, field) = (thresholds, thresholds)
        presynaptic = [Float](repeating: 0, count: weights.columns)
    }

    public var inputCount: Int { weights.columns }
    public var outputCount: Int { weights.rows }
    public var postsynaptic: [Float] { state }

    /// The lateral weights `lateral`, [output, output], and the thresholds `theta`.
    public var runningState: NamedArrays {
        get {
            var result = NamedArrays(["theta": thresholds])
            result.set("lateral", shape: [outputCount, outputCount], lateral.values)
            return result
        }
        set {
            precondition(newValue.hasLayout(of: runningState), "lateral weights and thresholds of this layer")
            lateral.values = newValue["lateral"]
            thresholds = newValue["theta"]
        }
    }

    public mutating func initState() {
        state = [Float](repeating: 0, count: outputCount)
        field = state
        presynaptic = [Float](repeating: 0, count: inputCount)
    }

    /// The units rest: another step changes nothing.
    public mutating func update(_ random: inout RandomStream) {}

    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        presynaptic = input
        field = weights.times(input)
        state = settled(field).map { $0 > 0.5 ? 1 : 0 }
    }

    /// y at rest, for the sums q x.
    func settled(_ field: [Float]) -> [Float] {
        let slope = Float(dynamics.slope)
        let step = min(0.5, 1 / (1 + slope / 4 * lateral.largestRowSum))
        var activity = [Float](repeating: 0, count: outputCount)
        for _ in 0..<Self.mostSteps {
            let neighbours = lateral.times(activity)
            var fastest: Float = 0
            for unit in activity.indices {
                let change = logistic(slope * (field[unit] + neighbours[unit] - thresholds[unit])) - activity[unit]
                activity[unit] += step * change
                fastest = max(fastest, abs(change))
            }
            if fastest < Self.rest { break }
        }
        return activity
    }
}

extension LateralLayer: StorableModel {
    public static let structure = ModelStructure.layer
    public static var parameterTable: [ParameterDescription] { LateralDynamics.parameterTable }

    public init(design: ModelDesign) throws {
        try design.refuseSamples(for: Self.kind)
        self.init(
            inputs: design.inputs, outputs: design.outputs, seed: design.seed, spread: design.spread,
            dynamics: try LateralDynamics(design.parameters))
    }

    /// What the contents lack of lateral weights and thresholds is 0.
    public init(contents: ModelContents) throws {
        self.init(weights: try contents.matrix(), dynamics: try LateralDynamics(contents.parameters))
        var state = runningState
        for name in state.names {
            guard let given = contents.state.entries[name] else { continue }
            guard given.shape == state.entries[name]?.shape else {
                throw ModelError("/\(name) has \(given.values.count) values, expected \(state[name].count)")
            }
            state[name] = given.values
        }
        runningState = state
    }

    public var contents: ModelContents {
        var contents = ModelContents(.matrix(weights), parameters: dynamics.valuesByName)
        contents.state = runningState
        return contents
    }
}

// Aim: a layer of adaptive exponential neurons; each input row is one time step of spikes.
//
//     h = W x of the step `delay` ago, by the weights of that step, then the step of AdaptiveExponentialDynamics
//
// x input spikes, W weights [output, input]: the jump of the potential by a spike, in mV. The last `teachers` inputs make
// outputs fire when somebody else says so: their weights are 80 mV unless given, and rules do not see their spikes. The
// other weights are w_ij = |0.5 n_ij| mV at first, with n_ij standard normal.

import Neurons
import Numerics
import Patterns

/// Adaptive exponential neurons behind a layer of synapses.
public struct AdaptiveExponentialLayer: VoltageModel {
    public static let kind = "adaptive-exponential-layer"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// [output, input], in mV.
    public var weights: Matrix
    /// As they were given.
    public let dynamics: AdaptiveExponentialDynamics
    /// The length of a time step in ms, which times in ms need.
    public private(set) var timeStep: Double?
    /// By steps; nil as long as there are times in ms and the length of a step is not known.
    private var walk: AdaptiveExponentialStep?
    private var neurons: [AdaptiveExponentialState]
    private var inFlight: DelayLine
    public private(set) var meanPotentials: [Float]
    /// The output spikes of the last step, 0 or 1.
    public private(set) var state: [Float]
    /// The input spikes of the last step, without those of teachers.
    public private(set) var presynaptic: [Float]
    /// The weighted sums that reached the potentials in the last step.
    public private(set) var field: [Float]

    /// A layer with positive random weights, the same for the same seed.
    ///
    /// - Parameter spread: in mV, standard deviation of the normal numbers whose absolute values are the weights.
    /// - Throws: `ModelError` for teachers that do not fit.
    public init(
        inputs: Int, outputs: Int, seed: UInt64, spread: Double = 0.5,
        dynamics: AdaptiveExponentialDynamics = AdaptiveExponentialDynamics()
    ) throws {
        precondition(inputs > 0 && outputs > 0, "a layer has at least one input and one output")
        var random = RandomStream(seed: seed, purpose: "adaptive-exponential-layer weights")
        let values = (0..<inputs * outputs).map { _ in Float(abs(spread * random.nextNormal())) }
        try self.init(weights: Matrix(rows: outputs, columns: inputs, values: values), dynamics: dynamics)
        let (teachers, first) = (dynamics.teachers, inputs - dynamics.teachers)
        for teacher in 0..<teachers {
            for output in 0..<outputs {
                let isOwn = teachers == 1 || teacher == output
                weights[output, first + teacher] = isOwn ? Float(dynamics.teacherWeight) : 0
            }
        }
    }

    /// A layer with given weights, [output, input], those of teachers among them, at rest.
    ///
    /// - Throws: `ModelError` for teachers that do not fit.
    public init(
        weights: Matrix, dynamics: AdaptiveExponentialDynamics = AdaptiveExponentialDynamics()
    ) throws {
        let teachers = dynamics.teachers
        guard [0, 1, weights.rows].contains(teachers), teachers < weights.columns else {
            throw ModelError(
                "teachers is \(teachers), expected 0, 1 or one for each of the \(weights.rows) outputs, and fewer than the "
                    + "\(weights.columns) inputs")
        }
        self.weights = weights
        self.dynamics = dynamics
        let none = [Float](repeating: 0, count: weights.rows)
        (state, field) = (none, none)
        meanPotentials = none.map { _ in dynamics.leakPotential }
        presynaptic = [Float](repeating: 0, count: weights.columns)
        neurons = none.map { _ in AdaptiveExponentialState(dynamics) }
        inFlight = DelayLine(width: weights.rows)
        if let stepwise = try? dynamics.bySteps(of: nil) { takeSteps(stepwise) }
    }

    private mutating func takeSteps(_ stepwise: AdaptiveExponentialDynamics) {
        walk = AdaptiveExponentialStep(stepwise)
        guard inFlight.steps != stepwise.delaySteps else { return }
        inFlight = DelayLine(steps: stepwise.delaySteps, width: outputCount)
    }

    public mutating func setTimeStep(_ length: Double?) throws {
        guard length != timeStep || walk == nil else { return }
        let stepwise = try dynamics.bySteps(of: length ?? timeStep)
        let isMidway = neurons.contains { $0.clampedSteps > 0 } || !inFlight.isEmpty
        if let length, let timeStep, length != timeStep, dynamics.firstPhysical != nil, isMidway {
            throw ModelError(
                "the layer stands between spikes in steps of \(timeStep) ms, expected inputs in such steps, not in "
                    + "steps of \(length) ms")
        }
        timeStep = length ?? timeStep
        takeSteps(stepwise)
    }

    public var inputCount: Int { weights.columns }
    public var outputCount: Int { weights.rows }
    public var postsynaptic: [Float] { state }
    public var potentials: [Float] { neurons.map(\.potential) }

    /// Potentials `v` and thresholds `v_threshold` in mV, `adaptation` and `after_current` in pA, steps that the potential is
    /// still clamped `clamp`, the last output spikes `spikes` and, where there is a delay, the weighted sums on their way
    /// `fields_in_flight`, [delay, output], the first to arrive first.
    public var runningState: NamedArrays {
        get {
            var result = NamedArrays([
                "v": potentials, "v_threshold": neurons.map(\.threshold), "adaptation": neurons.map(\.adaptation),
                "after_current": neurons.map(\.afterCurrent), "clamp": neurons.map { Float($0.clampedSteps) },
                "spikes": state,
            ])
            if inFlight.steps > 0 {
                result.set("fields_in_flight", shape: [inFlight.steps, outputCount], inFlight.inOrder)
            }
            return result
        }
        set {
            precondition(newValue.hasLayout(of: runningState), "the arrays of this layer")
            for unit in neurons.indices {
                neurons[unit].potential = newValue["v"][unit]
                neurons[unit].threshold = newValue["v_threshold"][unit]
                neurons[unit].adaptation = newValue["adaptation"][unit]
                neurons[unit].afterCurrent = newValue["after_current"][unit]
                neurons[unit].clampedSteps = Int(newValue["clamp"][unit])
            }
            state = newValue["spikes"]
            if inFlight.steps > 0 { inFlight.inOrder = newValue["fields_in_flight"] }
        }
    }

    /// At rest, nothing on its way.
    public mutating func initState() {
        neurons = neurons.map { _ in AdaptiveExponentialState(dynamics) }
        (state, field) = (state.map { _ in 0 }, field.map { _ in 0 })
        meanPotentials = potentials
        presynaptic = presynaptic.map { _ in 0 }
        inFlight = DelayLine(steps: inFlight.steps, width: outputCount)
    }

    /// One step without input.
    public mutating func update(_ random: inout RandomStream) {
        present([Float](repeating: 0, count: inputCount))
    }

    /// One step.
    ///
    /// - Precondition: the length of a step is known where there are times in ms: `setTimeStep`.
    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        guard let walk else { preconditionFailure("times in ms, and no length of a step: see setTimeStep") }
        weights.sumActive(input, into: &field)
        inFlight.exchange(&field)
        for unit in 0..<outputCount {
            let (fires, mean) = walk.walk(&neurons[unit], field: field[unit])
            (state[unit], meanPotentials[unit]) = (fires ? 1 : 0, mean)
        }
        presynaptic = input
        for teacher in (inputCount - dynamics.teachers)..<inputCount { presynaptic[teacher] = 0 }
    }

    public mutating func run(_ inputs: PatternSet, potentialsOf units: [Int]) -> SpikeRecord {
        presenting(inputs, potentialsOf: units) { $0.potentials }
    }
}

// Aim: plasticity by the potential of the membrane, which explains pairings by spikes, by frequency and by voltage at once.
//
//     each step:    w_ij <- w_ij + eta A_LTP x_j [u_i - theta+] [U+_i - theta-] dt, at most w-max
//     input spike:  w_ij <- w_ij - eta A_LTD [U-_i - theta-], at least w-min;  then x_j <- x_j + 1 / tau-x
//     dx_j/dt = -x_j / tau-x,  tau-plus dU+/dt = u - U+,  tau-minus dU-/dt = u - U-
//
// x trace of input spikes, u potential of the output at the end of a step in mV, U+, U- its means over the past as they were
// `potential-delay` ago, [y] y where it is positive, else 0. The means follow the mean of the potential over each step. The
// spike that has just come is not in the trace of its step. The homeostasis of the paper, by which A_LTD follows the mean
// square of the potential over some time, is left out, as it is by default in clopath_synapse of NEST 3.10; the delay of
// the means, which the paper does not have, is there and in the authors' program.
//
// Reference: C. Clopath, L. Büsing, E. Vasilaki, W. Gerstner, "Connectivity reflects coding: a model of voltage-based STDP with
// homeostasis", Nature Neurosci. 13, 344 (2010); the authors' program, ModelDB 144566. Defaults: visual cortex, where a step
// is 1 ms.

import Neurons
import Numerics
import Parameters

public struct VoltageRule: LocalRule {
    public static let description = RuleDescription(
        name: "voltage", summary: "Weakens and strengthens by the membrane potential of the output, not by its spikes.",
        equation: [
            "each step:   w_ij <- w_ij + eta A_LTP x_j [u_i - theta+] [U+_i - theta-] dt, at most w-max",
            "input spike: w_ij <- w_ij - eta A_LTD [U-_i - theta-], at least w-min;  then x_j <- x_j + 1 / tau-x",
            "x trace of input spikes (tau-x); u potential in mV; U+, U- its means (tau-plus, tau-minus), "
                + "potential-delay late; [y] y where it is positive, else 0",
            "layer: adaptive exponential neurons, tau-m dV/dt = E - V + slope exp((V - V_T) / slope) + (z - w + I) / g",
        ],
        reference: "Clopath, Büsing, Vasilaki, Gerstner, Connectivity reflects coding: a model of voltage-based STDP "
            + "with homeostasis, Nature Neurosci. 13, 344 (2010)",
        notes: [
            "The defaults are those of visual cortex, in steps of 1 ms; a width of spikes in shorter steps asks for times in ms: "
                + "--tau-m 9.367ms --tau-x 15ms --tau-plus 7ms --tau-minus 10ms --potential-delay 4ms --clamp-time 2ms "
                + "--tau-threshold 50ms --tau-adaptation 144ms --tau-after 40ms. Weights are jumps of the potential in mV.",
            "With --teachers 1 the last input, with --teachers N each of the last N inputs, makes its outputs fire: by 80 mV "
                + "(--teacher-weight) in a new layer, by its column of --initial else. Those weights do not learn.",
            "The layer is what aeif_psc_delta_clopath of NEST is, with w adaptation, z current after a spike and V_T adaptive "
                + "threshold; where NEST has a delay d, pairing is at once here and --delay is 2 d. A_LTD is constant.",
        ],
        codings: [.spikes, .binary])

    private static let potential = -1e6...1e6
    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter("a-ltp", \.potentiation, 0...1e6, help: "strengthening in 1/mV²"),
            Parameter("a-ltd", \.depression, 0...1e6, help: "weakening in 1/mV"),
            Parameter(
                "theta-plus", \.potentiationThreshold, potential, help: "potential in mV above which weights rise"),
            Parameter(
                "theta-minus", \.depressionThreshold, potential,
                help: "mean potential in mV above which weights change"),
            Parameter("tau-x", time: \.traceTime, 0.01...1e9, help: "time constant of the trace of input spikes"),
            Parameter("tau-plus", time: \.plusTime, 0.01...1e9, help: "time constant of the mean that strengthens"),
            Parameter("tau-minus", time: \.minusTime, 0.01...1e9, help: "time constant of the mean that weakens"),
            Parameter(
                "potential-delay", wholeTime: \.potentialDelay, 0...100_000, help: "how late the means are used"),
        ] + WeightRange.parameters.map { $0.of(\.weights) }
        + AdaptiveExponentialDynamics.parameters.map { $0.of(\.layer) }
    public static let defaults = Self()

    /// eta.
    public var learningRate = 1.0
    /// A_LTP in 1/mV², A_LTD in 1/mV.
    public var potentiation = 8e-5
    public var depression = 14e-5
    /// theta+ and theta- in mV.
    public var potentiationThreshold: Float = -45.3
    public var depressionThreshold: Float = -70.6
    public var traceTime: StepQuantity = 15
    public var plusTime: StepQuantity = 7
    public var minusTime: StepQuantity = 10
    public var potentialDelay: StepQuantity = 4
    /// In mV.
    public var weights = WeightRange(wMin: 0, wMax: 100)
    public var layer = AdaptiveExponentialDynamics()

    public init() {}

    public static var layerKind: LayerKind { .voltage }
    public var modelParameters: [String: ParameterValue] { layer.valuesByName }
    public var weightBounds: ClosedRange<Float>? { weights.bounds }

    public func checkTogether() throws { try layer.checkTogether() }
    public func validate(outputs: Int, inputs: Int) throws { try weights.validate() }

    private static let preName = "trace_pre"
    /// Means and potentials are above that at rest, where Float32 is finest.
    private static let plusName = "potential_plus"
    private static let minusName = "potential_minus"
    private static let delayedName = "potentials_in_flight"
    /// The row of the potentials on their way that is used next.
    private static let clockName = "potential_clock"

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        let none = [Float](repeating: 0, count: outputs)
        var state = RuleState([
            Self.preName: [Float](repeating: 0, count: inputs), Self.plusName: none, Self.minusName: none,
        ])
        // The shape waits for the length of a step where the delay is in ms.
        let delay = Int(exactly: potentialDelay.bySteps) ?? 0
        if delay > 0 {
            state.set(Self.delayedName, shape: [delay, outputs], [Float](repeating: 0, count: delay * outputs))
            state[Self.clockName] = [0]
        }
        return state
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let risen = delayed(activity.meanPotential.map { $0 - layer.leakPotential }, &state)
        follow(risen, Self.plusName, plusTime, &state)
        follow(risen, Self.minusName, minusTime, &state)
        let threshold = depressionThreshold - layer.leakPotential
        let plus = state[Self.plusName].map { max(0, $0 - threshold) }
        let minus = state[Self.minusName].map { max(0, $0 - threshold) }
        let left = traceLeft(after: traceTime.bySteps)
        let trace = state[Self.preName].map { left * $0 }
        let firing = activity.pre.indices.filter { activity.pre[$0] != 0 }
        let bounds = self.weights.bounds
        for output in 0..<weights.rows {
            let depolarised = max(0, activity.potential[output] - potentiationThreshold)
            let up = rate * Float(potentiation) * depolarised * plus[output]
            let down = rate * Float(depression) * minus[output]
            guard up > 0 || down > 0 && !firing.isEmpty else { continue }
            weights.withMutableRow(output) { row in
                if up > 0 {
                    // Inputs that never fired, teachers among them, may have weights beyond the bounds.
                    for input in row.indices where trace[input] > 0 {
                        row[input] = min(bounds.upperBound, row[input] + up * trace[input])
                    }
                }
                for input in firing {
                    row[input] = max(bounds.lowerBound, row[input] - down * activity.pre[input])
                }
            }
        }
        let jump = Float(1 / traceTime.bySteps)
        state[Self.preName] = zip(trace, activity.pre).map { $0 + jump * $1 }
    }

    private func follow(_ potential: [Float], _ name: String, _ time: StepQuantity, _ state: inout RuleState) {
        let share = Float(-exponentialMinus1(-1 / time.bySteps))
        state[name] = zip(state[name], potential).map { $0 + share * ($1 - $0) }
    }

    /// Keeps the potentials of this step.
    ///
    /// - Returns: those of `potentialDelay` ago.
    private func delayed(_ potentials: [Float], _ state: inout RuleState) -> [Float] {
        let delay = potentialDelay.wholeSteps
        guard delay > 0 else { return potentials }
        let row = Int(state[Self.clockName][0])
        let range = row * potentials.count..<(row + 1) * potentials.count
        let result = Array(state[Self.delayedName][range])
        state[Self.delayedName].replaceSubrange(range, with: potentials)
        state[Self.clockName][0] = Float((row + 1) % delay)
        return result
    }
}

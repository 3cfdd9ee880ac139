// Aim: plasticity by the calcium that input and output spikes leave at a synapse.
//
//     c_ij = C_pre r_j + C_post o_i          r, o traces that fall as exp(-t / tau-calcium); an input spike is found
//                                            `calcium-delay` after it came
//     tau d rho/dt = gamma_p (1 - rho) [c > theta_p] - gamma_d rho [c > theta_d] - rho (1 - rho) (rho* - rho)
//                    + sigma sqrt(tau ([c > theta_p] + [c > theta_d])) noise
//
// rho is the weight as a share of its range, [ ] 1 where it holds and 0 elsewhere. Within a step the calcium falls from
// what the spikes at its beginning have made it, so the time above a threshold is tau-calcium ln(c / theta), at most the
// step, and rho moves by the exponentials of the linear equation; the slow last term, which parts the two stable states,
// is added once every thousandth of tau, since less is lost in Float32. The noise of a step, white and of each synapse its
// own, is a normal number of variance sigma² (time above theta_p + time above theta_d) / tau; 0 unless asked for, and then
// rho leaves 0...1 for a while.
//
// Reference: M. Graupner, N. Brunel, "Calcium-based plasticity model explains sensitivity of synaptic changes to spike
// pattern, rate, and dendritic location", PNAS 109, 3991 (2012), the noise as corrected afterwards; defaults: its set DP for figure 2,
// where a step is 1 ms, but for sigma, 2.8284 there.

import Neurons
import Numerics
import Parameters

public struct CalciumRule: SpikeRule, NoisyRule {
    public static let description = RuleDescription(
        name: "calcium", summary: "Weakens at moderate calcium, strengthens at high, as spikes of both sides leave it.",
        equation: [
            "c_ij = C_pre r_j + C_post o_i;  r, o traces of input spikes (calcium-delay late) and output spikes",
            "tau d rho/dt = gamma_p (1 - rho) [c > theta_p] - gamma_d rho [c > theta_d] - rho (1 - rho) (rho* - rho)",
            "               + sigma sqrt(tau ([c > theta_p] + [c > theta_d])) noise",
            "rho = (w - w-min) / (w-max - w-min), [ ] 1 where it holds, else 0; traces fall with tau-calcium",
        ],
        reference: "Graupner, Brunel, Calcium-based plasticity model explains sensitivity of synaptic changes to spike "
            + "pattern, rate, and dendritic location, PNAS 109, 3991 (2012)",
        notes: [
            "The defaults are those of the curve that weakens before and strengthens after (DP), in steps of 1 ms; there the "
                + "delay is 13.7 ms, which asks for steps of .1 ms: --calcium-delay 13.7ms --tau-calcium 20ms --tau 150s.",
            "Without noise what is learned is the mean. That of the paper is --sigma 2.8284: its numbers follow from --seed, the "
                + "synapse and the step, and weights may then leave w-min to w-max for a while.",
            "Spikes on their way and traces are kept in the file.",
        ],
        codings: [.spikes, .binary])

    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter("calcium-pre", \.calciumPre, 0...1e6, help: "calcium of an input spike, C_pre"),
            Parameter("calcium-post", \.calciumPost, 0...1e6, help: "calcium of an output spike, C_post"),
            Parameter(
                "calcium-delay", wholeTime: \.calciumDelay, 0...100_000, help: "time from an input spike to its calcium"
            ),
            Parameter("tau-calcium", time: \.calciumTime, 0.01...1e9, help: "time constant of calcium"),
            Parameter("theta-d", \.depressionThreshold, 1e-6...1e6, help: "calcium above which weights fall"),
            Parameter("theta-p", \.potentiationThreshold, 1e-6...1e6, help: "calcium above which weights rise"),
            Parameter("gamma-d", \.depressionRate, 0...1e9, help: "rate of falling, in units of 1/tau"),
            Parameter("gamma-p", \.potentiationRate, 0...1e9, help: "rate of rising, in units of 1/tau"),
            Parameter("tau", time: \.tau, 0.01...1e12, help: "time constant of the weights"),
            Parameter(
                "rho-star", \.unstablePoint, 0...1, help: "share of the range that parts the two stable weights"),
            Parameter("sigma", \.noise, 0...1e6, help: "size of the noise; 0: none"),
        ] + WeightRange.parameters.map { $0.of(\.weights) } + MembraneDynamics.parameters.map { $0.of(\.layer) }
    public static let defaults = Self()

    /// Times the whole change; 1 in the paper.
    public var learningRate = 1.0
    /// C_pre and C_post.
    public var calciumPre = 1.0
    public var calciumPost = 2.0
    public var calciumDelay: StepQuantity = 14
    public var calciumTime: StepQuantity = 20
    /// theta_d and theta_p.
    public var depressionThreshold = 1.0
    public var potentiationThreshold = 1.3
    /// gamma_d and gamma_p.
    public var depressionRate = 200.0
    public var potentiationRate = 321.808
    public var tau: StepQuantity = 150_000
    /// rho*.
    public var unstablePoint = 0.5
    /// sigma.
    public var noise = 0.0
    public var seed: UInt64 = 0
    public var weights = WeightRange()
    public var layer = MembraneDynamics()

    public init() {}

    private static let preName = "trace_pre"
    private static let postName = "trace_post"
    private static let arrivingName = "spikes_in_flight"
    /// Steps so far as a sum of two, the second in units of 2^20, which Float32 counts exactly.
    private static let noiseName = "noise_clock"
    /// Steps since the slow term was added, and the row of the spikes on their way that arrives next.
    private static let stepsName = "calcium_clock"

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState([
            Self.preName: [Float](repeating: 0, count: inputs), Self.postName: [Float](repeating: 0, count: outputs),
        ])
        // The shape waits for the length of a step where the delay is in ms.
        let delay = Int(exactly: calciumDelay.bySteps) ?? 0
        if delay > 0 {
            state.set(Self.arrivingName, shape: [delay, inputs], [Float](repeating: 0, count: delay * inputs))
        }
        state.set(Self.stepsName, shape: [2], [0, 0])
        if noise > 0 { state.set(Self.noiseName, shape: [2], [0, 0]) }
        return state
    }

    /// With noise the range is no limit.
    public var weightBounds: ClosedRange<Float>? { noise > 0 ? nil : weights.bounds }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let step = CalciumStep(self, rate: Double(rate))
        let arriving = exchange(activity.pre, &state)
        let pre = zip(state[Self.preName], arriving).map { $0 + $1 }
        let post = zip(state[Self.postName], activity.post).map { $0 + $1 }
        let most = pre.max() ?? 0
        let drifts = passTime(&state)
        let number = noise > 0 ? countStep(&state) : 0
        for output in 0..<weights.rows where drifts || step.reaches(pre: most, post: post[output]) {
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    let synapse = RandomPlace(seed: seed, synapse: output * row.count + input, step: number)
                    step.move(&row[input], pre: pre[input], post: post[output], synapse)
                    if drifts { step.drift(&row[input], steps: driftSteps) }
                }
            }
        }
        let left = traceLeft(after: calciumTime.bySteps)
        state[Self.preName] = pre.map { left * $0 }
        state[Self.postName] = post.map { left * $0 }
    }

    /// Sends input spikes on their way.
    ///
    /// - Returns: those that arrive.
    private func exchange(_ spikes: [Float], _ state: inout RuleState) -> [Float] {
        let delay = calciumDelay.wholeSteps
        guard delay > 0 else { return spikes }
        let row = Int(state[Self.stepsName][1])
        var underWay = state[Self.arrivingName]
        // One owner, so that it is changed in place.
        state[Self.arrivingName] = []
        let range = row * spikes.count..<(row + 1) * spikes.count
        let arriving = Array(underWay[range])
        underWay.replaceSubrange(range, with: spikes)
        state.set(Self.arrivingName, shape: [delay, spikes.count], underWay)
        state[Self.stepsName][1] = Float((row + 1) % delay)
        return arriving
    }

    /// - Returns: how many steps there were before.
    private func countStep(_ state: inout RuleState) -> UInt64 {
        let (low, high) = (UInt64(state[Self.noiseName][0]), UInt64(state[Self.noiseName][1]))
        let next = low + 1
        state[Self.noiseName] = [Float(next & 0xF_FFFF), Float(high + next >> 20)]
        return high << 20 + low
    }

    /// Steps after which the slow term is added.
    private var driftSteps: Int { max(1, Int(min(1e6, tau.bySteps / 1000))) }

    /// - Returns: whether the slow term is added in this step.
    private func passTime(_ state: inout RuleState) -> Bool {
        let steps = state[Self.stepsName][0] + 1
        let isDue = Int(steps) >= driftSteps
        state[Self.stepsName][0] = isDue ? 0 : steps
        return isDue
    }
}

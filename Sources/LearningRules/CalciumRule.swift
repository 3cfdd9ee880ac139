// Aim: plasticity by the calcium that input and output spikes leave at a synapse.
//
//     c_ij = C_pre r_j + C_post o_i          r, o traces that fall as exp(-t / tau-calcium); an input spike is found
//                                            `calcium-delay` after it came
//     tau d rho/dt = gamma_p (1 - rho) [c > theta_p] - gamma_d rho [c > theta_d] - rho (1 - rho) (rho* - rho)
//
// rho is the weight as a share of its range, [ ] 1 where it holds and 0 elsewhere. Within a step the calcium falls from
// what the spikes at its beginning have made it, so the time above a threshold is tau-calcium ln(c / theta), at most the
// step, and rho moves by the exponentials of the linear equation; the slow last term, which parts the two stable states,
// is added once every thousandth of tau, since less is lost in Float32. The noise of the paper is left out: this is the
// mean. With it, the probability of passing rho* follows from the mean and
// sigma² (alpha_p + alpha_d) / (2 (gamma_p alpha_p + gamma_d alpha_d)), alpha the shares of time above the thresholds.
//
// Reference: M. Graupner, N. Brunel, "Calcium-based plasticity model explains sensitivity of synaptic changes to spike
// pattern, rate, and dendritic location", PNAS 109, 3991 (2012); defaults: its set DP for figure 2, where a step is 1 ms.

import Neurons
import Numerics
import Parameters

public struct CalciumRule: SpikeRule {
    public static let description = RuleDescription(
        name: "calcium", summary: "Weakens at moderate calcium, strengthens at high, as spikes of both sides leave it.",
        equation: [
            "c_ij = C_pre r_j + C_post o_i;  r, o traces of input spikes (calcium-delay late) and output spikes",
            "tau d rho/dt = gamma_p (1 - rho) [c > theta_p] - gamma_d rho [c > theta_d] - rho (1 - rho) (rho* - rho)",
            "rho = (w - w-min) / (w-max - w-min), [ ] 1 where it holds, else 0; traces fall with tau-calcium",
        ],
        reference: "Graupner, Brunel, Calcium-based plasticity model explains sensitivity of synaptic changes to spike "
            + "pattern, rate, and dendritic location, PNAS 109, 3991 (2012)",
        notes: [
            "The defaults are those of the curve that weakens before and strengthens after (DP), in steps of 1 ms; there the "
                + "delay is 13.7 ms, which asks for steps of .1 ms: --calcium-delay 13.7ms --tau-calcium 20ms --tau 150s.",
            "The noise of the paper is left out: what is learned is the mean.",
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
    public var weights = WeightRange()
    public var layer = MembraneDynamics()

    public init() {}

    private static let preName = "trace_pre"
    private static let postName = "trace_post"
    private static let arrivingName = "spikes_in_flight"
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
        return state
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let step = CalciumStep(self, rate: Double(rate))
        let arriving = exchange(activity.pre, &state)
        let pre = zip(state[Self.preName], arriving).map { $0 + $1 }
        let post = zip(state[Self.postName], activity.post).map { $0 + $1 }
        let most = pre.max() ?? 0
        let drifts = passTime(&state)
        for output in 0..<weights.rows where drifts || step.reaches(pre: most, post: post[output]) {
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    step.move(&row[input], pre: pre[input], post: post[output])
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

/// What a step does to the weights of a calcium rule.
private struct CalciumStep {
    private let rule: CalciumRule
    /// Learning rate over tau, a step.
    private let rate: Double
    private let calciumTime: Double
    private let low: Double
    private let width: Double
    private let least: Double

    init(_ rule: CalciumRule, rate: Double) {
        self.rule = rule
        self.rate = rate / rule.tau.bySteps
        calciumTime = rule.calciumTime.bySteps
        low = Double(rule.weights.bounds.lowerBound)
        width = Double(rule.weights.bounds.upperBound) - low
        least = min(rule.depressionThreshold, rule.potentiationThreshold)
    }

    func reaches(pre: Float, post: Float) -> Bool { calcium(pre, post) > least }

    private func calcium(_ pre: Float, _ post: Float) -> Double {
        rule.calciumPre * Double(pre) + rule.calciumPost * Double(post)
    }

    /// The share of the step that calcium is above a threshold.
    private func time(_ calcium: Double, above threshold: Double) -> Double {
        calcium > threshold ? min(1, calciumTime * logarithm(calcium / threshold)) : 0
    }

    func move(_ weight: inout Float, pre: Float, post: Float) {
        let calcium = calcium(pre, post)
        guard calcium > least else { return }
        let falling = time(calcium, above: rule.depressionThreshold)
        let rising = time(calcium, above: rule.potentiationThreshold)
        let (down, up) = (rule.depressionRate * rate, rule.potentiationRate * rate)
        var rho = (Double(weight) - low) / width
        // Calcium falls, so that what has the higher threshold ends first.
        let both = min(falling, rising)
        if up + down > 0 {
            let goal = up / (up + down)
            rho = goal + (rho - goal) * exponential(-(up + down) * both)
        }
        rho *= exponential(-down * (falling - both))
        rho = 1 - (1 - rho) * exponential(-up * (rising - both))
        weight = Float(low + width * rho)
    }

    func drift(_ weight: inout Float, steps: Int) {
        let rho = (Double(weight) - low) / width
        let change = -rho * (1 - rho) * (rule.unstablePoint - rho) * rate * Double(steps)
        weight = Float(low + width * min(1, max(0, rho + change)))
    }
}

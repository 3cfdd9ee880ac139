// Aim: a rule of one's own for spikes without a program: what spikes leave, and what a weight becomes at a spike.
//
//     input spike:   w_ij <- f(w_ij, traces of input j and of output i),  kept within [w-min, w-max]
//     output spike:  w_ij <- g(w_ij, traces of input j and of output i)
//     each trace:    z <- d z a step, then z + size, or size, at a spike of its side
//
// Equations come first, then the traces of the side that fired: an equation finds the traces of its own side as they stood
// before the spike, faded by this step. Within a step inputs come before outputs: the traces of outputs that f finds are
// without, those of inputs that g finds with this step's spikes (coincidence `strengthen`). `neither`: g first, and each
// finds what was before the step. `both`: each finds the other side's traces with this step's spikes, and where both sides
// fire the changes add up, w + (g(w) - w) + (f(w) - w). That is the step of SpikePairing; its rules as equations:
//
//     stdp             r: tau on pre += 1;  o: tau on post += 1;  w - eta*A*o;  w + eta*A*r
//     triplet-stdp     r1, r2 on pre, o1, o2 on post;  w - eta*(A2 + A3*r2)*o1;  w + eta*(A2 + A3*o2)*r1
//     inhibitory-stdp  w + eta*(o - 2*rho*tau);  w + eta*r
//
// Reference: the form of event-based rules in M. Stimberg, R. Brette, D. Goodman, eLife 8, e47314 (2019).

import Neurons
import Numerics
import Parameters

public struct SpikeEquationRule: SpikeRule {
    public static let description = RuleDescription(
        name: "spike-equation", summary: "Learns by spikes with equations of one's own: --trace, --on-pre, --on-post.",
        equation: [
            "input spike: w_ij <- on-pre;  output spike: w_ij <- on-post;  w kept within [w-min, w-max]",
            "traces fade by exp(-1/tau) a step, then grow by their size (+=) or become it (=) at a spike of their side",
            "w weight, eta learning-rate, wmin, wmax its limits, and the traces by their names",
        ],
        reference: "the form of event-based rules in Stimberg, Brette, Goodman, eLife 8, e47314 (2019)",
        notes: [
            "An equation gives the new weight from what stands at the synapse: w, the traces of its input and its output, eta, "
                + "wmin, wmax. It has + - * / ^, parentheses, numbers and the functions abs, sqrt, exp, log, tanh, sign, step, "
                + "min(a, b), max(a, b). 'w' leaves the weight as it is.",
            "--trace 'r: tau=20ms on pre += 1', once for each: a name, the time constant tau in steps or ms (or decay, the share "
                + "left after a step), the side whose spikes leave it, and what a spike adds (+=) or makes it (=, the latest "
                + "spike alone). A trace has no unit; weights have that of the layer.",
            "Equations come before the traces of the side that fires: they find those as they were before the spike.",
            "--coincident as for stdp: by strengthen on-pre comes first and on-post finds the traces of inputs with the spikes of "
                + "the step; by neither on-post comes first, and both find what was before the step; by both each finds the "
                + "other side's traces with the spikes of the step, and the changes add up.",
            "The defaults are those of stdp. Triplets: --trace 'r1: tau=16.8ms on pre += 1' --trace 'r2: tau=101ms on pre += 1' "
                + "--trace 'o1: tau=33.7ms on post += 1' --trace 'o2: tau=114ms on post += 1' --on-pre 'w - eta*.0071*o1' "
                + "--on-post 'w + eta*.0065*o2*r1'. Inhibitory plasticity: --on-pre 'w + eta*(o - .12)' --on-post 'w + eta*r'.",
            "Traces are kept in the file.",
        ],
        codings: [.spikes, .binary])

    public static let parameters: [Parameter<Self>] =
        [
            Parameter(
                "trace", sentences: \.traces, placeholder: "TRACE", help: "what spikes leave: '\(SpikeTrace.example)'",
                text: \.text, parse: { try SpikeTrace($0) }, quantity: (\.time, SpikeTrace.times)),
            equation("on-pre", \.onPre, help: "the weight after an input spike"),
            equation("on-post", \.onPost, help: "the weight after an output spike"),
            .learningRate(\.learningRate),
            .coincident(\.coincident),
        ] + WeightRange.parameters.map { $0.of(\.weights) } + MembraneDynamics.parameters.map { $0.of(\.layer) }
    public static let defaults = Self()

    private static func equation(
        _ name: String, _ path: WritableKeyPath<Self, Equation> & Sendable, help: String
    ) -> Parameter<Self> {
        Parameter(name, path, placeholder: "EQUATION", help: help, text: \.text, parse: { try Equation($0) })
    }

    public var traces: [SpikeTrace]
    /// The weight after an input spike, and after an output spike.
    public var onPre: Equation
    public var onPost: Equation
    /// eta.
    public var learningRate = 0.01
    /// What spikes of one step do.
    public var coincident = Coincidence.strengthen
    public var weights = WeightRange()
    public var layer = MembraneDynamics()

    /// Pairs of spikes, as rule stdp has them by default.
    public init() {
        func added(_ sign: Equation.BinaryOperator, _ size: Float, _ text: String, _ trace: String) -> Equation {
            let amount = Equation.Term.binary(.times, .variable(1), .number(size))
            return Equation(
                text, variables: ["w", "eta", trace],
                term: .binary(sign, .variable(0), .binary(.times, amount, .variable(2))))
        }
        traces = [
            SpikeTrace("r", .share(0.95), on: .pre, .add(1)), SpikeTrace("o", .share(0.95), on: .post, .add(1)),
        ]
        onPre = added(.minus, 0.00525, "w - eta*0.00525*o", "o")
        onPost = added(.plus, 0.005, "w + eta*0.005*r", "r")
    }

    /// - Parameters:
    ///   - traces: such as `r: tau=20ms on pre += 1`.
    ///   - onPre: the weight after an input spike, such as `w - eta*o`.
    ///   - onPost: the weight after an output spike.
    /// - Throws: `EquationError` for a text that cannot be read, `ParameterError` for what does not stand at a synapse.
    public init(
        traces: [String], onPre: String, onPost: String, learningRate: Double = 0.01,
        coincident: Coincidence = .strengthen, weights: WeightRange = WeightRange(),
        layer: MembraneDynamics = MembraneDynamics()
    ) throws {
        self.traces = try traces.map { try SpikeTrace($0) }
        (self.onPre, self.onPost) = (try Equation(onPre), try Equation(onPost))
        (self.learningRate, self.coincident) = (learningRate, coincident)
        (self.weights, self.layer) = (weights, layer)
        try checkTogether()
    }

    /// Traces of different names, and equations of what stands at the synapse.
    public func checkTogether() throws {
        let known = SpikeEquation.ownVariables + traces.map(\.name)
        for (index, name) in known.enumerated() {
            guard !known[..<index].contains(name), !Equation.functions.contains(name) else {
                throw ParameterError("trace", "is named \(name) as something else is, expected another name")
            }
        }
        for (name, equation) in [("on-pre", onPre), ("on-post", onPost)] {
            guard let foreign = equation.variables.first(where: { !known.contains($0) }) else { continue }
            throw ParameterError(
                name,
                "'\(equation.text)' has \(foreign), expected what stands at the synapse, \(known.joined(separator: ", ")), "
                    + "or a function: \(Equation.functions.joined(separator: ", "))")
        }
    }

    /// What learning computes with.
    ///
    /// - Precondition: all times are by steps.
    package var equations: SpikeEquation {
        SpikeEquation(
            traces: traces, onPre: onPre, onPost: onPost, bounds: weights.bounds, coincidence: coincident)
    }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState()
        for side in SpikeTrace.Side.allCases {
            let count = traces.count { $0.side == side }
            let units = side == .pre ? inputs : outputs
            guard count > 0 else { continue }
            let name = SpikeEquation.stateName(side)
            state.set(name, shape: [count, units], [Float](repeating: 0, count: count * units))
        }
        return state
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let equations = equations
        let before = equations.faded(state, inputs: activity.pre.count, outputs: activity.post.count)
        let after = equations.jumped(before, pre: activity.pre, post: activity.post)
        for output in 0..<weights.rows {
            let fires = activity.post[output] != 0
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    let synapse = SpikeEquation.Synapse(
                        input: input, output: output, inputFires: activity.pre[input] != 0, outputFires: fires)
                    row[input] = equations.moved(row[input], synapse, before: before, after: after, rate: rate)
                }
            }
        }
        equations.keep(after, in: &state)
    }
}

import Numerics

/// Parameters that the rules by spike timing share: those of the spiking layer, of traces and of weights.
///
/// The layer's own stand in the rule's table because a rule and its layer are given on one command line.
public enum SpikeParameters {
    public static let layer = [
        RuleParameter("threshold", .number(-1e6...1e6, default: 1), help: "membrane potential at which a unit fires"),
        RuleParameter("v-reset", .number(-1e6...1e6, default: 0), help: "membrane potential after a spike"),
        RuleParameter(
            "leak", .number(0...1, default: 0.9), help: "share of the potential left after a step, exp(-dt/tau)"),
        RuleParameter("refractory", .integer(0...1_000_000, default: 0), help: "steps without a spike after a spike"),
        RuleParameter(
            "inhibition", .number(0...1e6, default: 0),
            help: "by how much each output spike lowers the potential of the other outputs"),
        RuleParameter("winners", .integer(0...1_000_000, default: 0), help: "outputs that may fire in a step; 0: any"),
    ]

    public static let weights = [
        RuleParameter("w-min", .number(-1e6...1e6, default: 0), help: "smallest weight"),
        RuleParameter("w-max", .number(-1e6...1e6, default: 1), help: "largest weight"),
    ]

    /// The decay of a trace: of a time constant where one is given (0 stands for none), else the value itself.
    public static func decay(_ parameters: RuleParameters, tau: String, else decay: String) -> Float {
        let time = parameters.number(tau)
        return time > 0 ? Float(exponential(-1 / Double(time))) : parameters.number(decay)
    }

    /// The smallest and the largest weight.
    public static func bounds(_ parameters: RuleParameters) -> ClosedRange<Float> {
        let (low, high) = (parameters.number("w-min"), parameters.number("w-max"))
        return min(low, high)...max(low, high)
    }

    /// Throws unless `w-min` is below `w-max`.
    public static func validate(_ parameters: RuleParameters) throws {
        let (low, high) = (parameters.number("w-min"), parameters.number("w-max"))
        guard low < high else {
            throw LearningError(description: "w-min is \(low) and w-max \(high), expected w-min below w-max")
        }
    }
}

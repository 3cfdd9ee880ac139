import Parameters

/// The parameters of the spiking layer that a rule by spike timing learns on. They stand in the rule's table because
/// a rule and its layer are given on one command line.
public struct MembraneParameters: Parametrised {
    public static let parameters: [Parameter<Self>] = [
        Parameter("threshold", \.threshold, -1e6...1e6, help: "membrane potential at which a unit fires"),
        Parameter("v-reset", \.vReset, -1e6...1e6, help: "membrane potential after a spike"),
        Parameter("leak", \.leak, 0...1, help: "share of the potential left after a step, exp(-dt/tau)"),
        Parameter("refractory", \.refractory, 0...1_000_000, help: "steps without a spike after a spike"),
        Parameter(
            "inhibition", \.inhibition, 0...1e6,
            help: "by how much each output spike lowers the potential of the other outputs"),
        Parameter("winners", \.winners, 0...1_000_000, help: "outputs that may fire in a step; 0: any"),
        Parameter(
            "delay", \.delay, 0...10_000,
            help: "steps from an input spike, which pairs at once, to its effect on the layer"),
    ]
    public static let defaults = Self()
    public static let noun = "rule"

    /// Membrane potential at which a unit fires.
    public var threshold: Double
    /// Membrane potential after a spike.
    public var vReset: Double
    /// Share of the potential left after a step, exp(-dt/tau).
    public var leak: Double
    /// Steps without a spike after a spike.
    public var refractory: Int
    /// By how much each output spike lowers the potential of the other outputs.
    public var inhibition: Double
    /// Outputs that may fire in a step; 0: any.
    public var winners: Int
    /// Steps from an input spike, which pairs at once, to its effect on the layer.
    public var delay: Int

    public init(
        threshold: Double = 1, vReset: Double = 0, leak: Double = 0.9, refractory: Int = 0, inhibition: Double = 0,
        winners: Int = 0, delay: Int = 0
    ) {
        self.threshold = threshold
        self.vReset = vReset
        self.leak = leak
        self.refractory = refractory
        self.inhibition = inhibition
        self.winners = winners
        self.delay = delay
    }
}

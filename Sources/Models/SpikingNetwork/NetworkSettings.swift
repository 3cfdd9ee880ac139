// Aim: what a recurrent network of spiking units is made of, beside the membranes of MembraneDynamics.
//
// Units are excitatory but for the last `inhibitory` ones. Of the connections that could be between two different units a
// share `connectivity` exists, drawn at random; an input reaches the unit of its number or all excitatory units. In each
// time step, with arriving spikes a (sums of weights, from excitatory sources and inputs, from inhibitory units):
//
//     g_e <- g_e exp(-dt / tau-excitatory) + a_e,    g_i <- g_i exp(-dt / tau-inhibitory) + a_i
//     current       v <- leak v + (1 - leak) (drive + g_e - g_i)
//     conductance   v <- r + (v - r) leak^(1 + g_e + g_i),  r = (drive + g_e E_e + g_i E_i) / (1 + g_e + g_i)
//
// v, drive and E above the resting potential, conductances in units of the leak; g stands still within a step. A current
// whose time constant is 0 lasts for no time, and moves the potential by its weight: v <- leak v + a_e - a_i.
//
// Reference: T. P. Vogels, L. F. Abbott, J. Neurosci. 25, 10786 (2005); Gerstner, Kistler, Spiking Neuron Models (2002),
// ch. 4.

import Numerics
import Parameters

/// Populations, connections and synapses of a `SpikingNetwork`.
public struct NetworkSettings: Parametrised, Equatable {
    /// What arriving spikes are to a unit.
    public enum Synapses: String, Sendable, CaseIterable {
        case current
        case conductance
    }

    /// Where inputs lead.
    public enum InputWiring: String, Sendable, CaseIterable {
        /// Each to the unit of its number.
        case oneToOne = "one-to-one"
        /// Each to all excitatory units.
        case all
    }

    /// The synapses on excitatory units that learn, by their source.
    public enum Plastic: String, Sendable, CaseIterable {
        case input
        case excitatory
        case inhibitory
    }

    public static let noun = "network"
    public static let defaults = Self()
    private static let weight = 0.0...1e6
    public static let parameters: [Parameter<Self>] = [
        Parameter("inhibitory", \.inhibitory, 0...1_000_000, help: "how many of the units, the last ones, inhibit"),
        Parameter(
            "connectivity", \.connectivity, 0...1, help: "share of the possible connections between units that exist"),
        Parameter("input-wiring", \.inputWiring, help: "whether an input leads to one unit or to all that excite"),
        Parameter("input-weight", \.inputWeight, weight, help: "weight of connections from inputs"),
        Parameter("excitatory-weight", \.excitatoryWeight, weight, help: "weight of those from units that excite"),
        Parameter("inhibitory-weight", \.inhibitoryWeight, weight, help: "weight of those from units that inhibit"),
        Parameter("plastic", \.plastic, help: "which connections to units that excite learn, by what they come from"),
        Parameter(
            "plastic-weight", \.plasticWeight, word: "fixed", weight,
            help: "weight with which those begin; fixed: that of others from there"),
        Parameter(
            "delay-spread", wholeTime: \.delaySpread, 0...10_000,
            help: "each connection between units has a further delay, at random from 0 to this"),
        Parameter("synapses", \.synapses, help: "what arriving spikes are to a unit"),
        Parameter("tau-excitatory", time: \.excitatoryTime, 0...1e9, help: "time constant of excitation; 0: a jump"),
        Parameter("tau-inhibitory", time: \.inhibitoryTime, 0...1e9, help: "time constant of inhibition; 0: a jump"),
        Parameter(
            "reversal-excitatory", \.excitatoryReversal, -1e6...1e6,
            help: "potential to which excitatory conductances pull, above rest"),
        Parameter(
            "reversal-inhibitory", \.inhibitoryReversal, -1e6...1e6,
            help: "potential to which inhibitory conductances pull, above rest"),
        Parameter(
            "drive", \.drive, -1e6...1e6, help: "potential above rest to which a constant current brings each unit"),
    ]

    public var inhibitory = 0
    public var connectivity = 0.1
    public var inputWiring = InputWiring.oneToOne
    public var inputWeight = 2.0
    public var excitatoryWeight = 0.1
    public var inhibitoryWeight = 0.1
    public var plastic = Plastic.excitatory
    /// Nil: the weight of connections from there that do not learn.
    public var plasticWeight: Double?
    public var delaySpread: StepQuantity = 0
    public var synapses = Synapses.current
    /// Time constants of what arriving spikes leave.
    public var excitatoryTime: StepQuantity = 0
    public var inhibitoryTime: StepQuantity = 0
    /// Potentials above rest.
    public var excitatoryReversal = 60.0
    public var inhibitoryReversal = -20.0
    public var drive = 0.0

    public init() {}

    /// The first of some parameters that makes no difference beside the others, and what it would need.
    func idle(among given: Set<String>) -> (name: String, needs: String)? {
        for parameter in Self.parameterTable where given.contains(parameter.name) {
            switch parameter.name {
            case "reversal-excitatory", "reversal-inhibitory":
                if synapses != .conductance { return (parameter.name, "synapses conductance") }
            case "inhibitory-weight", "tau-inhibitory":
                if inhibitory == 0 { return (parameter.name, "units that inhibit") }
            default: continue
            }
        }
        return nil
    }
}

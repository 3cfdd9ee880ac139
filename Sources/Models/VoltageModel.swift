/// A spiking model of membranes in mV, from which rules by voltage learn.
public protocol VoltageModel: SpikingModel {
    /// Membrane potentials in mV after the last step, one a unit.
    var potentials: [Float] { get }
    /// Their means over the last step.
    var meanPotentials: [Float] { get }
}

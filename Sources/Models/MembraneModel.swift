import Neurons
import Numerics

/// A layer of leaky integrate-and-fire units, which with a rule by spike timing runs at the cost of its spikes.
public protocol MembraneModel: SpikingModel {
    var dynamics: MembraneDynamics { get set }
    /// The dynamics by steps, as a run takes them; they are `dynamics` unless the model says otherwise.
    var stepDynamics: MembraneDynamics { get }
    /// Membrane potentials after the last step.
    var potentials: [Float] { get }
    /// Steps that each unit still rests.
    var refractory: [Float] { get }
    /// Weighted sums on their way, [delay, output], the first to arrive first.
    var fieldsInFlight: [Float] { get }

    /// Takes what a run elsewhere left, one value a unit and of `input` one an input; `inFlight` [delay, output].
    mutating func resume(
        potentials: [Float], refractory: [Float], spikes: [Float], fields: [Float], inFlight: [Float], input: [Float])
}

extension MembraneModel {
    public var stepDynamics: MembraneDynamics { dynamics }
}

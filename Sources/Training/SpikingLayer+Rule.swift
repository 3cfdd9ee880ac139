import LearningRules
import Models

extension MembraneDynamics {
    /// The layer that a rule by spike timing asks for.
    public init(_ parameters: MembraneParameters) {
        self.init()
        threshold = Float(parameters.threshold)
        resetPotential = Float(parameters.vReset)
        leak = Float(parameters.leak)
        refractorySteps = parameters.refractory
        inhibition = Float(parameters.inhibition)
        winners = parameters.winners
        delaySteps = parameters.delay
    }
}

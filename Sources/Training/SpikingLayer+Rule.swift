import LearningRules
import Models

extension MembraneDynamics {
    /// The parameters of the layer that stand in a spiking rule's table; others keep their defaults.
    public init(_ parameters: RuleParameters) {
        self.init()
        for (name, value) in parameters.values {
            switch (name, value) {
            case ("threshold", .number(let number)): threshold = Float(number)
            case ("v-reset", .number(let number)): resetPotential = Float(number)
            case ("leak", .number(let number)): leak = Float(number)
            case ("refractory", .integer(let number)): refractorySteps = number
            case ("inhibition", .number(let number)): inhibition = Float(number)
            case ("winners", .integer(let number)): winners = number
            default: break
            }
        }
    }
}

import Parameters

extension SpikingLayer: StorableModel {
    public static let structure = ModelStructure.layer
    public static var parameterTable: [ParameterDescription] { MembraneDynamics.parameterTable }

    public init(design: ModelDesign) throws {
        guard design.samples == nil else {
            throw ModelError("a \(Self.kind) begins with random weights, expected no samples as weights")
        }
        self.init(
            inputs: design.inputs, outputs: design.outputs, seed: design.seed, spread: design.spread ?? 0.05,
            dynamics: try MembraneDynamics(design.parameters))
    }

    public init(contents: ModelContents) throws {
        self.init(weights: try contents.matrix(), dynamics: try MembraneDynamics(contents.parameters))
    }

    public var contents: ModelContents { ModelContents(.matrix(weights), parameters: dynamics.valuesByName) }
}

extension MembraneDynamics: Parametrised {
    public static let noun = "layer"
    public static let defaults = Self()
    private static let anyReal = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    public static let parameters: [Parameter<Self>] = [
        Parameter("threshold", \.threshold, anyReal, help: "potential at which a unit fires"),
        Parameter("v-reset", \.resetPotential, anyReal, help: "potential after a spike"),
        Parameter("leak", \.leak, 0...1, help: "share of the potential that is left after a step"),
        Parameter("refractory", \.refractorySteps, 0...Int(Int32.max), help: "steps without a spike after a spike"),
        Parameter("inhibition", \.inhibition, anyReal, help: "lowers all other units at each spike"),
        Parameter("winners", \.winners, 0...Int.max, help: "how many units may fire in a step; 0 for any number"),
        Parameter("delay", \.delaySteps, 0...10_000, help: "steps from an input spike to its effect"),
    ]
}

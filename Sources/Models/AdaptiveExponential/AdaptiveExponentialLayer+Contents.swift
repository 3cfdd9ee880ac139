import Neurons
import Parameters

extension AdaptiveExponentialLayer: StorableModel {
    public static let structure = ModelStructure.layer
    public static let stateUnits = ["v": "mV", "v_threshold": "mV", "adaptation": "pA", "after_current": "pA"]
    public static var parameterTable: [ParameterDescription] { AdaptiveExponentialDynamics.parameterTable }

    public init(design: ModelDesign) throws {
        try design.refuseSamples(for: Self.kind)
        try self.init(
            inputs: design.inputs, outputs: design.outputs, seed: design.seed, spread: design.spread ?? 0.5,
            dynamics: try AdaptiveExponentialDynamics(design.parameters))
        if let timeStep = design.timeStep { try setTimeStep(timeStep) }
    }

    public init(contents: ModelContents) throws {
        try self.init(
            weights: try contents.matrix(), dynamics: try AdaptiveExponentialDynamics(contents.parameters))
        if let timeStep = contents.timeStep { try setTimeStep(timeStep) }
    }

    public var contents: ModelContents {
        var contents = ModelContents(.matrix(weights), parameters: dynamics.valuesByName)
        contents.timeStep = timeStep
        return contents
    }
}

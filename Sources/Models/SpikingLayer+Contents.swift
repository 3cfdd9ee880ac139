import Neurons
import Parameters

extension SpikingLayer: StorableModel {
    public static let structure = ModelStructure.layer
    public static var parameterTable: [ParameterDescription] { MembraneDynamics.parameterTable }

    public init(design: ModelDesign) throws {
        try design.refuseSamples(for: Self.kind)
        self.init(
            inputs: design.inputs, outputs: design.outputs, seed: design.seed, spread: design.spread ?? 0.05,
            dynamics: try MembraneDynamics(design.parameters))
        if let timeStep = design.timeStep { try setTimeStep(timeStep) }
    }

    public init(contents: ModelContents) throws {
        self.init(weights: try contents.matrix(), dynamics: try MembraneDynamics(contents.parameters))
        if let timeStep = contents.timeStep { try setTimeStep(timeStep) }
    }

    public var contents: ModelContents {
        var contents = ModelContents(.matrix(weights), parameters: dynamics.valuesByName)
        contents.timeStep = timeStep
        return contents
    }
}

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
    }

    public init(contents: ModelContents) throws {
        self.init(weights: try contents.matrix(), dynamics: try MembraneDynamics(contents.parameters))
    }

    public var contents: ModelContents { ModelContents(.matrix(weights), parameters: dynamics.valuesByName) }
}

import Neurons
import Parameters

extension AdaptiveThresholdLayer: StorableModel {
    public static let structure = ModelStructure.layer
    public static let stateUnits = ["theta": "mV", "v": "mV"]

    private struct Settings: Parametrised {
        static let noun = "layer"
        static let defaults = Self()
        static let parameters: [Parameter<Self>] =
            RateCodedExposure.parameters.map { $0.of(\.exposure) }
            + CompetitiveCircuit.parameters.map { $0.of(\.circuit) }
        var exposure = RateCodedExposure()
        var circuit = CompetitiveCircuit()
    }

    public static var parameterTable: [ParameterDescription] { Settings.parameterTable }

    public init(design: ModelDesign) throws {
        try design.refuseSamples(for: Self.kind)
        let settings = try Settings(design.parameters)
        try self.init(
            inputs: design.inputs, outputs: design.outputs, seed: design.seed, largest: design.spread ?? 0.3,
            circuit: settings.circuit, exposure: settings.exposure)
    }

    public init(contents: ModelContents) throws {
        let settings = try Settings(contents.parameters)
        let weights = try contents.matrix()
        let thetas = contents.state.entries["theta"]
        guard thetas.map({ $0.shape == [weights.rows] }) ?? true else {
            throw ModelError("theta has another number of units than the weights, expected \(weights.rows)")
        }
        try self.init(
            weights: weights, thetas: thetas?.values, circuit: settings.circuit, exposure: settings.exposure)
    }

    public var contents: ModelContents {
        ModelContents(.matrix(weights), parameters: Settings(exposure: exposure, circuit: circuit).valuesByName)
    }
}

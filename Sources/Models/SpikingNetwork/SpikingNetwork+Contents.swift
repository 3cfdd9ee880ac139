import Neurons
import Numerics
import Parameters

extension SpikingNetwork: StorableModel {
    public static let structure = ModelStructure.connections

    private struct Settings: Parametrised {
        static let noun = "network"
        static let defaults = Self()
        static let parameters: [Parameter<Self>] =
            MembraneDynamics.parameters.map { $0.of(\.dynamics) } + NetworkSettings.parameters.map { $0.of(\.network) }
        var dynamics = MembraneDynamics()
        var network = NetworkSettings()
    }

    public static var parameterTable: [ParameterDescription] { Settings.parameterTable }
    public static var designParameters: [ParameterDescription] { NetworkSettings.parameterTable }

    public init(design: ModelDesign) throws {
        try design.refuseSamples(for: Self.kind)
        let settings = try Settings(design.parameters)
        if let idle = settings.network.idle(among: Set(design.parameters.keys)) {
            throw ParameterError(idle.name, "makes no difference here, expected \(idle.needs) with it")
        }
        if design.spread != nil, settings.network.plasticWeight != nil {
            throw ParameterError("plastic-weight", "is given, expected no random weights to begin with beside it")
        }
        let wiring = try NetworkWiring(
            units: design.outputs, inputs: design.inputs, settings.network,
            delay: try settings.dynamics.stepwise(design.timeStep).delaySteps, timeStep: design.timeStep)
        let (connections, weights) = try wiring.connections(seed: design.seed, spread: design.spread)
        try self.init(
            connections: connections, weights: weights, dynamics: settings.dynamics, settings: settings.network,
            timeStep: design.timeStep)
    }

    public init(contents: ModelContents) throws {
        let settings = try Settings(contents.parameters)
        guard case .connections(let connections, let weights) = contents.weights else {
            throw ModelError("the weights are no connections, expected a list of them")
        }
        try self.init(
            connections: connections, weights: weights, dynamics: settings.dynamics, settings: settings.network,
            timeStep: contents.timeStep)
    }

    public var contents: ModelContents {
        var contents = ModelContents(
            .connections(connections, weights.values),
            parameters: Settings(dynamics: dynamics, network: settings).valuesByName)
        contents.timeStep = timeStep
        return contents
    }

    public var populations: [(name: String, units: Range<Int>)] {
        Self.populations(of: outputCount, inhibitory: settings.inhibitory)
    }

    public static func populations(
        of units: Int, _ parameters: [String: ParameterValue]
    ) -> [(name: String, units: Range<Int>)] {
        let inhibitory = parameters["inhibitory"]?.asIntegers?.first ?? NetworkSettings.defaults.inhibitory
        return populations(of: units, inhibitory: min(units, max(0, inhibitory)))
    }

    private static func populations(of units: Int, inhibitory: Int) -> [(name: String, units: Range<Int>)] {
        let excitatory = units - inhibitory
        return [("excitatory", 0..<excitatory), ("inhibitory", excitatory..<units)].filter { !$0.units.isEmpty }
    }
}

import LearningRules
import Models
import Numerics
import Parameters
import Patterns

extension WeightsDocument {
    /// What the weights of a file are wanted for.
    package enum Use: Sendable {
        /// The quickest of equal weights.
        case recall
        /// Those that learning goes on from: outer products, where the file keeps them.
        case training
        /// Likewise, where more patterns are stored before the model answers.
        case storing
    }

    /// What the file keeps of a model.
    ///
    /// - Parameters:
    ///   - type: of the model.
    ///   - use: what its weights are wanted for.
    ///   - parameters: in the place of those of the file.
    ///   - workers: threads that share the work.
    /// - Throws: `DocumentError` for weights of another structure; errors of rows that cannot be read.
    package func contents<Network: StorableModel>(
        of type: Network.Type, for use: Use = .recall, with parameters: [String: ParameterValue] = [:],
        workers: Workers = .single
    ) throws -> ModelContents {
        let weights: ModelContents.Weights
        switch Network.structure {
        case .network:
            weights = .associative(
                use == .recall
                    ? try associativeWeights(workers: workers) : try trainableWeights(workers: workers))
        case .layer:
            guard let matrix else { throw DocumentError("holds no matrix of weights, expected /weights") }
            weights = .matrix(matrix)
        case .patterns:
            guard patterns != nil else { throw DocumentError("holds no patterns, expected /patterns") }
            weights = .patterns
        case .connections:
            guard case .connections(let connections, let values)? = content else {
                throw DocumentError("holds no connections, expected /connections")
            }
            weights = .connections(connections, values)
        case .bits:
            guard case .bits(let bits)? = content else {
                throw DocumentError("holds no matrix of bits, expected /weight_bits")
            }
            weights = .bits(bits)
        }
        var contents = ModelContents(weights, patterns: patterns)
        contents.targets = targets
        contents.state = state
        let own = model.values(of: Network.self)
        let known = Set(Network.parameterTable.map(\.name))
        contents.parameters = Network.parameters(own, replacedBy: parameters.filter { known.contains($0.key) })
        contents.timeStep = model.value("dt")?.real
        contents.willStoreMore = use == .storing
        return contents
    }

    /// The model that the file holds.
    ///
    /// - Parameters:
    ///   - type: the type that its kind names.
    ///   - use: what its weights are wanted for.
    ///   - parameters: in the place of those of the file.
    ///   - workers: threads that share the work.
    /// - Throws: `DocumentError` for a file of another model, and for contents that no such model has.
    package func model<Network: StorableModel>(
        as type: Network.Type, for use: Use = .recall, with parameters: [String: ParameterValue] = [:],
        workers: Workers = .single
    ) throws -> Network {
        // A file of other origin says nothing about its model.
        guard header == nil || model.kind == Network.kind else {
            throw DocumentError("the model is \(Excerpt.of(model.kind)), expected \(Network.kind)")
        }
        let contents = try contents(of: type, for: use, with: parameters, workers: workers)
        do { return try Network(contents: contents) } catch {
            throw DocumentError("/model: \(error)")
        }
    }
}

extension WeightsDocument.Model {
    /// The parameters of a model that the file keeps, by their names.
    fileprivate func values(of type: any StorableModel.Type) -> [String: ParameterValue] {
        var values: [String: ParameterValue] = [:]
        for parameter in type.parameterTable {
            values[parameter.name] = value(parameter.attributeName)?.parameterValue(parameter.kind)
        }
        return values
    }

    /// The populations of the outputs, where the model has such: those that excite and those that inhibit.
    package func populations(of outputs: Int) -> [(name: String, units: Range<Int>)]? {
        guard let type = ModelRegistry.model(of: kind), let network = type as? any ConnectionModel.Type else {
            return nil
        }
        return network.populations(of: outputs, values(of: type))
    }
}

extension StorableModel {
    /// The model of a weights file, with a matrix beyond `WeightsDocument.denseLimit` left in it.
    ///
    ///     let network = try AmariHopfieldNetwork.load("faces.h5")
    ///     let recall = try network.recall(damaged, options: RecallOptions())
    ///
    /// - Throws: errors that name the file and say what would be right.
    public static func load(_ path: String, workers: Workers = .single) throws -> Self {
        let document = try WeightsDocument.read(path)
        return try DocumentReader.naming(path) { try document.model(as: Self.self, workers: workers) }
    }
}

import Checksums
import HDF5Store
import LearningRules
import Models
import Numerics
import Patterns
import Studies

/// What a study worked on, as files carry it.
package struct StudyInput: Sendable {
    package private(set) var patterns: PatternSet?
    package private(set) var weights: WeightsDocument?
    package private(set) var responses: Matrix?
    /// 64 hexadecimal digits, or nothing for a study without input.
    package let digest: String
    /// What the study gets.
    package let inputs: StudyInputs

    /// No input: patterns are drawn.
    package static let none = StudyInput(inputs: StudyInputs(), digest: "")

    init(inputs: StudyInputs, digest: String) {
        self.inputs = inputs
        self.digest = digest
    }

    /// Patterns to store, or of which responses are known.
    package init(patterns: PatternSet) {
        self.init(inputs: StudyInputs(patterns: patterns), digest: patterns.contentDigest)
        self.patterns = patterns
    }

    /// A network as it is.
    ///
    /// - Throws: `DocumentError` for other models, and for matrices that are too large to be carried on.
    package init(weights document: WeightsDocument) throws {
        guard document.model.kind == AmariHopfieldNetwork.kind else {
            throw DocumentError("the model is \(document.model.kind), expected \(AmariHopfieldNetwork.kind)")
        }
        let own = try document.trainableWeights()
        var weights = document
        var digest = SHA256()
        digest.update(document.patterns?.contentDigest ?? "")
        switch own {
        case .outerProduct(let memory):
            weights.content = .memory(memory)
            weights.form = .outerProduct
            digest.update(memory)
        case .dense(let matrix):
            weights.content = .matrix(.values(matrix))
            matrix.values.withUnsafeBytes { digest.update($0) }
        case .stored, .empty:
            throw DocumentError(
                "the matrix is larger than \(WeightsDocument.denseLimit >> 20) MiB, "
                    + "expected weights that keep the patterns they are made of")
        }
        var network = AmariHopfieldNetwork(weights: own)
        network.activation = document.patterns?.coding == .binary ? .step : .sign
        self.init(
            inputs: StudyInputs(patterns: document.patterns, network: network), digest: digest.hexadecimal())
        patterns = document.patterns
        self.weights = weights
    }

    /// A memory that keeps its patterns and nothing else: these, and the rule that stored them.
    ///
    /// - Throws: `DocumentError` where the file does not name the rule.
    private init(memory patterns: PatternSet, by rule: (any LearningRule)?) throws {
        guard let rule else {
            throw DocumentError("/training@rule: is no known rule, expected the one that stored the patterns")
        }
        var inputs = StudyInputs(patterns: patterns)
        inputs.rule = rule
        self.init(inputs: inputs, digest: patterns.contentDigest)
        self.patterns = patterns
    }

    /// The responses of a layer to patterns, [unit, stimulus].
    ///
    /// - Throws: `DocumentError` for a number of patterns other than that of stimuli.
    package init(responses: Matrix, patterns: PatternSet) throws {
        guard patterns.count == responses.columns else {
            throw DocumentError("\(responses.columns) responses to \(patterns.count) patterns, expected one each")
        }
        var digest = SHA256()
        digest.update(patterns.contentDigest)
        responses.values.withUnsafeBytes { digest.update($0) }
        self.init(
            inputs: StudyInputs(patterns: patterns, responses: responses, stimuli: patterns.names),
            digest: digest.hexadecimal())
        self.patterns = patterns
        self.responses = responses
    }

    /// A layer with labelled patterns to learn a readout on and to judge it by, or a memory of labelled patterns with
    /// others. Files of the study carry the weights of a layer on, not the patterns: they are large, and stand in files of
    /// their own.
    ///
    /// - Throws: `DocumentError` for a file that holds neither, and for a memory that cannot answer.
    package init(
        judged document: AnyDocument, training: PatternSet?, test: PatternSet, workers: Workers = .single
    ) throws {
        guard case .weights(let weights) = document, let type = ModelRegistry.model(of: weights.model.kind) else {
            throw DocumentError("\(document.noun), expected a layer or a memory, made with canns-train")
        }
        var inputs = StudyInputs(training: training, test: test)
        var digest = SHA256()
        if type.structure == .layer, let matrix = weights.matrix {
            inputs.layer = matrix
            inputs.epochs = weights.training.value("epochs")?.integer
            inputs.snapshots = weights.snapshots.map { ($0.epoch, $0.weights) }
            for weights in weights.snapshots.map(\.weights) + [matrix] {
                weights.values.withUnsafeBytes { digest.update($0) }
            }
            if let type = type as? any (StorableModel & ExposureModel).Type {
                inputs.circuit = try weights.circuit(type)
                inputs.workers = workers
                weights.state.entries["theta"]?.values.withUnsafeBytes { digest.update($0) }
            }
        } else {
            guard let memory = type as? any (RecallingModel & StorableModel).Type else {
                throw DocumentError("the model is \(type.kind), expected a layer or a memory that completes cues")
            }
            inputs.memory = try Self.memory(memory, weights)
            inputs.patterns = weights.patterns
            digest.update(document.header?.id ?? weights.patterns?.contentDigest ?? "")
        }
        for set in [training, test].compactMap({ $0 }) {
            digest.update(set.contentDigest)
            digest.update(set.labels?.texts.map { $0 ?? "" }.joined(separator: "\n") ?? "")
        }
        self.init(inputs: inputs, digest: digest.hexadecimal())
        if inputs.layer != nil { self.weights = Self.carried(weights) }
    }

    /// The layer that a file of such a study carries on.
    init(carried weights: WeightsDocument, digest: String) {
        self.init(inputs: StudyInputs(layer: weights.matrix), digest: digest)
        self.weights = weights
    }

    /// Weights and how they were learned, without what training would go on from.
    private static func carried(_ weights: WeightsDocument) -> WeightsDocument {
        var result = weights
        (result.state, result.snapshots, result.patterns) = (NamedArrays(), [], nil)
        return result
    }

    private static func memory<Memory: RecallingModel & StorableModel>(
        _ type: Memory.Type, _ weights: WeightsDocument
    ) throws -> any RecallingModel {
        var memory = try weights.model(as: type)
        if let coding = weights.patterns?.coding { memory.activation = Memory.usualActivation(for: coding) }
        return memory
    }

    /// What a file of any kind offers to a study.
    package init(_ document: AnyDocument, for need: StudyNeed) throws {
        if need == .responses {
            let (responses, stimuli) = try Self.responses(document)
            try self.init(responses: responses, patterns: stimuli)
            return
        }
        if case .weights(let weights) = document {
            if let patterns = weights.patterns, weights.model.kind == DenseAssociativeMemory.kind {
                try self.init(memory: patterns, by: weights.training.rule())
            } else {
                try self.init(weights: weights)
            }
            return
        }
        guard let patterns = document.patterns else {
            throw DocumentError("\(document.noun) without patterns, expected some")
        }
        self.init(patterns: patterns)
    }

    /// The responses that a recall file of a layer holds, or those of a layer of pictures to gratings, [unit, stimulus].
    private static func responses(_ document: AnyDocument) throws -> (Matrix, PatternSet) {
        if case .responses(let layer) = document, case .linear(let responses, _) = layer.contents {
            return (responses.transposed, layer.inputs)
        }
        guard case .weights(let weights) = document,
            ModelRegistry.model(of: weights.model.kind) is any LinearModel.Type,
            let matrix = weights.matrix
        else {
            throw DocumentError(
                "\(document.noun), expected the responses of a linear layer, made with canns-recall, or its weights")
        }
        guard let geometry = weights.inputGeometry, geometry.neurons == matrix.columns else {
            throw DocumentError(
                "the inputs of the layer are no pictures, expected its responses to stimuli, made with canns-recall")
        }
        let gratings = Gratings(geometry)
        return (gratings.responses(of: matrix), gratings.patterns)
    }
}

extension SHA256 {
    /// What joins the patterns of a memory; the patterns themselves are digested apart.
    fileprivate mutating func update(_ memory: OuterProductWeights) {
        let numbers =
            switch memory.coupling {
            case .coefficients(let values): values + memory.offsets
            case .inverseCorrelation(let root):
                [Float](repeating: 1, count: memory.count) + memory.offsets + root.values
            }
        numbers.withUnsafeBytes { update($0) }
        update("\(memory.zeroDiagonal)")
    }
}

extension WeightsDocument {
    fileprivate func circuit<Network: StorableModel & ExposureModel>(
        _ type: Network.Type
    ) throws -> any ExposureModel { try model(as: type) }
}

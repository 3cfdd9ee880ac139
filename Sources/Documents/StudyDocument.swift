import Checksums
import HDF5Store
import Models
import Numerics
import Patterns
import Studies

/// A study file: what was asked, the numbers of every cell done, and, when all are there, what they say.
///
/// `/study` names the study, `/study/parameters` has its parameters as attributes, `/cells/values` and `/cells/done` the
/// cells; `/results` the arrays with their axes as dimension scales, `/plots` how they are drawn. What the study
/// worked on stands where patterns, weights and recall files have it, so that the file can be run again.
public struct StudyDocument: Sendable {
    /// The name of the study, such as `capacity`.
    public var kind: String
    /// The parameters in force, by name.
    public var parameters: [(name: String, value: StudyValue)]
    public var cells: StudyCells
    /// Nil until all cells are done. Read from a file, it comes without the table for people.
    public var result: StudyResult?
    public var input: StudyInput
    /// The command that made the study, without what does not matter to its content.
    public var command: String
    /// The history of the input, newest line first.
    public var earlier: String
    public var header: DocumentHeader?

    /// A study at its beginning.
    public init(_ study: some Study, input: StudyInput, command: String) {
        kind = type(of: study).description.name
        parameters = study.parameters.values
        cells = study.emptyCells
        self.input = input
        self.command = command
        earlier = input.history
    }

    init(
        kind: String, parameters: [(name: String, value: StudyValue)], cells: StudyCells, result: StudyResult?,
        input: StudyInput, command: String, earlier: String, header: DocumentHeader?
    ) {
        self.kind = kind
        self.parameters = parameters
        self.cells = cells
        self.result = result
        self.input = input
        self.command = command
        self.earlier = earlier
        self.header = header
    }

    /// The study itself, made again from what the file says.
    ///
    /// - Throws: `StudyError` for a study or parameters that this version does not know.
    public func study() throws -> any Study {
        guard let type = StudyRegistry.study(named: kind) else {
            throw StudyError(
                "the study is \(kind), expected one of \(StudyRegistry.names.joined(separator: ", "))")
        }
        let given = Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
        let study = try type.init(given, inputs: input.inputs)
        guard study.cellCount == cells.count, study.quantityCount == cells.quantities else {
            throw StudyError(
                "the file has \(cells.count) cells of \(cells.quantities) numbers, "
                    + "the study \(study.cellCount) of \(study.quantityCount)")
        }
        if let objection = study.objection(to: cells) { throw StudyError("/cells/values: \(objection)") }
        return study
    }

    /// Why two files are not parts of one study; nil if they are.
    public func difference(from other: StudyDocument) -> String? {
        if kind != other.kind { return "a part of another study: it is \(kind), expected \(other.kind)" }
        for (name, value) in parameters {
            guard let theirs = other.parameters.first(where: { $0.name == name })?.value else { continue }
            if value != theirs { return "a part of another study: \(name) is \(value), expected \(theirs)" }
        }
        if parameters.count != other.parameters.count { return "a part of another study: it has other parameters" }
        if input.digest != other.input.digest { return "a part of another study: it worked on another input" }
        return nil
    }
}

/// What a study worked on, as files carry it.
public struct StudyInput: Sendable {
    public private(set) var patterns: PatternSet?
    public private(set) var weights: WeightsDocument?
    public private(set) var responses: Matrix?
    /// 64 hexadecimal digits, or nothing for a study without input.
    public let digest: String
    /// The history of the input file.
    public let history: String
    /// What the study gets.
    public let inputs: StudyInputs

    /// No input: patterns are drawn.
    public static let none = StudyInput(inputs: StudyInputs(), digest: "", history: "")

    init(inputs: StudyInputs, digest: String, history: String) {
        self.inputs = inputs
        self.digest = digest
        self.history = history
    }

    /// Patterns to store, or of which responses are known.
    public init(patterns: PatternSet, history: String) {
        self.init(inputs: StudyInputs(patterns: patterns), digest: patterns.contentDigest, history: history)
        self.patterns = patterns
    }

    /// A network as it is.
    ///
    /// - Throws: `DocumentError` for other models, and for matrices that are too large to be carried on.
    public init(weights document: WeightsDocument, history: String) throws {
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
            inputs: StudyInputs(patterns: document.patterns, network: network), digest: digest.hexadecimal(),
            history: history)
        patterns = document.patterns
        self.weights = weights
    }

    /// The responses of a layer to patterns, [unit, stimulus].
    ///
    /// - Throws: `DocumentError` for a number of patterns other than that of stimuli.
    public init(responses: Matrix, patterns: PatternSet, history: String) throws {
        guard patterns.count == responses.columns else {
            throw DocumentError("\(responses.columns) responses to \(patterns.count) patterns, expected one each")
        }
        var digest = SHA256()
        digest.update(patterns.contentDigest)
        responses.values.withUnsafeBytes { digest.update($0) }
        self.init(
            inputs: StudyInputs(patterns: patterns, responses: responses, stimuli: patterns.names),
            digest: digest.hexadecimal(), history: history)
        self.patterns = patterns
        self.responses = responses
    }

    /// What a file of any kind offers to a study.
    ///
    /// - Parameters:
    ///   - document: a file of any kind, as it was read.
    ///   - wantsResponses: whether the study needs the responses of a layer.
    public init(_ document: AnyDocument, wantsResponses: Bool) throws {
        let history = document.header?.history ?? ""
        if wantsResponses {
            let (responses, stimuli) = try Self.responses(document)
            try self.init(responses: responses, patterns: stimuli, history: history)
            return
        }
        if case .weights(let weights) = document {
            try self.init(weights: weights, history: history)
            return
        }
        guard let patterns = document.patterns else {
            throw DocumentError("\(document.noun) without patterns, expected some")
        }
        self.init(patterns: patterns, history: history)
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

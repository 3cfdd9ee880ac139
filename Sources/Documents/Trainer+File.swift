import LearningRules
import Models
import Numerics
import OperatingSystem
import Patterns
import Training

extension Trainer where Network: StorableModel {
    /// Writes a weights file that the programs read, and from which `load` goes on: model, rule with parameters and
    /// state, the state of the dynamics, curves, stored patterns, snapshots.
    ///
    /// - Parameters:
    ///   - path: the target, which appears whole or not at all.
    ///   - replacing: whether an existing file may be replaced.
    ///   - command: what the history of the file has as the command; the name of this program unless given.
    /// - Throws: `DocumentError` for a model without weights, and for a file that exists unless it may be replaced; errors
    ///   of the system.
    public func save(to path: String, replacing: Bool = false, command: String? = nil) throws {
        let provenance = Provenance(
            command: command ?? Self.program, earlier: (origin as? DocumentHeader)?.origin ?? .none)
        do {
            try WeightsDocument(self).write(
                to: path, replacing: replacing, provenance: provenance, workers: options.workers)
        } catch let error as FileError where error.isOfExistingFile {
            throw DocumentError("\(error); save(to:replacing: true) replaces it")
        }
    }

    private static var program: String {
        CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "a program"
    }

    /// A trainer that goes on from a weights file: saved, loaded and trained further, a model is the one that was
    /// trained without a break. The options of a training, such as epochs and their order, do not go with the file: set
    /// those of the next one.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - rule: what to go on with; nil for the rule of the file with its parameters.
    ///   - workers: threads that share the work.
    /// - Throws: errors that name the file and say what would be right.
    public static func load(_ path: String, rule: Rule? = nil, workers: Workers = .single) throws
        -> Self
    {
        let document = try WeightsDocument.read(path)
        return try DocumentReader.naming(path) {
            try Self(document, rule: try rule ?? document.training.rule(of: Rule.self), workers: workers)
        }
    }

    /// A trainer that goes on from a document.
    ///
    /// - Parameter use: `storing` where it learns before it answers.
    /// - Throws: `DocumentError` for another model, and for states that do not fit it or the rule.
    package init(
        _ document: WeightsDocument, rule: Rule, for use: WeightsDocument.Use = .training, workers: Workers = .single
    ) throws {
        let model = try document.model(
            as: Network.self, for: use, with: Self.modelParameters(of: rule), workers: workers)
        self.init(model, rule)
        options.workers = workers
        stored = document.patterns
        origin = document.header
        try take(document.state)
    }

    /// Takes what rule and dynamics kept, as far as they have it.
    private mutating func take(_ state: NamedArrays) throws {
        guard Self.mode?.isLocal == true else {
            ruleState = state
            return
        }
        var running = runningState
        for (name, entry) in state.entries {
            let own = ruleState.entries[name] ?? running.entries[name]
            guard let own else { continue }
            guard own.shape == entry.shape else {
                throw DocumentError(
                    "/\(name) is \(Self.text(entry.shape)), expected \(Self.text(own.shape))")
            }
            if ruleState.entries[name] != nil {
                ruleState[name] = entry.values
            } else {
                running[name] = entry.values
            }
        }
        if !running.isEmpty { runningState = running }
    }

    private static func text(_ shape: [Int]) -> String {
        shape.map(String.init).joined(separator: "×")
    }
}

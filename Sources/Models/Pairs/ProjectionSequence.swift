// Aim: patterns that recall one another in their order, however alike they are.
//
//     s(t + 1) = f(W s(t)),   W = X_next^T (X X^T)^-1 X
//
// X patterns, one a row, X_next those that follow them: W x_p = x_{p+1} exactly. f is the sign of ±1 states, the nearer of
// 0 and 1, and nothing of real ones. W of N×N weights is never made, see `LinearAssociator`.
//
// Reference: I. Guyon, L. Personnaz, J. P. Nadal, G. Dreyfus, Phys. Rev. A 38, 6365 (1988).

import Numerics
import Parameters
import Patterns
import Separations

public struct ProjectionSequence: SequenceModel, PatternMemoryModel {
    public static let kind = "projection-sequence"

    public let storedPatterns: PatternSet
    public let settings: ProjectionSequenceSettings
    public var order = UpdateOrder.synchronous
    public var recallOptions = RecallOptions()
    public var state: [Float]
    private let associator: LinearAssociator?

    /// - Parameter patterns: [pattern, unit] in their order; none for a memory that is still to store some.
    /// - Throws: `SeparationError` for patterns that are no sequence.
    public init(
        _ patterns: PatternSet, _ settings: ProjectionSequenceSettings = ProjectionSequenceSettings(),
        workers: Workers = .single
    ) throws {
        (storedPatterns, self.settings) = (patterns, settings)
        state = [Float](repeating: 0, count: patterns.neurons)
        guard patterns.count > 0 else {
            associator = nil
            return
        }
        guard patterns.count > 1 else {
            throw SeparationError("a sequence of 1 pattern leads nowhere, expected at least two")
        }
        if patterns.hasHiddenUnits {
            throw SeparationError("a stored pattern has hidden units (0), expected -1 and +1")
        }
        let linear = PairSettings(decorrelates: true, cutoff: settings.cutoff)
        let next = patterns.selecting(settings.followers(of: patterns.count))
        do { associator = try LinearAssociator(patterns, next, linear, workers: workers) } catch let error
            as CorrelationError
        {
            throw SeparationError(error.description)
        }
    }

    public var inputCount: Int { storedPatterns.neurons }
    public var outputCount: Int { storedPatterns.neurons }
    public var followers: [Int]? { settings.followers(of: storedPatterns.count) }
    public var remarks: [String] { [] }

    /// `sign` of ±1, `step` of 0/1, `identity` of graded patterns, whatever is set: it follows from what is stored.
    public var activation: Activation {
        get { Self.usualActivation(for: storedPatterns.coding) }
        set {}
    }

    public static func supports(_ activation: Activation) -> Bool { [.sign, .step, .identity].contains(activation) }
    public static func usualActivation(for coding: Coding) -> Activation {
        coding.isGraded ? .identity : coding == .bipolar ? .sign : .step
    }

    /// None: its weights are not symmetric.
    public var energy: Double { .nan }

    public mutating func initState() { state = [Float](repeating: 0, count: inputCount) }

    public mutating func update(_ random: inout RandomStream) {
        let now = storedPatterns.single(state)
        guard let next = try? associator?.answers(to: now, keeping: now, workers: .single) else {
            preconditionFailure("a state of a sequence")
        }
        state = next.row(0)
    }

    public func storing(_ patterns: PatternSet, workers: Workers) throws -> Self {
        try Self(
            storedPatterns.count == 0 ? patterns : storedPatterns.appending(patterns), settings, workers: workers)
    }

    /// All trials at once.
    public func recall(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        try checkCues(cues)
        guard let associator else {
            throw RecallError(description: "the memory has no patterns, expected at least two")
        }
        guard order == .synchronous else {
            throw RecallError(description: "a sequence updates all units at once, expected sync")
        }
        // A goal is looked for state by state.
        if options.goal != nil { return try recallStepByStep(cues, options: options) }
        var record = RecallRecord(cues: cues, activation: activation, options: options)
        var final = cues.matrix
        var (active, states) = (Array(0..<cues.count), cues)
        var previous: PatternSet?
        for trial in active {
            record.trials[trial].note(energy: .nan)
            final.withRow(trial) { record.trials[trial].note(state: $0) }
            record.trials[trial].finish(.limit, steps: options.steps)
        }
        for step in 0..<options.steps where !active.isEmpty {
            let next = try associator.answers(to: states, keeping: states, workers: options.workers)
            var kept: [Int] = []
            for (row, trial) in active.enumerated() {
                if next.isClose(to: states, row: row) {
                    record.trials[trial].finish(.fixedPoint, steps: step)
                    continue
                }
                let values = next.row(row)
                final.withMutableRow(trial) { _ = $0.update(fromContentsOf: values) }
                record.trials[trial].note(energy: .nan)
                values.withUnsafeBufferPointer { record.trials[trial].note(state: $0) }
                if let previous, next.isClose(to: previous, row: row), options.endsCycle(after: step + 1) {
                    record.trials[trial].finish(.cycle, steps: step + 1)
                    continue
                }
                kept.append(row)
            }
            options.progress?(step + 1, kept.count, .nan)
            previous = states.selecting(kept)
            states = next.selecting(kept)
            active = kept.map { active[$0] }
        }
        return record.result(final: final.values)
    }
}

/// How a sequence of projections is made and how it ends.
public struct ProjectionSequenceSettings: Parametrised, Equatable {
    public static let noun = "sequence"
    public static let parameters: [Parameter<Self>] = [
        Parameter("cyclic", \.isCyclic, help: "let the first pattern follow the last"),
        Parameter(
            "cutoff", \.cutoff, 1e-12...0.1,
            help: "eigenvalues of X X^T below this share of the largest count as 0: patterns that depend on others"),
    ]
    public static let defaults = Self()

    /// Whether the first pattern follows the last; else that leads to itself.
    public var isCyclic: Bool
    public var cutoff: Double

    public init(isCyclic: Bool = false, cutoff: Double = 1e-6) { (self.isCyclic, self.cutoff) = (isCyclic, cutoff) }

    func followers(of count: Int) -> [Int] {
        var sequence = SequenceSettings()
        (sequence.isCyclic, sequence.restsAtEnd) = (isCyclic, true)
        return sequence.followers(of: count)
    }
}

extension ProjectionSequence: StorableModel {
    public static let structure = ModelStructure.patterns
    public static let parameterTable = ProjectionSequenceSettings.parameterTable

    public init(design: ModelDesign) throws {
        try self.init(
            PatternSet(empty: .bipolar, neurons: design.inputs), ProjectionSequenceSettings(design.parameters))
    }

    public init(contents: ModelContents) throws {
        guard let patterns = contents.patterns else { throw ModelError("there are no patterns, expected some") }
        try self.init(patterns, ProjectionSequenceSettings(contents.parameters), workers: .all)
    }

    public var contents: ModelContents {
        ModelContents(.patterns, patterns: storedPatterns, parameters: settings.valuesByName)
    }
}

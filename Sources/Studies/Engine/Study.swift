import LearningRules
import Models
import Numerics
import Patterns

/// What a study says of itself: help, operands, reports and checks of files read it.
public struct StudyDescription: Sendable {
    /// As on the command line: `capacity`.
    public let name: String
    /// One line.
    public let summary: String
    /// What is measured and how, one paragraph each.
    public let method: [String]
    /// Authors, journal, year.
    public let references: [String]
    public let need: StudyNeed
    /// The numbers of a cell, over and over to its end; without any they are not checked.
    package let quantities: [StudyQuantity]
    /// The tables that scripts get, each with columns of its own; a result is told by the first whose axes it has.
    public let reports: [StudyReport]

    package init(
        name: String, summary: String, method: [String], references: [String], need: StudyNeed = .nothing,
        quantities: [StudyQuantity] = [], reports: [StudyReport] = []
    ) {
        self.name = name
        self.summary = summary
        self.method = method
        self.references = references
        self.need = need
        self.quantities = quantities
        self.reports = reports
    }
}

/// What a study works on beside its settings.
public struct StudyInputs: Sendable {
    /// Patterns to store, instead of random ones.
    public var patterns: PatternSet?
    /// A network with weights, to study as it is; `patterns` are those it is said to hold.
    public var network: AmariHopfieldNetwork?
    /// How `patterns` were stored, in a memory that keeps them and nothing else.
    public var rule: (any LearningRule)?
    /// What each unit of a trained layer answers to each stimulus, [unit, stimulus].
    public var responses: Matrix?
    /// One name a stimulus.
    public var stimuli: [String]?
    /// The weights of a trained layer, [unit, input].
    public var layer: Matrix?
    /// The layer itself, where it answers by spikes and not by its weights.
    package var circuit: (any ExposureModel)?
    /// Threads that share the work within a cell.
    package var workers = Workers.single
    /// How long it was trained, in epochs.
    public var epochs: Int?
    /// Its weights after some of the epochs.
    public var snapshots: [(epoch: Int, weights: Matrix)] = []
    /// A memory that completes cues; `patterns` are those that it holds.
    public var memory: (any RecallingModel)?
    /// Labelled patterns on which a readout of the layer is learned.
    public var training: PatternSet?
    /// Labelled patterns by which it is judged.
    public var test: PatternSet?

    public init(
        patterns: PatternSet? = nil, network: AmariHopfieldNetwork? = nil, responses: Matrix? = nil,
        stimuli: [String]? = nil, layer: Matrix? = nil, training: PatternSet? = nil, test: PatternSet? = nil
    ) {
        self.patterns = patterns
        self.network = network
        self.responses = responses
        self.stimuli = stimuli
        (self.layer, self.training, self.test) = (layer, training, test)
    }
}

/// An experiment cut into independent cells, each of which depends on the settings and its own number alone.
///
/// Cells may be computed in any order, by any number of threads or machines; `result` is made once all are there.
public protocol Study: Sendable {
    associatedtype Settings: StudySettings

    static var description: StudyDescription { get }

    /// The settings in force, with what follows from others and from the inputs: the study made again from them is the
    /// same.
    var settings: Settings { get }

    /// - Parameters:
    ///   - settings: each within its range.
    ///   - inputs: what the study works on.
    /// - Throws: `StudyError` for inputs that the study cannot use or settings that do not fit together.
    init(checked settings: Settings, inputs: StudyInputs) throws

    var cellCount: Int { get }
    /// How many numbers a cell yields.
    var quantityCount: Int { get }

    /// The number of conditions, each with as many cells one after the other, its trials in their order; nil where cells
    /// are no trials. Trials of studies with other seeds can be joined then.
    var conditionsOfTrials: Int? { get }

    /// The numbers of one cell, `quantityCount` of them.
    func cell(_ index: Int) throws -> [Double]

    /// The same, told what is being done where a person might wonder what takes so long.
    func cell(_ index: Int, tells: (_ task: String) -> Void) throws -> [Double]

    /// What all cells together say.
    ///
    /// - Precondition: the cells are complete.
    func result(_ cells: StudyCells) throws -> StudyResult
}

extension Study {
    public var conditionsOfTrials: Int? { nil }

    public func cell(_ index: Int, tells: (_ task: String) -> Void) throws -> [Double] { try cell(index) }
}

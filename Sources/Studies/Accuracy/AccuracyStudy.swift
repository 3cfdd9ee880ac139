// Aim: how often what a network learned tells what a pattern shows, with labels used by the readout alone.
//
// The units of a layer are read out in three ways, each learned on labelled training patterns (`LayerReadouts`); a memory
// of labelled patterns answers with the label of the pattern that it recalls (`MemoryReadouts`). What counts is the share
// of right answers on test patterns, with its interval (`WilsonInterval`).

import Models
import Numerics
import Parameters
import Patterns

public struct AccuracyStudy: Study {
    public static let description = StudyDescription(
        name: "accuracy", summary: "How often a trained layer or a memory tells what a pattern shows.",
        method: [
            "Reads the units of a layer out in three ways, each learned on the labelled patterns of --train alone, and counts right answers on those of --test: votes (a unit has the label to which it responds most in the mean; the label whose units respond most), prototype (the label of the unit that responds most) and delta (one output a label, learned by the delta rule: local, with a teacher). The response of a unit is max(0, w·x/|x|)^n, n the feature power; of a layer with adaptive thresholds it is how often the unit fires while the pattern is shown. With --snapshots the same for each state of the training that the file keeps (canns-train --snapshots).",
            "A memory of labelled patterns is read out in two ways, without --train: recall (the label of the stored pattern most like the state in which a test pattern comes to rest) and nearest (that of the stored pattern most like the test pattern itself).",
            "Gives accuracy with its 95 % interval, the confusion matrix of each readout, the label of each unit and the test patterns that were taken for something else.",
        ],
        references: [
            "Krotov, Hopfield, PNAS 116, 7723 (2019)", "Diehl, Cook, Front. Comput. Neurosci. 9, 99 (2015)",
            "Widrow, Hoff, IRE WESCON Conv. Rec. 4, 96 (1960)", "Wilson, J. Am. Stat. Assoc. 22, 209 (1927)",
        ],
        need: .labelled,
        quantities: [StudyQuantity("label", .whole(-1...Double(Int32.max)))],
        reports: [
            StudyReport(
                axes: ["epoch", "readout"],
                columns: ["epoch", "readout", "accuracy_after", "low_after", "high_after", "errors_after"]),
            StudyReport(axes: ["readout"], columns: ["readout", "accuracy", "low", "high", "errors", "test_patterns"]),
        ])

    public struct Settings: StudySettings {
        public static let parameters: [Parameter<Self>] = [
            Parameter("feature-power", \.featurePower, 0.1...100, help: "n, to which a unit's response is raised"),
            Parameter("readout-epochs", \.readoutEpochs, 1...100_000, help: "passes of the delta rule over --train"),
            Parameter(
                "readout-rate", \.readoutRate, 1e-6...1000, help: "first step of the delta rule; falls linearly to 0"),
            Parameter("snapshots", \.snapshots, help: "read out each kept state of the training as well"),
            Parameter("steps", \.steps, 1...100_000, help: "steps of a recall at most, of a memory"),
            .seed(\.seed),
        ]
        public static let defaults = Self()

        public var featurePower: Double
        public var readoutEpochs: Int
        public var readoutRate: Double
        /// Whether each state of the training that was kept is read out as well.
        public var snapshots: Bool
        /// Of a recall at most.
        public var steps: Int
        /// Of the order of patterns in each pass of the delta rule, and of recalls.
        public var seed: Int

        public init(
            featurePower: Double = 4.5, readoutEpochs: Int = 50, readoutRate: Double = 3, snapshots: Bool = false,
            steps: Int = 100, seed: Int = 0
        ) {
            self.featurePower = featurePower
            self.readoutEpochs = readoutEpochs
            self.readoutRate = readoutRate
            self.snapshots = snapshots
            self.steps = steps
            self.seed = seed
        }
    }

    /// What answers.
    private enum Subject {
        /// The states of a layer in the order of its training, the last one that of its end.
        case layer([(epoch: Int, weights: Matrix)])
        case memory(any RecallingModel)
    }

    public let settings: Settings
    private let subject: Subject
    /// How a layer answers that does so by spikes; nil for one that answers by its weights.
    private let circuit: SpikeCounts?
    /// Labelled patterns on which readouts are learned; of a memory those that it stores.
    private let training: PatternSet
    let test: PatternSet
    /// The names of the classes, those of the training labels in their order.
    let classes: [String]
    /// Positions among the classes; of test patterns nil for a label that training does not have.
    private let trained: [Int?]
    let shown: [Int?]

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        guard let test = inputs.test, inputs.layer != nil || inputs.memory != nil else {
            throw StudyError(
                "no layer with labelled patterns, expected its weights, --train FILE and --test FILE; an archive of this study does not hold them"
            )
        }
        self.settings = settings
        self.test = test
        var setting = ResponseSetting()
        (setting.seed, setting.workers) = (UInt64(settings.seed), inputs.workers)
        circuit = inputs.circuit.map { SpikeCounts(circuit: $0, setting: setting) }
        if let memory = inputs.memory {
            guard !settings.snapshots else {
                throw StudyError("snapshots", "is for layers, expected it off for a memory")
            }
            guard let stored = inputs.patterns, stored.labels?.values.contains(where: { $0 >= 0 }) == true else {
                throw StudyError("the stored patterns have no labels, expected some; canns-import --labels gives them")
            }
            (subject, training) = (.memory(memory), stored)
        } else {
            guard let weights = inputs.layer, let given = inputs.training else {
                throw StudyError("no labelled patterns to learn a readout on, expected --train FILE")
            }
            try Self.check(given, "train", inputs: weights.columns)
            if let circuit = inputs.circuit {
                guard !settings.snapshots else {
                    throw StudyError(
                        "snapshots", "needs the thresholds of each state, which no file keeps; expected it off")
                }
                for (set, name) in [(given, "train"), (test, "test")] {
                    guard let objection = type(of: circuit).objection(to: set) else { continue }
                    throw StudyError("--\(name): \(objection)")
                }
            }
            let kept = settings.snapshots ? inputs.snapshots : []
            let last = (inputs.epochs ?? kept.last.map { $0.epoch + 1 } ?? 0, weights)
            (subject, training) = (.layer(kept.filter { $0.weights != weights } + [last]), given)
        }
        let size = inputs.layer?.columns ?? inputs.memory?.inputCount ?? test.neurons
        try Self.check(test, "test", inputs: size)
        let labels = training.labels
        let names = labels?.occurring.compactMap { labels?.name($0) } ?? []
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        classes = names
        trained = labels?.texts.map { $0.flatMap { places[$0] } } ?? []
        shown = test.labels?.texts.map { $0.flatMap { places[$0] } } ?? []
        guard shown.contains(where: { $0 != nil }) else {
            throw StudyError("the patterns of --test have no label that the others have, expected the same ones")
        }
        try MemoryDemand.check(
            4 * Double(training.count) * Double(unitCount), work: "reading \(unitCount) units out",
            remedy: "use fewer patterns in --train")
    }

    private static func check(_ set: PatternSet, _ name: String, inputs: Int) throws {
        guard set.neurons == inputs else {
            throw StudyError("the patterns of --\(name) have \(set.neurons) values, the network \(inputs) inputs")
        }
        guard set.labels?.values.contains(where: { $0 >= 0 }) == true else {
            throw StudyError(
                "the patterns of --\(name) have no labels, expected some; canns-import --labels gives them")
        }
    }

    /// How the network is read out.
    var readouts: [String] {
        switch subject {
        case .layer: LayerReadouts.names
        case .memory: MemoryReadouts.names
        }
    }

    /// The epochs after which each cell stands; one without meaning for a memory.
    var epochs: [Int] {
        switch subject {
        case .layer(let states): states.map(\.epoch)
        case .memory: [0]
        }
    }

    /// Units that have a label.
    var unitCount: Int {
        switch subject {
        case .layer(let states): states.last?.weights.rows ?? 0
        case .memory: 0
        }
    }

    /// One a state of the training.
    public var cellCount: Int { epochs.count }
    /// The answers of each readout to the test patterns, then the label of each unit.
    public var quantityCount: Int { readouts.count * test.count + unitCount }

    public func cell(_ index: Int) throws -> [Double] { try cell(index) { _ in } }

    public func cell(_ index: Int, tells: (_ task: String) -> Void) throws -> [Double] {
        switch subject {
        case .layer(let states):
            let layer: any LayerAnswers =
                circuit ?? LayerFeatures(weights: states[index].weights, power: settings.featurePower)
            let course = DeltaReadout.Course(
                epochs: settings.readoutEpochs, rate: settings.readoutRate, seed: UInt64(settings.seed))
            let readouts = try LayerReadouts(
                layer, training: training, shown: trained, test: test, classes: classes.count, course, tells: tells)
            return (readouts.answers.flatMap { $0 } + readouts.units).map { Double($0) }
        case .memory(let memory):
            return try MemoryReadouts.answers(
                memory, stored: training, shown: trained, test: test, steps: settings.steps,
                seed: UInt64(settings.seed), tells: tells
            ).flatMap { $0 }.map { Double($0) }
        }
    }
}

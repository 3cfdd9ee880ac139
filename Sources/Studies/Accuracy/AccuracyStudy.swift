// Aim: how often what a layer learned tells what a pattern shows, with labels used by the readout alone.
//
// The units of a layer are read out in three ways: by votes and by the nearest prototype (`UnitLabels`), and by outputs
// learned with the delta rule (`DeltaReadout`), all on training patterns; what counts is the share of right answers on
// test patterns, with its interval (`WilsonInterval`).

import Numerics
import Parameters
import Patterns

public struct AccuracyStudy: Study {
    public static let description = StudyDescription(
        name: "accuracy", summary: "How often a trained layer tells what a pattern shows.",
        method: [
            "Reads the units of a layer out in three ways, each learned on the labelled patterns of --train alone, and counts right answers on those of --test: votes (a unit has the label to which it responds most in the mean; the label whose units respond most), prototype (the label of the unit that responds most) and delta (one output a label, learned by the delta rule: local, with a teacher).",
            "The response of a unit is max(0, w·x/|x|)^n, n the feature power. Gives accuracy with its 95 % interval, the confusion matrix of each readout, the label of each unit and the test patterns that were taken for something else.",
        ],
        references: [
            "Krotov, Hopfield, PNAS 116, 7723 (2019)", "Diehl, Cook, Front. Comput. Neurosci. 9, 99 (2015)",
            "Widrow, Hoff, IRE WESCON Conv. Rec. 4, 96 (1960)", "Wilson, J. Am. Stat. Assoc. 22, 209 (1927)",
        ],
        need: .labelled,
        quantities: [StudyQuantity("label", .whole(-1...Double(Int32.max)))],
        reports: [
            StudyReport(axes: ["readout"], columns: ["readout", "accuracy", "low", "high", "errors", "test_patterns"])
        ])

    /// How units are read out; the order of the cells.
    enum Readout: String, CaseIterable { case votes, prototype, delta }

    public struct Settings: StudySettings {
        public static let parameters: [Parameter<Self>] = [
            Parameter("feature-power", \.featurePower, 0.1...100, help: "n, to which a unit's response is raised"),
            Parameter("readout-epochs", \.readoutEpochs, 1...100_000, help: "passes of the delta rule over --train"),
            Parameter(
                "readout-rate", \.readoutRate, 1e-6...1000, help: "first step of the delta rule; falls linearly to 0"),
            .seed(\.seed),
        ]
        public static let defaults = Self()

        public var featurePower: Double
        public var readoutEpochs: Int
        public var readoutRate: Double
        /// Of the order of patterns in each pass of the delta rule.
        public var seed: Int

        public init(featurePower: Double = 4.5, readoutEpochs: Int = 50, readoutRate: Double = 3, seed: Int = 0) {
            self.featurePower = featurePower
            self.readoutEpochs = readoutEpochs
            self.readoutRate = readoutRate
            self.seed = seed
        }
    }

    public let settings: Settings
    private let layer: LayerFeatures
    private let training: PatternSet
    private let test: PatternSet
    /// The names of the classes, those of the training labels in their order.
    private let classes: [String]
    /// Positions among the classes; of test patterns nil for a label that training does not have.
    private let trained: [Int?]
    private let shown: [Int?]

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        guard let weights = inputs.layer, let training = inputs.training, let test = inputs.test else {
            throw StudyError(
                "no layer with labelled patterns, expected its weights, --train FILE and --test FILE; an archive of this study does not hold them"
            )
        }
        for (set, name) in [(training, "train"), (test, "test")] {
            guard set.neurons == weights.columns else {
                throw StudyError(
                    "the patterns of --\(name) have \(set.neurons) values, the layer \(weights.columns) inputs")
            }
            guard set.labels?.values.contains(where: { $0 >= 0 }) == true else {
                throw StudyError(
                    "the patterns of --\(name) have no labels, expected some; canns-import --labels gives them")
            }
        }
        let names = training.labels?.occurring.compactMap { training.labels?.name($0) } ?? []
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        self.settings = settings
        self.training = training
        self.test = test
        classes = names
        layer = LayerFeatures(weights: weights, power: settings.featurePower)
        trained = training.labels?.texts.map { $0.flatMap { places[$0] } } ?? []
        shown = test.labels?.texts.map { $0.flatMap { places[$0] } } ?? []
        guard shown.contains(where: { $0 != nil }) else {
            throw StudyError("the patterns of --test have no label that those of --train have, expected the same ones")
        }
        try MemoryDemand.check(
            4 * Double(training.count) * Double(weights.rows), work: "reading \(weights.rows) units out",
            remedy: "use fewer patterns in --train")
    }

    public var cellCount: Int { Readout.allCases.count }
    /// The answer to each test pattern, then the label of each unit; of the delta readout that of its largest weight.
    public var quantityCount: Int { test.count + layer.weights.rows }

    public func cell(_ index: Int) throws -> [Double] { try cell(index) { _ in } }

    public func cell(_ index: Int, tells: (_ task: String) -> Void) throws -> [Double] {
        var answers: [Int] = []
        let units: [Int]
        switch Readout.allCases[index] {
        case .delta:
            let course = DeltaReadout.Course(
                epochs: settings.readoutEpochs, rate: settings.readoutRate, seed: UInt64(settings.seed))
            let readout = DeltaReadout(
                layer, training: training, shown: trained, classes: classes.count, course, tells: tells)
            layer.forEachBlock(of: test) { answers += readout.classes($1) }
            units = (0..<layer.weights.rows).map { unit in
                classes.indices.max { readout.weights[$0, unit] < readout.weights[$1, unit] } ?? 0
            }
        case let readout:
            tells("labels of units")
            let labels = UnitLabels(layer, training: training, shown: trained, count: classes.count)
            layer.forEachBlock(of: test) { _, features in
                for row in 0..<features.rows {
                    let responses = features.values[row * features.columns..<(row + 1) * features.columns]
                    answers.append(readout == .votes ? labels.vote(responses) : labels.prototype(responses))
                }
            }
            units = labels.classes
        }
        return (answers + units).map { Double($0) }
    }
}

extension AccuracyStudy {
    public func result(_ cells: StudyCells) throws -> StudyResult {
        let names = Readout.allCases.map(\.rawValue)
        let known = shown.indices.filter { shown[$0] != nil }
        var columns: [StudyColumn] = [
            .axis("readout", .texts(names), description: "how the units are read out"),
            .axis("shown", .texts(classes), description: "what the pattern shows"),
            .axis("answer", .texts(classes), description: "what it was taken for"),
            .axis("unit", .integers(Array(0..<layer.weights.rows)), description: "unit of the layer"),
        ]
        var intervals: [WilsonInterval] = []
        var confusions: [StudyColumn] = []
        var (best, mistakes): (Int, [Int]) = (-1, [])
        for (place, name) in names.enumerated() {
            let answers = cells[place].prefix(test.count).map { Int($0) }
            var confusion = [Int](repeating: 0, count: classes.count * classes.count)
            for pattern in known { confusion[(shown[pattern] ?? 0) * classes.count + answers[pattern]] += 1 }
            let wrong = known.filter { answers[$0] != shown[$0] }
            let interval = WilsonInterval(hits: known.count - wrong.count, of: known.count)
            if best < 0 || interval.share > intervals[best].share { (best, mistakes) = (place, wrong) }
            intervals.append(interval)
            confusions.append(
                StudyColumn(
                    "confusion_\(name)", .integers(confusion), axes: ["shown", "answer"], units: "patterns",
                    description: "test patterns by what they show and what \(name) took them for"))
        }
        columns += [
            numbers("accuracy", intervals.map(\.share), "share of test patterns with the right answer"),
            numbers("low", intervals.map(\.low), "lower end of the 95 % interval of the accuracy"),
            numbers("high", intervals.map(\.high), "upper end of the 95 % interval of the accuracy"),
            StudyColumn(
                "errors", .integers(intervals.map(\.misses)), axes: ["readout"], units: "patterns",
                description: "test patterns with a wrong answer"),
            StudyColumn(
                "test_patterns", .integers(names.map { _ in known.count }), axes: ["readout"], units: "patterns",
                description: "test patterns with a label that training has"),
        ]
        let units = cells[0].dropFirst(test.count).map { classes[Int($0)] }
        columns.append(
            StudyColumn("unit_label", .texts(units), axes: ["unit"], description: "label to which a unit responds most")
        )
        columns += confusions + errors(mistakes, cells[best].map { Int($0) }, by: names[best])
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots, table: table(intervals, known.count),
            findings: findings(intervals, known.count))
    }

    private func numbers(_ name: String, _ values: [Double], _ description: String) -> StudyColumn {
        StudyColumn(name, .numbers(values), axes: ["readout"], description: description)
    }

    /// The test patterns that the best readout took for something else.
    private func errors(_ patterns: [Int], _ answers: [Int], by readout: String) -> [StudyColumn] {
        guard !patterns.isEmpty else { return [] }
        return [
            .axis("error", .integers(patterns), description: "position of a test pattern that \(readout) got wrong"),
            StudyColumn(
                "error_shown", .texts(patterns.map { classes[shown[$0] ?? 0] }), axes: ["error"],
                description: "what it shows"),
            StudyColumn(
                "error_answer", .texts(patterns.map { classes[answers[$0]] }), axes: ["error"],
                description: "what it was taken for"),
        ]
    }

    private var plots: [StudyPlot] {
        [StudyPlot("accuracy", title: "Accuracy", kind: .bars, x: "readout", y: ["accuracy"], range: 0...1)]
            + Readout.allCases.map {
                StudyPlot(
                    "confusion_\($0.rawValue)", title: "Confusion, \($0.rawValue)", kind: .map, x: "answer",
                    y: ["confusion_\($0.rawValue)"])
            }
    }

    private func table(_ intervals: [WilsonInterval], _ count: Int) -> StudyTable {
        var table = StudyTable(["readout", "accuracy", "95 % interval", "wrong of \(count)"])
        for (readout, interval) in zip(Readout.allCases, intervals) {
            table.add([
                readout.rawValue, fixed(interval.share, 4), "\(fixed(interval.low, 4)) to \(fixed(interval.high, 4))",
                "\(interval.misses)",
            ])
        }
        return table
    }

    private func findings(_ intervals: [WilsonInterval], _ count: Int) -> [String] {
        let delta = intervals[Readout.allCases.firstIndex(of: .delta) ?? 0]
        return [
            "test error \(fixed(100 * (1 - delta.share), 2)) % of \(count) patterns with the readout by the delta rule, which has a teacher; the layer had none"
        ]
    }
}

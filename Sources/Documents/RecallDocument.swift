import HDF5Store
import Models
import Numerics
import Patterns

/// A recall file: cues, where they led, and how.
public struct RecallDocument: Sendable {
    /// What the network had stored, where it is known.
    public var patterns: PatternSet?
    /// The partner of each, in a memory of pairs: what answers are compared with.
    public var targets: PatternSet?
    package var model: WeightsDocument.Model
    package var training: WeightsDocument.Training
    public var cues: PatternSet
    /// The last states, of a memory of pairs the partners that answered.
    public var final: PatternSet
    /// Where cues came to rest, to and fro, in a memory of pairs.
    public var returned: PatternSet?
    /// The stored pattern each cue was made of, -1 for none.
    public var target: [Int32]
    public var steps: [Int32]
    public var stop: [StopReason]
    /// [trial, step], NaN after the stop, and where there is none.
    public var energy: Matrix
    /// [trial, pattern]; nil without stored patterns.
    public var overlap: Matrix?
    /// What `overlap` is; the plain product in files that do not say.
    public let measure: OverlapMeasure
    /// [trial, step, neuron], flattened over trial and step.
    public var history: PatternSet?
    /// The steps whose states `history` has: all of `energy`, or some of them.
    public var historySteps: [Int]
    /// The stored pattern nearest to each state, of sequences.
    public var matches: PatternMatches?
    /// Thresholds of the units, where each had its own.
    public var unitThresholds: [Float]?
    /// How near pictures came to theirs, one a trial.
    package var likeness: PictureLikeness?
    /// How the recall was done, as attributes of the file.
    package var parameters: [(name: String, value: AttributeValue)]
    public var header: DocumentHeader?

    package init(
        weights: WeightsDocument, cues: PatternSet, target: [Int32], recall: Recall, overlap: Matrix?,
        parameters: [(name: String, value: AttributeValue)]
    ) {
        patterns = weights.patterns
        model = weights.model
        training = weights.training
        self.cues = cues
        final = recall.final
        self.target = target
        steps = recall.steps
        stop = recall.stop
        energy = recall.energy
        self.overlap = overlap
        measure = patterns.map { OverlapMeasure(recall.final, $0) } ?? .product
        history = recall.history
        historySteps = recall.historySteps
        self.parameters = parameters
    }

    /// Of a memory of pairs.
    ///
    /// - Parameter isToAndFro: whether answers were answered in turn.
    package init(
        weights: WeightsDocument, cues: PatternSet, target: [Int32], pairs: PairRecall, isToAndFro: Bool,
        overlap: Matrix?, parameters: [(name: String, value: AttributeValue)]
    ) {
        (patterns, targets) = (weights.patterns, weights.targets)
        (model, training) = (weights.model, weights.training)
        (self.cues, self.target, self.overlap, self.parameters) = (cues, target, overlap, parameters)
        (final, steps, stop, history) = (pairs.answers, pairs.steps, pairs.stop, pairs.history)
        returned = isToAndFro ? pairs.cues : nil
        energy = Matrix(rows: cues.count, columns: pairs.rounds, repeating: .nan)
        measure = (weights.targets ?? weights.patterns).map { OverlapMeasure(pairs.answers, $0) } ?? .product
        isOfPairs = true
        historySteps = Array(0..<pairs.rounds)
    }

    /// Whether a memory of pairs answered.
    package private(set) var isOfPairs = false

    /// What the final states are compared with: the stored patterns, or their partners.
    package var compared: PatternSet? { targets ?? patterns }

    /// Their names: of partners without one those of their keys.
    package var comparedNames: [String]? {
        guard let targets, let patterns else { return compared?.names }
        return zip(targets.isNamed, zip(targets.names, patterns.names)).map { $0 ? $1.0 : $1.1 }
    }

    /// Keeps of the states that are there every so many-th, and the last.
    public mutating func thinHistory(every interval: Int) {
        guard let history, interval > 1 else { return }
        let places = Array(stride(from: 0, to: historySteps.count - 1, by: interval)) + [historySteps.count - 1]
        self.history = history.selecting(
            (0..<cues.count).flatMap { trial in places.map { trial * historySteps.count + $0 } })
        historySteps = places.map { historySteps[$0] }
    }

    public func write(to path: String?, replacing: Bool, provenance: Provenance) throws {
        let kind: FileKind = isOfPairs ? .pairRecall : .recall
        let (patterns, cues) = Self.sharingLabelNames(patterns, cues)
        try DocumentWriter.write(kind, to: path, replacing: replacing, provenance: provenance) { writer, root in
            if let patterns { try PatternsSchema.write(patterns, writer, root) }
            if let targets { try PatternsSchema.writeTargets(targets, writer, root) }
            let carried = WeightsDocument(model: model, form: .outerProduct, content: nil, training: training)
            try root.createGroup("model") { group in
                try writer.attribute(group, "kind", .text(model.kind))
                for (name, value) in model.parameters where name != "kind" {
                    try writer.attribute(group, name, value)
                }
            }
            try carried.writeTraining(writer, root)
            try root.createGroup("recall") { group in
                for (name, value) in parameters { try writer.attribute(group, name, value) }
            }
            try writeTrials(cues, namesLabels: patterns?.labels == nil, writer, root)
        }
    }

    /// The same with labels numbered by one list of names, as a file has it.
    private static func sharingLabelNames(_ patterns: PatternSet?, _ cues: PatternSet) -> (PatternSet?, PatternSet) {
        guard var patterns, let own = patterns.labels, let shown = cues.labels, own.names != shown.names else {
            return (patterns, cues)
        }
        let all = own.appending(shown)
        var cues = cues
        patterns.labels = all.selecting(Array(0..<own.values.count))
        cues.labels = all.selecting(Array(own.values.count..<all.values.count))
        return (patterns, cues)
    }

    private func writeTrials(
        _ cues: PatternSet, namesLabels: Bool, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        let trials = [cues.count]
        try PatternsSchema.states(cues, "cues", writer, root)
        try PatternsSchema.states(final, "final", writer, root)
        try writer.strings(root, "cue_names", cues.names)
        if let labels = cues.labels {
            try writer.dataset(root, "cue_labels", labels.values, shape: trials)
            if !labels.names.isEmpty, namesLabels { try writer.strings(root, "label_names", labels.names) }
        }
        try writer.dataset(root, "target", target, shape: trials)
        try writer.dataset(root, "steps", steps, shape: trials)
        try writer.dataset(root, "stop", stop.map(\.rawValue), shape: trials)
        if let returned { try PatternsSchema.states(returned, "returned", writer, root) }
        if !isOfPairs { try writer.dataset(root, "energy", energy.values, shape: trials + [energy.columns]) }
        if let unitThresholds {
            try writer.dataset(root, "unit_thresholds", unitThresholds, shape: [unitThresholds.count])
        }
        if let likeness {
            try writer.dataset(root, "rms_error", likeness.rootMeanSquare, shape: trials)
            try writer.dataset(root, "structural_similarity", likeness.structure, shape: trials)
        }
        if let overlap {
            try writer.dataset(root, "overlap", overlap.values, shape: trials + [overlap.columns]) { dataset in
                try writer.attribute(dataset, "measure", .text(measure.rawValue))
            }
        }
        if let matches {
            try writer.dataset(root, "matches", matches.values, shape: [matches.trials, matches.steps])
        }
        if let history {
            let isWhole = historySteps.count == energy.columns
            try PatternsSchema.states(
                history, isWhole ? "states" : "kept_states", shape: trials + [historySteps.count, history.neurons],
                writer,
                root)
            if isWhole { return }
            let steps = historySteps.map { Int32($0) }
            try writer.dataset(root, "kept_steps", steps, shape: [steps.count])
        }
    }

    /// - Throws: `DocumentError` for steps that do not rise from the first to the last one of the recall.
    private static func historySteps(
        steps: Int, _ layout: FileLayout, _ root: borrowing HDF5Group
    ) throws -> [Int] {
        guard root.contains("kept_steps") else { return Array(0..<steps) }
        let kept = try layout.numbers("/kept_steps", root, as: Int32.self).map { Int($0) }
        guard kept.first == 0, kept.last == steps - 1, zip(kept, kept.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw DocumentError("/kept_steps: is no list that rises from 0 to \(steps - 1), the last step of /energy")
        }
        return kept
    }

    private static func measure(_ value: AttributeValue?) -> OverlapMeasure {
        value?.text.flatMap(OverlapMeasure.init(rawValue:)) ?? .product
    }

    public static func read(_ path: String?) throws -> RecallDocument {
        try DocumentReader.open(path, as: [.recall], advice: "recall first with canns-recall") { root, header in
            guard let header, let kind = header.layout?.kind, kind == .recall || kind == .pairRecall else {
                throw DocumentError(
                    "these are not trials of an associative network, expected a recall file with /cues and /final")
            }
            return try RecallDocument(root, header)
        }
    }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws {
        let layout = try header.requireLayout()
        isOfPairs = layout.kind == .pairRecall
        targets = try PatternsSchema.readTargets(root)
        returned =
            root.contains("returned")
            ? try root.dataset("returned") { try PatternsSchema.states($0, ours: true) } : nil
        patterns = root.contains("/patterns") ? try PatternsSchema.read(root, "/patterns", ours: true) : nil
        model = try WeightsDocument.readModel(root)
        training = try WeightsDocument.readTraining(root)
        let cueStates = try root.dataset("cues") { try PatternsSchema.states($0, ours: true) }
        let cueNames = root.contains("cue_names") ? try layout.texts("/cue_names", root) : nil
        cues = PatternSet(
            coding: cueStates.coding, neurons: cueStates.neurons, values: cueStates.values,
            names: cueNames?.count == cueStates.count ? cueNames : nil, geometry: cueStates.geometry)
        cues.labels = try PatternsSchema.labels("cue_labels", root, count: cueStates.count)
        final = try root.dataset("final") { try PatternsSchema.states($0, ours: true) }
        target = try layout.numbers("/target", root)
        steps = try layout.numbers("/steps", root)
        stop = try layout.numbers("/stop", root).map { StopReason(rawValue: $0) ?? .limit }
        overlap = root.contains("overlap") ? try layout.matrix("/overlap", root) : nil
        measure =
            overlap == nil
            ? .product : try root.dataset("overlap") { Self.measure(try $0.value("measure")) }
        let states = ["states", "kept_states"].first { root.contains($0) }
        history = try states.map { name in try root.dataset(name) { try PatternsSchema.states($0, ours: true) } }
        // A memory of pairs tells the rounds alone, by its states.
        let energies =
            isOfPairs
            ? Matrix(rows: cueStates.count, columns: history.map { $0.count / cueStates.count } ?? 1, repeating: .nan)
            : try layout.matrix("/energy", root)
        energy = energies
        historySteps = try Self.historySteps(steps: energies.columns, layout, root)
        matches =
            root.contains("matches")
            ? PatternMatches(steps: energies.columns, values: try layout.numbers("/matches", root)) : nil
        unitThresholds =
            root.contains("unit_thresholds") ? try layout.numbers("/unit_thresholds", root) : nil
        if root.contains("rms_error"), root.contains("structural_similarity") {
            likeness = PictureLikeness(
                rootMeanSquare: try layout.numbers("/rms_error", root),
                structure: try layout.numbers("/structural_similarity", root))
        }
        parameters = root.contains("recall") ? try root.group("recall") { try WeightsDocument.attributes(of: $0) } : []
        self.header = header
    }
}

import HDF5Store
import Models
import Numerics
import Patterns

/// A recall file: cues, where they led, and how.
public struct RecallDocument: Sendable {
    /// What the network had stored, where it is known.
    public var patterns: PatternSet?
    package var model: WeightsDocument.Model
    package var training: WeightsDocument.Training
    public var cues: PatternSet
    public var final: PatternSet
    /// The stored pattern each cue was made of, -1 for none.
    public var target: [Int32]
    public var steps: [Int32]
    public var stop: [StopReason]
    /// [trial, step], NaN after the stop.
    public var energy: Matrix
    /// [trial, pattern]; nil without stored patterns.
    public var overlap: Matrix?
    /// What `overlap` is; the plain product in files that do not say.
    public let measure: OverlapMeasure
    /// [trial, step, neuron], flattened over trial and step.
    public var history: PatternSet?
    /// The stored pattern nearest to each state, of sequences.
    public var matches: PatternMatches?
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
        self.parameters = parameters
    }

    public func write(to path: String?, replacing: Bool, provenance: Provenance) throws {
        try DocumentWriter.write(.recall, to: path, replacing: replacing, provenance: provenance) { writer, root in
            if let patterns { try PatternsSchema.write(patterns, writer, root) }
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
            try writeTrials(writer, root)
        }
    }

    private func writeTrials(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        let trials = [cues.count]
        try PatternsSchema.states(cues, "cues", writer, root)
        try PatternsSchema.states(final, "final", writer, root)
        try writer.strings(root, "cue_names", cues.names)
        try writer.dataset(root, "target", target, shape: trials)
        try writer.dataset(root, "steps", steps, shape: trials)
        try writer.dataset(root, "stop", stop.map(\.rawValue), shape: trials)
        try writer.dataset(root, "energy", energy.values, shape: trials + [energy.columns])
        if let overlap {
            try writer.dataset(root, "overlap", overlap.values, shape: trials + [overlap.columns]) { dataset in
                try writer.attribute(dataset, "measure", .text(measure.rawValue))
            }
        }
        if let matches {
            try writer.dataset(root, "matches", matches.values, shape: [matches.trials, matches.steps])
        }
        if let history {
            try PatternsSchema.states(
                history, "states", shape: trials + [energy.columns, cues.neurons], writer, root)
        }
    }

    private static func measure(_ value: AttributeValue?) -> OverlapMeasure {
        value?.text.flatMap(OverlapMeasure.init(rawValue:)) ?? .product
    }

    public static func read(_ path: String?) throws -> RecallDocument {
        try DocumentReader.open(path, as: [.recall], advice: "recall first with canns-recall") { root, header in
            guard let header, header.layout?.kind == .recall else {
                throw DocumentError(
                    "these are not trials of an associative network, expected a recall file with /cues and /final")
            }
            return try RecallDocument(root, header)
        }
    }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws {
        let layout = try header.requireLayout()
        patterns = root.contains("/patterns") ? try PatternsSchema.read(root, "/patterns", ours: true) : nil
        model = try WeightsDocument.readModel(root)
        training = try WeightsDocument.readTraining(root)
        let cueStates = try root.dataset("cues") { try PatternsSchema.states($0, ours: true) }
        let cueNames = root.contains("cue_names") ? try layout.texts("/cue_names", root) : nil
        cues = PatternSet(
            coding: cueStates.coding, neurons: cueStates.neurons, values: cueStates.values,
            names: cueNames?.count == cueStates.count ? cueNames : nil, geometry: cueStates.geometry)
        final = try root.dataset("final") { try PatternsSchema.states($0, ours: true) }
        target = try layout.numbers("/target", root)
        steps = try layout.numbers("/steps", root)
        stop = try layout.numbers("/stop", root).map { StopReason(rawValue: $0) ?? .limit }
        energy = try layout.matrix("/energy", root)
        overlap = root.contains("overlap") ? try layout.matrix("/overlap", root) : nil
        measure =
            overlap == nil
            ? .product : try root.dataset("overlap") { Self.measure(try $0.value("measure")) }
        history =
            root.contains("states") ? try root.dataset("states") { try PatternsSchema.states($0, ours: true) } : nil
        matches =
            root.contains("matches")
            ? PatternMatches(steps: energy.columns, values: try layout.numbers("/matches", root)) : nil
        parameters = root.contains("recall") ? try root.group("recall") { try WeightsDocument.attributes(of: $0) } : []
        self.header = header
    }
}

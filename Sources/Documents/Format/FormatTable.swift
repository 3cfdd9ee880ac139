import LearningRules
import Models
import Patterns
import Studies

/// The format of our files, declared once: every dataset, group and attribute of every kind.
///
/// Writers take axes, units and descriptions from it, readers and `verify` check types, axes and ranges by it, and
/// `canns-study schema`, canns(5) and README are made of it. A new dataset is one row.
enum FormatTable {
    static let datasets =
        originRows + patternRows + weightRows + stateRows + checkpointRows + recallRows + layerRows + studyRows
    static let groups = commonGroups + studyGroups

    /// The most characters of a name, a title or another line for people.
    static let longestText = 1024

    static func isShort(_ text: String) -> Bool {
        text.utf8.count <= longestText || text.unicodeScalars.count <= longestText
    }

    static func isName(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    private static let originRows = [
        FormatDataset(
            "/\(FileOrigin.filesName)", ["history_file"], [.text], .any, may: all,
            "what the steps of the history read and made: number of the step, the oldest 0; read or made; SHA-256, of files of "
                + "ours the id; and the name in the command, empty where it names none")
    ]

    /// The row of a dataset in a kind of file: its own, else that of its family; nil for one that the format does not
    /// know.
    static func row(at path: String, in kind: FileKind, coding: Coding? = nil) -> FormatDataset? {
        let rows = datasets.filter { $0.kinds.contains(kind) }
        let own = rows.filter { $0.path == path }
        return own.first { $0.suits(coding) } ?? own.first
            ?? rows.first { $0.isFamily && $0.group == group(of: path) }
    }

    /// The path of the group that holds a dataset.
    static func group(of path: String) -> String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    /// The axes of a dataset of the table in whatever kind of file; those of patterns for others.
    static func axes(of path: String) -> [String] {
        datasets.first { $0.path == path }?.axes ?? ["pattern", "neuron"]
    }

    /// `trial 3, neuron 17`, the place of an element.
    static func position(_ index: Int, _ shape: [Int], _ axes: [String]) -> String {
        var rest = index
        var parts: [String] = []
        for (axis, extent) in zip(axes, shape).reversed() {
            parts.append("\(axis) \(rest % extent)")
            rest /= extent
        }
        return parts.isEmpty ? "its only place" : parts.reversed().joined(separator: ", ")
    }

    /// The attributes that all datasets have.
    static let commonAttributes = [
        FormatAttribute("description", .text, isRequired: true, "one line"),
        FormatAttribute("units", .text, isRequired: true, "1 for pure numbers"),
    ]

    private static let all: Set<FileKind> = Set(FileKind.allCases)
    private static let trained: Set<FileKind> = [
        .weights, .weightRows, .recall, .pairRecall, .responses, .outputSpikes,
    ]

    private static let commonGroups = [
        FormatGroup(
            "/", must: all,
            attributes: [
                FormatAttribute(
                    "format", .choice(DocumentKind.allCases.map(\.rawValue)), isRequired: true, "the kind of file"),
                FormatAttribute(
                    "format_version", .integers(0...Int.max, count: 3), isRequired: true,
                    "readers take files of the same first number whose second number is not above theirs"),
                FormatAttribute(
                    "id", .digest, isRequired: true,
                    "SHA-256 of what the file holds, without created, history and credits: equal contents have equal ids"
                ),
                FormatAttribute("created", .name, isRequired: true, "time in UTC by ISO 8601"),
                FormatAttribute(
                    "history", .longText, isRequired: true, "one line a step, newest first: time, command, versions"),
                FormatAttribute("license", .name, "what others may do with the file: an SPDX identifier or an address"),
                FormatAttribute("creator", .name, "who made the data"),
                FormatAttribute("title", .name, "what the data are called"),
            ], "the file"),
        FormatGroup(
            "/model", must: trained, may: [.study],
            attributes: [
                FormatAttribute("kind", .text, isRequired: true, "the kind of network"),
                FormatAttribute(
                    "form", .choice(WeightsDocument.Form.allCases.map(\.rawValue)),
                    "whether the weights stand as a matrix or as the patterns that make it"),
            ], "the network and its parameters"),
        FormatGroup(
            "/training", must: trained, may: [.study],
            attributes: [
                FormatAttribute("rule", .name, "the learning rule; its parameters stand beside it"),
                FormatAttribute("seed", .integer(Int.min...Int.max), "seed of all random numbers"),
                FormatAttribute("epochs", .integer(0...Int.max), "the most passes through the patterns"),
                FormatAttribute("stop_reason", .name, "why learning ended"),
                FormatAttribute(
                    "input_sha256", .digest, "SHA-256 of the coding, shape and values of the patterns learned"),
                FormatAttribute("initial_sha256", .digest, "id of the file that learning went on from"),
                FormatAttribute("schedule", .name, "how the learning rate falls"),
                FormatAttribute("shuffle", .truth, "whether each epoch has an order of its own"),
                FormatAttribute("samples", .integer(0...Int.max), "how many samples were presented"),
                FormatAttribute(
                    "initial_weights", .real(1e-6...1e6), "standard deviation of the random weights to begin with"),
                FormatAttribute("dilute", .real(0...1), "share of the connections that were removed after learning"),
                FormatAttribute("asymmetric", .truth, "whether each direction of a connection was removed by itself"),
                FormatAttribute("clip", .truth, "whether each weight became its sign"),
                FormatAttribute("quantize", .integer(2...16), "bits to which weights were rounded"),
                FormatAttribute(
                    "quantize_levels", .choice(WeightDamage.Levels.allCases.map(\.rawValue)),
                    "the levels of such weights"),
                FormatAttribute(
                    "weight_noise", .real(-1...FormatAttribute.anyReal.upperBound),
                    "noise that this added, relative to the variance of the weights"),
            ], "how the weights were learned, and curves over the epochs"),
        FormatGroup(
            "/part", must: [.weightRows],
            attributes: [
                FormatAttribute("number", .integer(1...Int.max), isRequired: true, "which part, from 1 on"),
                FormatAttribute("count", .integer(1...Int.max), isRequired: true, "how many parts make the whole"),
                FormatAttribute("command", .longText, isRequired: true, "the command that makes the whole"),
            ], "which rows of the whole these are"),
        FormatGroup(
            "/recall", must: [.recall, .pairRecall],
            attributes: [
                FormatAttribute("activation", .name, "how a unit answers its field"),
                FormatAttribute("update", updateOrder, "all units at once, in turn or in blocks"),
                FormatAttribute("threshold", .real(FormatAttribute.anyReal), "subtracted from every field"),
                FormatAttribute(
                    "temperature", .real(0...FormatAttribute.anyReal.upperBound),
                    "of tanh, sigmoid and glauber, in units of temperature_unit"),
                FormatAttribute(
                    "temperature_unit", .real(0...FormatAttribute.anyReal.upperBound),
                    "the mean field at a stored pattern; 1 where none is known"),
                FormatAttribute("clamp", .text, "the units that keep their cue: visible, a part, or a mask"),
                FormatAttribute(
                    "anneal", .reals(1e-6...1e6, count: 2), "temperatures of the first and the last step"),
                FormatAttribute(
                    "anneal_law", .choice(Annealing.Law.allCases.map(\.rawValue)), "how the temperature changes"),
                FormatAttribute("until", .real(-1...1), "the overlap with its pattern from which a trial ends"),
                FormatAttribute("both", .truth, "whether partners were answered in turn, to and fro"),
                FormatAttribute("steps", .integer(0...Int.max), "the most steps of a trial"),
                FormatAttribute("seed", .integer(Int.min...Int.max), "seed of all random numbers"),
            ], "how the recall was done"),
    ]

    /// The orders of updates, as files and options name them.
    private static let updateOrder = FormatAttribute.Kind.parsed("sync, async, sequential or block:K") { text in
        guard UpdateOrder(rawValue: text) != nil else { throw DocumentError("no order of updates") }
    }

    /// The attributes of `/model` beside `kind` and `form`, by the kind of the model; none for models that the programs
    /// do not know.
    static func modelAttributes(_ model: String) -> [FormatAttribute] {
        guard let type = ModelRegistry.model(of: model) else { return [] }
        let steps = type is any SpikingModel.Type ? [stepAttribute] : []
        return sizeAttributes(type.structure) + steps + type.parameterTable.map { FormatAttribute($0) }
    }

    private static func sizeAttributes(_ structure: ModelStructure) -> [FormatAttribute] {
        let units = FormatAttribute("neurons", .integer(1...Int.max), axis: "neuron", "number of units")
        switch structure {
        case .network:
            return [
                units, FormatAttribute("zero_diagonal", .truth, "whether no unit acts on itself"),
                FormatAttribute("rho", .real(FormatAttribute.anyReal), "mean subtracted from every pattern"),
            ]
        case .layer: return layerAttributes
        case .connections: return networkAttributes
        case .patterns, .bits: return [units]
        }
    }

    private static let networkAttributes = [
        FormatAttribute("inputs", .integer(1...Int.max), isRequired: true, axis: "neuron", "number of inputs"),
        FormatAttribute("outputs", .integer(1...Int.max), isRequired: true, axis: "post", "number of units"),
        FormatAttribute(
            "input_geometry", .geometry(axis: "neuron"),
            "rows and columns, and 3 for colours, of the inputs, of pictures"),
    ]

    private static let layerAttributes = [
        FormatAttribute("inputs", .integer(1...Int.max), axis: "pre", "number of inputs"),
        FormatAttribute("outputs", .integer(1...Int.max), axis: "post", "number of outputs"),
        FormatAttribute(
            "input_geometry", .geometry(axis: "pre"), "rows and columns, and 3 for colours, of the inputs, of pictures"),
    ]

    private static let stepAttribute = FormatAttribute("dt", stepLength, "length of a time step in ms")

    static let stepLength = FormatAttribute.Kind.real(Double.leastNonzeroMagnitude...FormatAttribute.anyReal.upperBound)

    /// The parameters of a rule as attributes of `/training`; none for a rule that the programs do not know.
    static func ruleAttributes(_ rule: String) -> [FormatAttribute] {
        (RuleRegistry.rule(named: rule)?.parameterTable ?? []).map { FormatAttribute($0) }
    }

    static let ruleNames = RuleRegistry.names

    /// The parameters of a study as attributes of `/study/parameters`.
    static func studyAttributes(_ study: String) -> [FormatAttribute] {
        (StudyRegistry.study(named: study)?.parameterTable ?? []).map { FormatAttribute($0) }
    }
}

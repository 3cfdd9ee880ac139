import Patterns

extension FormatTable {
    /// What states of units carry: what they mean, and the picture they are.
    static let stateAttributes = [
        FormatAttribute(
            "coding", .choice(Coding.allCases.map(\.rawValue)), "what the values mean"),
        FormatAttribute("geometry", .geometry(axis: "neuron"), "rows and columns: neuron = row x columns + column"),
        FormatAttribute("dt", stepLength, "length of a time step in ms, of spikes"),
    ]

    /// Patterns, and the stored patterns that later files carry on.
    static let patternRows = [
        FormatDataset(
            "/patterns", ["pattern", "neuron"], [.int8, .float32], .coding,
            must: [.patterns, .responses, .outputSpikes],
            may: [.weights, .recall, .study], codings: [.bipolar, .binary, .real], attributes: stateAttributes,
            "one pattern a row"),
        FormatDataset(
            "/patterns", ["step", "neuron"], [.uint8], .coding, must: [.patterns, .responses, .outputSpikes],
            may: [.weights, .recall, .study], codings: [.spikes], attributes: stateAttributes,
            "spikes of each time step"),
        FormatDataset(
            "/names", ["pattern"], [.text], .any, may: carriers, "name of each pattern, empty where none was given"),
        FormatDataset(
            "/sources", ["pattern"], [.text], .any, may: carriers, "file that each pattern came from"),
        FormatDataset(
            "/thresholds", ["pattern"], [.float32], unit: "grey level", .within(0...255), may: carriers,
            "grey level 0...255 above which a pixel is white"),
    ]

    private static let carriers = Set(FileKind.allCases)
}

import Patterns

extension FormatTable {
    /// What states of units carry: what they mean, and the picture they are.
    static let stateAttributes = stateAttributes(axis: "neuron")

    private static func stateAttributes(axis: String) -> [FormatAttribute] {
        [
            FormatAttribute(
                "coding", .choice(Coding.allCases.map(\.rawValue)), "what the values mean"),
            FormatAttribute(
                "geometry", .geometry(axis: axis),
                "rows and columns: neuron = row x columns + column; with 3 for colours, whose red, green and blue stand "
                    + "beside each other"),
            FormatAttribute("dt", stepLength, "length of a time step in ms, of spikes"),
        ]
    }

    /// What grey states carry beside them: value = level x scale_factor + add_offset.
    static let levelAttributes = levelAttributes(axis: "neuron")

    /// Those of states along another axis than that of the patterns.
    static func levelAttributes(axis: String) -> [FormatAttribute] {
        stateAttributes(axis: axis) + [
            FormatAttribute("scale_factor", .real(1.0 / 255...1.0 / 255), "value of a step of one level: 1/255"),
            FormatAttribute("add_offset", .real(0...0), "value of level 0: 0"),
        ]
    }

    /// Patterns, and the stored patterns that later files carry on.
    static let patternRows = [
        FormatDataset(
            "/patterns", ["pattern", "neuron"], [.int8, .float32], .coding,
            must: [.patterns, .responses, .outputSpikes],
            may: [.weights, .weightRows, .recall, .pairRecall, .study], codings: [.bipolar, .binary, .real],
            attributes: stateAttributes,
            "one pattern a row"),
        FormatDataset(
            "/patterns", ["step", "neuron"], [.uint8], .coding, must: [.patterns, .responses, .outputSpikes],
            may: [.weights, .recall, .pairRecall, .study], codings: [.spikes],
            attributes: stateAttributes + [
                FormatAttribute("start", .real(FormatAttribute.anyReal), "time of the first step in ms, 0 without it")
            ],
            "spikes of each time step"),
        FormatDataset(
            "/unit_ids", ["neuron"], [.int64], .atLeast(0), may: [.patterns],
            "number of each unit in the recording that its spikes came from"),
        FormatDataset(
            "/patterns", ["pattern", "neuron"], [.uint8], .coding, must: [.patterns, .responses],
            may: [.weights, .weightRows, .recall, .pairRecall, .study], codings: [.grey], attributes: levelAttributes,
            "levels of grey or colour, one pattern a row"),
        FormatDataset(
            "/names", ["pattern"], [.text], .any, may: carriers, "name of each pattern, empty where none was given"),
        FormatDataset(
            "/sources", ["pattern"], [.text], .any, may: carriers, "file that each pattern came from"),
        FormatDataset(
            "/thresholds", ["pattern"], [.float32], unit: "grey level", .within(0...255), may: carriers,
            "grey level 0...255 above which a pixel is white"),
        FormatDataset(
            "/targets", ["pattern", "target_neuron"], [.int8, .uint8, .float32], .coding,
            may: [.weights, .pairRecall], attributes: levelAttributes(axis: "target_neuron"),
            "the partner of each pattern, in a memory of pairs"),
        FormatDataset(
            "/target_names", ["pattern"], [.text], .any, may: [.weights, .pairRecall],
            "name of each partner, empty where none was given"),
        FormatDataset(
            "/labels", ["pattern"], [.int32], .within(-1...Double(Int32.max)), may: carriers,
            "what each pattern, or step of spikes, shows: a number, or a place in /label_names; -1 where it is not known"
        ),
        FormatDataset("/label_names", ["label"], [.text], .any, may: carriers, "name of each label"),
    ]

    private static let carriers = Set(FileKind.allCases)
}

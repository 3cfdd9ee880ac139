extension FormatTable {
    /// Weights and what made them. A study carries those it worked on.
    static let weightRows = [
        row("/weights", ["post", "pre"], "weight to unit post from unit pre"),
        FormatDataset(
            "/weight_bits", ["post", "byte"], [.uint8], .any, may: [.weights],
            attributes: [
                FormatAttribute("bits", .integer(1...Int.max), isRequired: true, axis: "neuron", "weights in a row"),
                FormatAttribute(
                    "bit_order", .choice(["little"]), isRequired: true,
                    "the first weight of a byte is its lowest bit, as numpy.unpackbits has it with bitorder little"),
            ], "weights of 0 and 1, eight a byte, to unit post from each unit"),
        FormatDataset(
            "/weight_rows", ["row", "pre"], [.float32], .finite, must: [.weightRows],
            "some rows of /weights, learned apart from the others"),
        FormatDataset(
            "/tally", ["epoch"], [.int64], .atLeast(0), may: [.weightRows],
            "what the rows add to the curve of each epoch: units of patterns that were not stable"),
        row("/coefficients", ["pattern"], alsoIn: [.weightRows], "weight c_p of each pattern's outer product"),
        row(
            "/mixing", ["component", "pattern"], alsoIn: [.weightRows],
            "share M of each pattern in each component: W = (MX)^T (MX)"),
        row("/offsets", ["pattern"], alsoIn: [.weightRows], "mean rho_p subtracted from each pattern"),
        row("/snapshots", ["snapshot", "post", "pre"], "weights after some of the epochs"),
        FormatDataset(
            "/snapshot_epochs", ["snapshot"], [.int32], .atLeast(0), may: [.weights, .study],
            "number of epochs done at each snapshot"),
        connection("target", .int32, .atLeast(0), "unit that the connection leads to"),
        connection(
            "source", .int32, .atLeast(0), "what it comes from: a unit, or from the number of units on an input"),
        connection("weight", .float32, .finite, "strength of the connection, whether it excites or inhibits"),
        connection("delay", .int32, .atLeast(0), "time steps from a spike to its effect"),
        connection("plastic", .uint8, .within(0...1), "whether the weight learns"),
        FormatDataset(
            "/connections/snapshots", ["snapshot", "connection"], [.float32], .finite, may: [.weights],
            "weights after some of the epochs"),
        FormatDataset(
            "/training/*", ["epoch"], [.float32], .finite,
            may: [.weights, .recall, .pairRecall, .responses, .outputSpikes, .study],
            "* after each epoch"),
    ]

    /// What rules and models keep to go on from. What a rule of one's own keeps has the axes that it names.
    static let stateRows = [
        row("/theta", ["post"], otherUnit: "mV", "theta: state to go on training from"),
        row("/trace_pre", ["pre"], "trace_pre: state to go on training from"),
        row("/trace_post", ["post"], "trace_post: state to go on training from"),
        row("/trace_pre_slow", ["pre"], "trace_pre_slow: state to go on training from"),
        row("/trace_post_slow", ["post"], "trace_post_slow: state to go on training from"),
        row("/traces_pre", ["pre_trace", "pre"], "traces_pre: state to go on training from"),
        row("/traces_post", ["post_trace", "post"], "traces_post: state to go on training from"),
        row("/trace_pair", ["post", "pre"], "trace_pair: state to go on training from"),
        row("/eligibility", ["post", "pre"], "eligibility: state to go on training from"),
        row("/reward", ["single"], "reward: state to go on training from"),
        row("/calcium_clock", ["clock"], "calcium_clock: state to go on training from"),
        row("/noise_clock", ["clock"], "noise_clock: state to go on training from"),
        row("/spikes_in_flight", ["input_delay", "pre"], "spikes_in_flight: state to go on training from"),
        row("/potential_plus", ["post"], "potential_plus: state to go on training from"),
        row("/potential_minus", ["post"], "potential_minus: state to go on training from"),
        row("/potential_clock", ["single"], "potential_clock: state to go on training from"),
        row(
            "/potentials_in_flight", ["potential_delay", "post"],
            "potentials_in_flight: state to go on training from"),
        row("/activity", ["post"], "activity: state to go on training from"),
        row("/diagonal", ["neuron"], "diagonal: state to go on training from"),
        row("/v", ["post"], otherUnit: "mV", "v: state to go on training from"),
        row("/v_threshold", ["post"], otherUnit: "mV", "v_threshold: state to go on training from"),
        row("/adaptation", ["post"], otherUnit: "pA", "adaptation: state to go on training from"),
        row("/after_current", ["post"], otherUnit: "pA", "after_current: state to go on training from"),
        row("/clamp", ["post"], "clamp: state to go on training from"),
        row("/exposures", ["single"], "exposures: state to go on training from"),
        row("/refractory", ["post"], "refractory: state to go on training from"),
        row("/fields_in_flight", ["delay", "post"], "fields_in_flight: state to go on training from"),
        row("/g_excitatory", ["post"], "g_excitatory: state to go on training from"),
        row("/g_inhibitory", ["post"], "g_inhibitory: state to go on training from"),
        row("/excitation_in_flight", ["delay", "post"], "excitation_in_flight: state to go on training from"),
        row("/inhibition_in_flight", ["delay", "post"], "inhibition_in_flight: state to go on training from"),
        row("/spikes", ["post"], "spikes: state to go on training from"),
        row("/lateral", ["post", "neighbour"], "weight to unit post from unit neighbour of the same layer"),
        row("/mean", ["single"], "mean: state to go on training from"),
        row("/share", ["single"], "share: state to go on training from"),
        row("/radius", ["single"], "radius: state to go on training from"),
        FormatDataset(
            "/*", nil, [.float32], .finite, may: [.weights, .study], "*: state to go on training from"),
    ]

    static let statePaths = Set(stateRows.map(\.path))

    /// What an interrupted training goes on from, beside the weights so far.
    static let checkpointRows = [
        FormatDataset(
            "/checkpoint/rule/*", nil, [.float32], .finite, may: [.weights], "*"),
        FormatDataset(
            "/checkpoint/model/*", nil, [.float32], .finite, may: [.weights], "*"),
        FormatDataset(
            "/checkpoint/record/*", nil, [.float32], .finite, may: [.weights], "*"),
    ]

    private static func connection(
        _ name: String, _ type: ElementType, _ range: ValueRange, _ description: String
    ) -> FormatDataset {
        FormatDataset("/connections/\(name)", ["connection"], [type], range, may: [.weights], description)
    }

    private static func row(
        _ path: String, _ axes: [String], otherUnit: String? = nil, alsoIn: Set<FileKind> = [], _ description: String
    ) -> FormatDataset {
        FormatDataset(
            path, axes, [.float32], otherUnit: otherUnit, .finite, may: alsoIn.union([.weights, .study]), description)
    }
}

import Models

extension FormatTable {
    private static let trials: Set<FileKind> = [.recall, .pairRecall]

    /// Trials of an associative network, or of a memory of pairs.
    static let recallRows = [
        FormatDataset(
            "/cues", ["trial", "neuron"], [.int8, .uint8, .float32], .coding, must: trials,
            attributes: levelAttributes,
            "the state that each trial began with"),
        FormatDataset(
            "/final", ["trial", "neuron"], [.int8, .uint8, .float32], .coding, must: [.recall],
            attributes: levelAttributes,
            "the state that each trial ended with"),
        FormatDataset(
            "/cue_names", ["trial"], [.text], .any, may: trials, "the pattern or file that each cue came from"),
        FormatDataset(
            "/cue_labels", ["trial"], [.int32], .within(-1...Double(Int32.max)), may: trials,
            "what each cue shows: a number, or a place in /label_names; -1 where it is not known"),
        FormatDataset(
            "/target", ["trial"], [.int32], .position(axis: "pattern"), must: trials,
            "index of the stored pattern that each cue was made of, -1 for none"),
        FormatDataset(
            "/steps", ["trial"], [.int32], unit: "steps", .atLeast(0), must: trials,
            "updates that changed the state, up to the stop"),
        FormatDataset(
            "/stop", ["trial"], [.int32], .within(0...3), must: trials,
            "0 fixed point, 1 cycle of two states (the final one is that after all steps), 2 limit of steps, "
                + "3 overlap asked for"),
        FormatDataset(
            "/energy", ["trial", "step"], [.float32], .finiteOrNaN, must: [.recall],
            "energy at each step; step 0 is the cue, NaN after the stop"),
        FormatDataset(
            "/unit_thresholds", ["neuron"], [.float32], .finite, may: [.recall],
            "threshold of each unit, subtracted from its field"),
        FormatDataset(
            "/rms_error", ["trial"], [.float32], .finiteOrNaN, may: [.recall],
            "root mean square difference of the final state and the pattern that its cue was made of, of grey and real "
                + "ones; NaN without such a pattern"),
        FormatDataset(
            "/structural_similarity", ["trial"], [.float32], .finiteOrNaN, may: [.recall],
            "structural similarity (SSIM) of the same two as pictures; NaN where they are none of 11 pixels a side or "
                + "more"),
        FormatDataset(
            "/overlap", ["trial", "pattern"], [.float32], .finite, may: trials,
            attributes: [
                FormatAttribute(
                    "measure", .choice(OverlapMeasure.allCases.map(\.rawValue)),
                    "product s·x / N of ±1, cosine of graded states mapped to -1...1, or correlation with real patterns"
                )
            ],
            "overlap of the final state with each stored pattern, -1...1"),
        FormatDataset(
            "/matches", ["trial", "step"], [.int32], .position(axis: "pattern"), may: [.recall],
            "index of the stored pattern of largest overlap at each step, of sequences"),
        FormatDataset(
            "/states", ["trial", "step", "neuron"], [.int8, .uint8, .float32], .coding, may: [.recall],
            attributes: levelAttributes,
            "state at each step or sweep; step 0 is the cue, after the stop the final state"),
        FormatDataset(
            "/kept_states", ["trial", "kept_step", "neuron"], [.int8, .uint8, .float32], .coding, may: [.recall],
            attributes: levelAttributes,
            "state at each step of /kept_steps, in the place of /states; after the stop the final state"),
        FormatDataset(
            "/kept_steps", ["kept_step"], [.int32], unit: "steps", .atLeast(0), may: [.recall],
            "steps whose states were kept: every so many-th from the cue on, and the last"),
        FormatDataset(
            "/final", ["trial", "target_neuron"], [.int8, .uint8, .float32], .coding, must: [.pairRecall],
            attributes: levelAttributes(axis: "target_neuron"), "the partner that answered each cue"),
        FormatDataset(
            "/returned", ["trial", "neuron"], [.int8, .uint8, .float32], .coding, may: [.pairRecall],
            attributes: levelAttributes, "where each cue came to rest, to and fro"),
        FormatDataset(
            "/states", ["trial", "step", "target_neuron"], [.int8, .uint8, .float32], .coding, may: [.pairRecall],
            attributes: levelAttributes(axis: "target_neuron"),
            "the answer after each round; after the stop the final one"),
    ]

    /// What layers make of their inputs.
    static let layerRows = [
        FormatDataset(
            "/responses", ["pattern", "output"], [.float32], .finite, must: [.responses],
            "response of each output: y = Wx, or how often it fired while the pattern was shown"),
        FormatDataset(
            "/reconstruction", ["pattern", "neuron"], [.float32], .finite, may: [.responses],
            "input as the responses tell it, Wᵀy"),
        FormatDataset(
            "/spikes", ["step", "output"], [.uint8], .within(0...1), must: [.outputSpikes],
            attributes: [FormatAttribute("dt", stepLength, "length of a time step in ms")],
            "spikes of each output in each time step"),
        FormatDataset(
            "/potentials", ["step", "output"], [.float32], .finite, may: [.outputSpikes],
            "membrane potential after each time step"),
        FormatDataset(
            "/kept_potentials", ["step", "kept_output"], [.float32], .finite, may: [.outputSpikes],
            "membrane potential of each output of /kept_outputs after each time step, in the place of /potentials"),
        FormatDataset(
            "/kept_outputs", ["kept_output"], [.int32], .atLeast(0), may: [.outputSpikes],
            "outputs whose potentials were kept"),
        FormatDataset(
            "/rates", ["output"], [.float32], unit: "1/step", otherUnit: "Hz", .atLeast(0), must: [.outputSpikes],
            "mean rate of each output, in Hz where the length of a step is known"),
        FormatDataset(
            "/responses", ["output", "pattern"], [.float32], .finite, may: [.study],
            "response of each output to each pattern"),
    ]
}

import CommandKit
import Models
import Patterns

/// The option table of canns-recall.
let recallCommand = Command(
    name: "canns-recall",
    summary: "Complete damaged patterns by the dynamics of a trained network.",
    operands: [
        Operand(
            name: "WEIGHTS",
            summary: "A weights file, or any HDF5 file with a square /weights; standard input if absent.",
            count: .optional)
    ],
    description: [
        "Takes cues (the stored patterns, or those of another file), damages them on request, lets the network run until its state stops changing, and writes an HDF5 file with cues, final states, overlaps with every stored pattern, energies and the reason why each trial ended.",
        "Of a layer it writes the responses to the patterns of --cues: y = Wx and the reconstruction Wᵀy of a linear layer; output spikes, membrane potentials and rates of a spiking one.",
        "A memory of pairs answers each cue with the partner of its pattern: final states have the size and coding of the targets.",
        "All trials run as one batch. A state that is the inverse of a stored pattern is recognised and reported as such.",
        "Cues have the coding of the memory. Where a file of cues names none, 1 and 0 are known and hidden units of a ±1 memory; a file that says it is 0/1 is converted for one, and one of ±1 for a 0/1 memory, and either is told. What a cue was made of is known of the stored patterns, of an earlier recall, and of a cue whose name was given to exactly one stored pattern; other cues are compared with the nearest.",
        "--cues with a recall file goes on from its final states and keeps its names and targets: without noise, recalls of 5 steps twice are one of 10. A trial in a cycle of two ends at the state that all steps would lead to.",
        "Temperatures are in units of the mean field x_i h_i at a stored pattern (of 0/1 patterns with 2 x - 1 for x), whatever the rule and its normalisation; /recall in the file has it as temperature_unit. With u this unit, a state is tanh((h - threshold) / (T u)), 1 / (1 + exp(-(h - threshold) / (T u))), or +1 with probability 1 / (1 + exp(-2 (h - threshold) / (T u))). One ±1 pattern with as many -1 as +1, or learned with --no-subtract-mean, then has the overlap m = tanh(m / T), 0.9575 at T = 0.5 and 0 from T = 1 on; another has less, since without its mean its units have unlike fields. Weights that keep no patterns have unit 1.",
        "Overlaps of ±1 or 0/1 states are s·x / N; of graded states the cosine, states mapped to -1...1; with real patterns the correlation. A recall is right where no unit is wrong; a graded one from an overlap of 0.95 on; a thermal one where its state is nearest to its pattern.",
    ],
    examples: [
        Example(
            "canns-recall --flip 0.3 --seed 42 weights.h5 -o recall.h5",
            "complete the stored patterns from cues with 30 % of the pixels inverted"),
        Example(
            "canns-recall --occlude left --report - weights.h5 -o recall.h5",
            "hide the left half of each picture and print a table"),
        Example(
            "canns-recall --occlude left --clamp visible weights.h5 -o recall.h5",
            "complete pictures whose right half is certain"),
        Example(
            "canns-recall --both --flip 0.2 pairs.h5 -o recall.h5",
            "pairs learned with --targets, each completing the other"),
        Example(
            "canns-recall --cues other.h5 --update async weights.h5 -o recall.h5",
            "cues of one's own, one unit at a time"),
    ],
    options: ownOptions + modelOptions + Option.credits(),
    seeAlso: ["canns-train(1)", "canns-render(1)", "canns-study(1)", "canns(5)"])

/// The options that do not come from models.
let ownOptions: [Option] = [
    Option(
        name: "cues", value: .file(),
        summary:
            "Cues from the patterns of this file, or from the final states of a recall, which goes on; without it, the stored patterns.",
        group: "Cues"),
    .transpose("the cues", group: "Cues"),
    Option(
        name: "repeat", value: .integer(1...1_000_000),
        summary: "Use every cue N times, each time with other random damage.", group: "Cues", defaultText: "1"),
    Option(
        name: "flip", value: .number(0...1, placeholder: "P"),
        summary: "Invert each unit with probability P.", group: "Damage"),
    Option(
        name: "flip-count", value: .integer(0...Int.max), summary: "Invert exactly N units, drawn at random.",
        group: "Damage"),
    Option(
        name: "occlude", value: .text(placeholder: "PART", suggestions: ["left", "right", "top", "bottom"]),
        summary: "Hide a part of the picture: left, right, top, bottom or X,Y,WxH in pixels.", group: "Damage"),
    Option(
        name: "fill", value: .choice(Damage.Filling.allCases.map(\.rawValue)),
        summary: "What hidden units are: 0, which says nothing either way, or random.", group: "Damage",
        defaultText: "zero"),
    Option(
        name: "noise", value: .number(0...1000, placeholder: "SIGMA"),
        summary: "Add normal noise of this standard deviation; discrete units take their nearest value.",
        group: "Damage"),
    Option(
        name: "update",
        value: .text(placeholder: "ORDER", suggestions: UpdateOrder.allCases.map(\.rawValue) + ["block:8"]),
        summary:
            "Update all units at once (sync), one after the other in a fresh random order each sweep (async), in the order of their numbers (sequential), or in that order K at a time (block:K).",
        group: "Dynamics", defaultText: "sync"),
    Option(
        name: "steps", value: .integer(0...1_000_000), summary: "The most steps (sweeps) of a trial.",
        group: "Dynamics", defaultText: "20"),
    Option(
        name: "both",
        summary: "Of a memory of pairs: answer partners in turn, to and fro, until both rest or --steps are done.",
        group: "Dynamics"),
    Option(
        name: "activation", value: .choice(["sign", "tanh", "sigmoid", "glauber", "winners"]),
        summary:
            "How a unit answers its field: by its sign (of 0/1 patterns: by 0 or 1), graded, at random with Glauber's probability, or the K strongest are 1.",
        group: "Dynamics", defaultText: "sign"),
    Option(
        name: "winners", value: .integer(1...Int.max, placeholder: "K"),
        summary:
            "How many units are 1 with --activation winners; without it, as many as in a stored pattern on average.",
        group: "Dynamics"),
    Option(
        name: "temperature", value: .number(1e-6...1e6, placeholder: "T"),
        summary:
            "Temperature of tanh, sigmoid and glauber, in units of the mean field of a stored pattern: from 1 on tanh and glauber recall nothing.",
        group: "Dynamics", defaultText: "0.1"),
    Option(
        name: "anneal", value: .text(placeholder: "T0:T1", suggestions: []),
        summary: "Change the temperature from T0 at the first step to T1 at the last, in place of --temperature.",
        group: "Dynamics"),
    Option(
        name: "anneal-law", value: .choice(Annealing.Law.allCases.map(\.rawValue)),
        summary: "Whether the temperature falls by equal differences or by equal factors.", group: "Dynamics",
        defaultText: "linear"),
    Option(
        name: "clamp",
        value: .file(placeholder: "PART", suggestions: ["visible", "left", "right", "top", "bottom"]),
        summary:
            "Units that keep their cue: visible (all that --occlude left), a part of the picture as --occlude names it, or the pixels of a PNG that are not black.",
        group: "Dynamics"),
    Option(
        name: "until", value: .number(-1...1, placeholder: "M"),
        summary: "End a trial once the overlap with its pattern is M or more.", group: "Dynamics"),
    Option(
        name: "threshold", value: .number(-1e9...1e9), summary: "Subtracted from every field.", group: "Dynamics",
        defaultText: "0"),
    Option(
        name: "thresholds", value: .file(),
        summary: "Subtract from the field of each unit its own threshold, of /thresholds in this HDF5 file.",
        group: "Dynamics"),
    Option(
        name: "reference",
        summary: "Take the plain path, one unit at a time; slow, and equal to the fast one.", group: "Dynamics"),
    Option(
        name: "history", summary: "Write the state after every step, asynchronously after every sweep.",
        group: "Output"),
    Option(
        name: "every", value: .integer(1...1_000_000, placeholder: "K"),
        summary: "Of these states write every K-th, those of steps 0, K, 2 K and so on, and the last.",
        group: "Output", defaultText: "1"),
    Option(
        name: "potentials", value: .text(placeholder: "LIST", suggestions: ["all", "none"]),
        summary:
            "The outputs of a spiking model whose membrane potentials are written: all, none, or numbers and ranges such as 0-9,40.",
        group: "Output", defaultText: "all of a spiking-layer, none of a spiking-network"),
    Option(
        name: "report", value: .file(),
        summary:
            "Write a table with one line a trial: target, best match, overlap, wrong units, steps, stop, energies, outcome; of grey and real patterns also root mean square error and structural similarity to the target.",
        group: "Output", isOutput: true),
    Option(
        name: "report-format", value: .choice(["tsv", "json"]),
        summary: "A table with tabs, or one JSON object a line.",
        group: "Output", defaultText: "tsv"),
]

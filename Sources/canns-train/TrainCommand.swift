import CommandKit
import Documents
import LearningRules

/// The option table of canns-train; the parameters of the rules come from the rules.
let trainCommand = Command(
    name: "canns-train",
    summary: "Train a network on patterns with a local learning rule.",
    operands: [
        Operand(name: "PATTERNS", summary: "A patterns file, or any HDF5 file with one; standard input if absent.", count: .optional)
    ],
    description: [
        "Reads patterns, lets a learning rule change the weights of a network, and writes an HDF5 file with the weights, the patterns and all that is needed to go on training. 'canns-train --help RULE' shows a rule's equation and parameters."
    ],
    examples: [
        Example("canns-train patterns.h5 -o weights.h5", "Hebbian storage in an Amari-Hopfield network"),
        Example("canns-train more.h5 --initial weights.h5 -o both.h5", "go on learning: the same as learning all at once"),
        Example(
            "canns-train -r anti-hebbian --initial weights.h5 --unlearn camera -o without.h5", "forget one stored pattern"),
        Example("canns-train --form dense patterns.h5 -o matrix.h5", "the weights as a matrix that any HDF5 reader understands"),
    ],
    options: [
        Option(
            name: "rule", short: "r", value: .choice(RuleRegistry.names), summary: "The learning rule.", group: "Learning",
            defaultText: "hebbian"),
        Option(
            name: "initial", value: .file(),
            summary: "Go on from the weights of this file: one of ours, or any HDF5 file with /weights.", group: "Learning"),
        Option(
            name: "unlearn", value: .text(placeholder: "NAME"),
            summary: "Remove the stored pattern of this name, with the weight it was stored with.", group: "Learning",
            repeats: true, appliesTo: ["anti-hebbian"]),
        Option(
            name: "dataset", value: .text(placeholder: "PATH"), summary: "The dataset that holds the patterns.",
            group: "Input", defaultText: "/patterns"),
        Option(
            name: "form", value: .choice(["auto", "dense", "outer-product"]),
            summary:
                "How the weights of an associative network are written: as a matrix, or as the patterns and coefficients that make it. auto: a matrix up to 64 MiB.",
            group: "Output", defaultText: "auto"),
    ] + ruleOptions,
    seeAlso: ["canns-import(1)", "canns-recall(1)", "canns-render(1)", "canns(5)"],
    topics: ruleTopics)

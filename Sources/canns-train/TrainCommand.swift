import CommandKit
import Documents
import LearningRules
import Models
import Parameters
import Training

/// Options that only make sense for layers.
let layerOptions = [
    "outputs", "initial-weights", "epochs", "start", "shuffle", "schedule", "schedule-time", "tolerance", "snapshots",
    "checkpoint", "checkpoint-interval",
]

/// What `--duration` may be.
let trainingDuration = QuantityRange(steps: 1...1e12, unit: .milliseconds, isWhole: true)

/// The option table of canns-train; the parameters of the rules come from the rules.
let trainCommand = Command(
    name: "canns-train",
    summary: "Train a network on patterns with a local learning rule.",
    operands: [
        Operand(
            name: "PATTERNS", summary: "A patterns file, or any HDF5 file with one; standard input if absent.",
            count: .optional)
    ],
    description: [
        "Reads patterns, lets a learning rule change the weights of a network, and writes an HDF5 file with the weights, the patterns and all that is needed to go on training. 'canns-train --help RULE' shows a rule's equation and parameters."
    ],
    examples: [
        Example("canns-train patterns.h5 -o weights.h5", "Hebbian storage in an Amari-Hopfield network"),
        Example(
            "canns-train more.h5 --initial weights.h5 -o both.h5", "go on learning: the same as learning all at once"),
        Example(
            "canns-train -r spike-equation --trace 'r: tau=20ms on pre += 1' --on-pre w --on-post 'w + eta*r' spikes.h5 -o own.h5",
            "a rule of one's own for spikes"),
        Example(
            "canns-train -r anti-hebbian --initial weights.h5 --unlearn camera -o without.h5",
            "forget one stored pattern"),
        Example(
            "canns-train -r store --targets letters.h5 photos.h5 -o pairs.h5",
            "each photograph recalls a letter, and each letter a photograph"),
        Example(
            "canns-train --dilute 0.5 --no-subtract-mean patterns.h5 -o diluted.h5",
            "a network that lacks half of its connections, and what theory says of it"),
        Example(
            "canns-train -r stdp --model spiking-network --outputs 100 --delay 8ms shown.h5 -o network.h5",
            "a recurrent network of spiking units learns a sequence of spikes"),
        Example(
            "parallel canns-train -r perceptron patterns.h5 --rows {}/4 -o part-{}.h5 ::: 1 2 3 4\ncanns-study merge part-*.h5 -o weights.h5",
            "in four parts, on as many machines as one likes"),
        Example(
            "canns-train --form dense patterns.h5 -o matrix.h5",
            "the weights as a matrix that any HDF5 reader understands"),
    ],
    options: [
        Option(
            name: "rule", short: "r", value: .choice(RuleRegistry.names), summary: "The learning rule.",
            group: "Learning",
            defaultText: "hebbian"),
        Option(
            name: "initial", value: .file(),
            summary:
                "Go on from the weights of this file: one of ours, any HDF5 file with /weights, or a layer of other software as NIR. Leak, threshold, reset and what else a file of ours or NIR says of spiking units hold on unless options say otherwise; parameters of the rule are those of the options.",
            group: "Learning"),
        Option(
            name: "targets", value: .file(),
            summary:
                "Store pairs: each pattern recalls the pattern of this file at its place, of another size if need be. Of rules hebbian, pseudo-inverse and store.",
            group: "Learning"),
        Option(
            name: "model", value: .choice(ModelRegistry.kinds),
            summary: "The network to train.", group: "Learning", defaultText: "that of the rule"),
        Option(
            name: "outputs", value: .integer(1...1_000_000), summary: "Units of a layer.", group: "Layers",
            defaultText: "1"),
        Option(
            name: "initial-weights", value: .number(1e-6...1e6, placeholder: "SIZE"),
            summary:
                "Standard deviation of the normal random weights that a layer begins with; a spiking layer takes their absolute values. The largest of uniform ones, for a layer with adaptive thresholds.",
            group: "Layers", defaultText: "0.01; 0.05 for spiking layers; 0.3 with adaptive thresholds"),
        Option(
            name: "epochs", value: .integer(0...1_000_000_000), summary: "How often all patterns are presented.",
            group: "Layers", defaultText: "1"),
        Option(
            name: "start", value: .choice(["random", "samples"]),
            summary:
                "Weights of a linear layer to begin with: small random ones, or patterns, a different one for each output.",
            group: "Layers", defaultText: "random"),
        Option(
            name: "reward", value: .file(),
            summary: "The reward of each time step, of either sign: an HDF5 file with a number for each in /reward.",
            group: "Layers", appliesTo: ["three-factor"]),
        Option(
            name: "shuffle", summary: "Present the patterns of each epoch in a random order of its own.",
            group: "Layers"),
        Option(
            name: "schedule", value: .choice(Schedule.names),
            summary:
                "How the learning rate falls with the number t of samples: not, as 1/(1 + t/T), as exp(-t/T), or as 1 - t/T, to 0 at T.",
            group: "Layers", defaultText: "constant"),
        Option(
            name: "schedule-time", value: .number(.leastNonzeroMagnitude...1e15, placeholder: "T"),
            summary: "The time T of the schedule in samples.", group: "Layers",
            defaultText: "the number of patterns; of linear that of all epochs"),
        Option(
            name: "tolerance", value: .number(0...1),
            summary: "Stop when an epoch changes the weights by less than this share of their norm.", group: "Layers"),
        Option(
            name: "snapshots", value: .integer(1...1_000_000), summary: "Keep the weights after every N epochs.",
            group: "Layers"),
        Option(
            name: "checkpoint", value: .file(),
            summary:
                "Save the state of the training here from time to time and when interrupted; the same command goes on from it and gives the same bytes.",
            group: "Layers", isOutput: true),
        Option(
            name: "checkpoint-interval", value: .number(0...1e6, placeholder: "SECONDS"),
            summary: "Time between checkpoints.", group: "Layers", defaultText: "60"),
        Option(
            name: "reference", summary: "Take the plain path, one synapse at a time; slow, and equal to the fast one.",
            group: "Learning"),
        Option(
            name: "unlearn", value: .text(placeholder: "NAME"),
            summary: "Remove the stored pattern of this name, with the weight it was stored with.", group: "Learning",
            repeats: true, appliesTo: ["anti-hebbian"]),
        Option(
            name: "dataset", value: .text(placeholder: "PATH"), summary: "The dataset that holds the patterns.",
            group: "Input", defaultText: "/patterns"),
        .transpose("the patterns", group: "Input"),
        Option(
            name: "dt", value: .number(.leastNonzeroMagnitude...1e9, placeholder: "MS"),
            summary: "Length of a time step in ms, of spikes whose file does not say it.", group: "Input",
            defaultText: "1, where no time is given in ms"),
        Option(
            name: "duration", value: .quantity(trainingDuration),
            summary: "Learn from the spikes before this time alone.", group: "Input", defaultText: "all"),
        Option(
            name: "coding", value: .choice(["bipolar", "binary", "real"]),
            summary:
                "Make the two values of the patterns -1 and +1, or 0 and 1, the lower one first; or leave all values as they are.",
            group: "Input", defaultText: "that of the file, else by its values, see canns(5)"),
        Option(
            name: "form", value: .choice(["auto", "dense", "outer-product"]),
            summary:
                "How the weights of an associative network are written: as a matrix, or as the patterns and coefficients that make it. auto: a matrix up to 64 MiB.",
            group: "Output", defaultText: "auto"),
        Option(
            name: "rows", value: .text(placeholder: "I/N"),
            summary:
                "Learn the I-th of N parts of the rows of a matrix alone, in the memory of that part; canns-study merge joins the parts to the bytes of learning all at once. slurm: I and N are those of a job array. Of rules by which a row depends on the patterns and itself.",
            group: "Output", defaultText: "all"),
    ] + damageOptions + networkOptions + ruleOptions + Option.credits(),
    seeAlso: ["canns-import(1)", "canns-recall(1)", "canns-render(1)", "canns(5)", "canns-rules(7)"],
    topics: ruleTopics, topicPage: rulePage)

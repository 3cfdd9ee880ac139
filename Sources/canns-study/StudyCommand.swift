import CommandKit
import Studies

/// The option table of canns-study; the parameters of the studies come from the studies.
let studyCommand = Command(
    name: "canns-study",
    summary: "Measure how much a memory holds, what it bears, and whether theory agrees.",
    operands: [
        Operand(
            name: "STUDY",
            summary:
                "What to study; or merge the parts of a study or of weights, resume an unfinished one, rerun files of any kind, describe a folder as RO-Crate, print the table of archives, verify files of any kind, or print the schema of files.",
            choices: StudyRegistry.names + ArchiveTask.allCases.map(\.rawValue)),
        Operand(
            name: "FILE",
            summary:
                "Patterns to store, or weights to study as they are; for selectivity the responses of a layer, or one that learned from pictures; for accuracy the weights of a layer or a memory of labelled patterns; for merge, resume and table archives; for rerun and verify any files, for schema a kind of file. Without one, patterns are drawn at random.",
            count: .any),
    ],
    description: [
        "Runs a study on all cores, writes an archive with every number, its theory and its parameters, and prints a short table on standard error. 'canns-study --help STUDY' says what a study measures and how; canns-render draws the archive.",
        "Lists are numbers with commas, and ranges START:END:STEP: --loads 0.02:0.2:0.01,0.3. Rules are names with commas, their parameters after colons: --rules hebbian,hebbian:subtract-mean=off.",
        "Errors are standard errors of means over independent trials. Where few trials fail, their scatter is seen by chance only, and of 8 trials the errors are too often too small; of 40 they cover as they should.",
        "A study that is interrupted leaves what is done in its archive, and the same command, or 'canns-study resume', goes on from there to the same bytes as a run in one piece. --shard i/n computes one of n parts, on as many machines as one likes; 'canns-study merge' makes them one.",
    ],
    examples: [
        Example(
            "canns-study capacity --neurons 1000 --loads 0.02:0.2:0.01 -o capacity.h5",
            "how many random patterns a Hebbian memory holds"),
        Example(
            "canns-study capacity photos.h5 --rules hebbian,hebbian:subtract-mean=off -o photos-capacity.h5",
            "how many of one's own pictures, by rule"),
        Example(
            "canns-study noise --kind temperature --counts 1 -o glauber.h5", "one pattern at rising temperatures"),
        Example(
            "canns-study patterns weights.h5 -o check.h5", "why some patterns are not recalled, and what would help"),
        Example(
            "canns-study accuracy weights.h5 --train train.h5 --test test.h5 -o accuracy.h5",
            "how often a layer tells digits apart"),
        Example("canns-study verify *.h5", "check structure, ranges and every checksum of any files of the toolkit"),
        Example("canns-study table capacity.h5 -o capacity.csv", "the numbers of a study for a spreadsheet"),
        Example("canns-study resume capacity.h5", "go on with an interrupted study"),
        Example(
            "parallel canns-study capacity --shard {}/8 -o part-{}.h5 ::: 1 2 3 4 5 6 7 8\ncanns-study merge part-*.h5 -o capacity.h5",
            "in eight parts with GNU parallel"),
        Example(
            "sbatch --array=1-8 --wrap 'canns-study capacity --shard slurm -o part-$SLURM_ARRAY_TASK_ID.h5'",
            "in eight parts as a Slurm array"),
    ],
    options: studyOptions + [
        Option(
            name: "dataset", value: .text(placeholder: "PATH"), summary: "The dataset that holds the patterns of FILE.",
            group: "Input", defaultText: "/patterns", appliesTo: studiesOfPatterns),
        .transpose("the patterns of FILE", group: "Input", appliesTo: studiesOfPatterns),
        Option(
            name: "train", value: .file(), summary: "Labelled patterns on which a readout is learned.", group: "Input",
            appliesTo: studiesOfLabels),
        Option(
            name: "test", value: .file(), summary: "Labelled patterns by which it is judged.", group: "Input",
            appliesTo: studiesOfLabels),
        Option(
            name: "shard", value: .text(placeholder: "I/N"),
            summary:
                "Compute only part I of N equal parts; merge joins them. 'slurm' takes the part from the task of a job array.",
            group: "Parts",
            appliesTo: StudyRegistry.names + [ArchiveTask.resume.rawValue, ArchiveTask.rerun.rawValue]),
        Option(
            name: "report", value: .file(),
            summary:
                "Write a table for scripts to FILE instead of the short one on standard error: a row for each condition, always the same columns, numbers unrounded, standard errors beside the means, nan for what is missing. The help of a study names the columns.",
            group: "Output", isOutput: true),
        Option(
            name: "report-format", value: .choice(ReportText.Format.allCases.map(\.rawValue)),
            summary:
                "Form of the report: a line a row with tabs or commas after a line of names, or a JSON object a line (null for nan).",
            group: "Output", defaultText: "tsv"),
        Option(
            name: "folder", value: .file(placeholder: "DIRECTORY"),
            summary: "Look for the inputs of a history in this folder too, by name and by SHA-256.", group: "Rerun",
            defaultText: "the folder of the file", repeats: true, appliesTo: [ArchiveTask.rerun.rawValue]),
        Option(
            name: "dry-run", summary: "Print the commands as a script for a shell, and run none.", group: "Rerun",
            appliesTo: [ArchiveTask.rerun.rawValue]),
        Option(
            name: "format", value: .choice(ReportText.Format.allCases.map(\.rawValue)),
            summary: "Form of the table, as of the report.", group: "Output", defaultText: "csv",
            appliesTo: [ArchiveTask.table.rawValue]),
    ] + Option.credits(appliesTo: StudyRegistry.names + [ArchiveTask.merge.rawValue, ArchiveTask.crate.rawValue]),
    seeAlso: ["canns-train(1)", "canns-recall(1)", "canns-render(1)", "canns(5)"],
    topics: studyTopics + ArchiveTask.allCases.map(\.topic),
    updatesInput: [ArchiveTask.resume.rawValue])

import Studies

extension FormatTable {
    /// The numbers of a study. What is in `/results` names its own axes: they are the columns of that name.
    static let studyRows = [
        FormatDataset(
            "/cells/values", ["cell", "quantity"], [.float64], .any, must: [.study],
            "numbers of each cell of the study; 0 where it is not done"),
        FormatDataset(
            "/cells/done", ["cell"], [.uint8], .within(0...1), must: [.study], "1 where the cell is done"),
        FormatDataset(
            "/results/*", nil, [.float64, .int64, .text], .any, may: [.study], "*"),
    ]

    static let studyGroups = [
        FormatGroup(
            "/study", must: [.study],
            attributes: [
                FormatAttribute("name", .choice(StudyRegistry.names), isRequired: true, "the study, such as capacity"),
                FormatAttribute(
                    "command", .longText, isRequired: true, "the command that does it, without what does not matter"),
                FormatAttribute(
                    "input_sha256", .digest, isRequired: true,
                    "SHA-256 of what it worked on; empty where patterns were drawn"),
                FormatAttribute(
                    "joined_trials", .texts, "of joined trials each seed with its number of trials, SEED:TRIALS"),
            ], "what was asked"),
        FormatGroup(
            "/study/parameters", must: [.study], attributes: [],
            "each parameter of the study, with underscores; a list without entries is left out"),
        FormatGroup("/cells", must: [.study], attributes: [], "the numbers of each cell, done or not"),
        FormatGroup(
            "/results", may: [.study],
            attributes: [
                FormatAttribute(
                    "columns", .texts, isRequired: true, "the datasets, axes before what stands along them"),
                FormatAttribute("findings", .texts, "sentences on what came out"),
                FormatAttribute("warnings", .texts, "sentences on what should worry the reader"),
            ], "what the cells say together, once all are done"),
        FormatGroup(
            "/plots", may: [.study],
            attributes: [FormatAttribute("order", .texts, isRequired: true, "the plots, as they are drawn")],
            "how the results are drawn"),
        FormatGroup(
            "/plots/*", may: [.study],
            attributes: [
                FormatAttribute("title", .text, isRequired: true, "what stands above it"),
                FormatAttribute(
                    "kind", .choice(StudyPlot.Kind.allCases.map(\.rawValue)), isRequired: true, "how it is drawn"),
                FormatAttribute("x", .name, isRequired: true, "the column along which it runs"),
                FormatAttribute("y", .texts, "measured columns"),
                FormatAttribute("errors", .texts, "their standard errors, one each"),
                FormatAttribute("theory", .texts, "columns of theory"),
                FormatAttribute("marks", .texts, "single values to mark on x"),
                FormatAttribute("range", .reals(FormatAttribute.anyReal, count: 2), "ends of the upright axis"),
                FormatAttribute("regions", .texts, "names on a map"),
                FormatAttribute(
                    "region_places", .reals(FormatAttribute.anyReal, count: nil), "where they stand: x, y of each"),
            ], "one plot"),
        FormatGroup(
            "/checkpoint", may: [.weights],
            attributes: [
                FormatAttribute("epoch", .integer(0...Int(Int32.max)), isRequired: true, "whole epochs done"),
                FormatAttribute("step", .integer(0...Int(Int32.max)), isRequired: true, "samples of the next one done"),
                FormatAttribute("key", .longText, isRequired: true, "which training wrote it"),
            ], "an interrupted training"),
        FormatGroup("/checkpoint/rule", may: [.weights], attributes: [], "what the rule keeps"),
        FormatGroup("/checkpoint/model", may: [.weights], attributes: [], "what the model keeps"),
        FormatGroup("/checkpoint/record", may: [.weights], attributes: [], "what the curves need"),
    ]
}

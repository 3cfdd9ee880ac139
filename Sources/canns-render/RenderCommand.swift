import CommandKit
import Figures

/// The option table of canns-render.
let renderCommand = Command(
    name: "canns-render",
    summary: "Draw what a file holds: patterns, weights, recalls, studies.",
    operands: [
        Operand(
            name: "FILE",
            summary:
                "Any file of this toolkit, or any HDF5 file with /patterns or /weights; standard input if absent. Several archives of one kind of study are drawn in one figure, told apart by the parameters in which they differ; any files may share a page of HTML.",
            count: .any)
    ],
    description: [
        "Draws the view that a person would want first of the given file, or the one named with --view. '--view list' says what the file can show.",
        "PNG for the screen, SVG and PDF for print, HTML for a page of its own: every view of the files, their parameters, the commands that made them, and for recalls with --history a slider over the steps, all in one file without a network. The ending of the output file decides unless --format does. Without --title the lines above a figure say what was done, from the parameters that the file keeps.",
    ],
    examples: [
        Example("canns-render recall.h5 -o recall.png", "stored, cue and recalled side by side"),
        Example("canns-render --view weights weights.h5 -o weights.pdf", "the weight matrix as a heat map"),
        Example(
            "canns-render hebbian.h5 storkey.h5 --x-range 0.05:0.3 -o capacity.pdf",
            "two studies of capacity in one figure"),
        Example("canns-render weights.h5 recall.h5 -o page.html", "everything that two files can show, for a browser"),
        Example("canns-render --view list recall.h5", "what the file can show"),
        Example("canns-render --each pictures patterns.h5", "one PNG a pattern, pixel for pixel, into a directory"),
        Example(
            "canns-render --view film --only 0-3 recall.h5 -o film.png",
            "states of the first four trials over the steps"),
    ],
    options: [
        Option(
            name: "view", value: .text(placeholder: "NAME", suggestions: ["list"] + ViewRegistry.names),
            summary: "What to draw; 'list' prints what the file can show.", group: "View",
            defaultText: "by kind of file"),
        Option(
            name: "only", value: .text(placeholder: "LIST"),
            summary:
                "Only these patterns, trials, units, quantities or plots: names or numbers from 0 with commas, ranges as 3-7, and all of a label as label=NAME.",
            group: "View", appliesTo: ViewRegistry.taking(.only)),
        Option(
            name: "sort", value: .choice(SortOrder.allCases.map(\.rawValue)),
            summary:
                "The order of pictures by their labels; that of spiking units by the label for which they fire most, or by their first spike.",
            group: "View",
            defaultText: "as in the file", appliesTo: ViewRegistry.taking(.sort)),
        Option(
            name: "from", value: .number(0...1e12, placeholder: "TIME"),
            summary: "Begin at this time, in ms, or in steps where the file does not say how long they are.",
            group: "View", defaultText: "the first step", appliesTo: ViewRegistry.taking(.from)),
        Option(
            name: "to", value: .number(0...1e12, placeholder: "TIME"), summary: "End at this time.", group: "View",
            defaultText: "the last step", appliesTo: ViewRegistry.taking(.to)),
        Option(
            name: "x-range", value: .text(placeholder: "LOW:HIGH"),
            summary: "The part of the level axis that is drawn.", group: "View", defaultText: "all",
            appliesTo: ViewRegistry.taking(.xRange)),
        Option(
            name: "theory", value: .toggle(true), summary: "Draw what theory says beside what was measured.",
            group: "View", appliesTo: ViewRegistry.taking(.theory)),
        Option(
            name: "reduce", value: .choice(["average", "extremes"]),
            summary:
                "What stands for a block of a matrix too large to show: its mean, or its entry of largest magnitude.",
            group: "View", defaultText: "average", appliesTo: ViewRegistry.taking(.reduce)),
        Option(
            name: "title", value: .text(placeholder: "TEXT"), summary: "Above the figure.", group: "View",
            defaultText: "what was done"),
        Option(
            name: "columns", value: .integer(1...1000), summary: "Pictures or plots in a row.", group: "View",
            defaultText: "by their number", appliesTo: ViewRegistry.taking(.columns)),
        Option(
            name: "colormap", value: .text(placeholder: "NAME", suggestions: ColorMap.names),
            summary: "Colours of real values: \(ColorMap.names.joined(separator: ", ")).", group: "View",
            defaultText: "by view", appliesTo: ViewRegistry.taking(.colormap)),
        Option(
            name: "frames", value: .integer(2...100_000),
            summary: "Pictures of an animation, of --each or of a slider, at most: spread evenly over the steps.",
            group: "Output",
            defaultText: "one a step, at most 1000"),
        Option(
            name: "fps", value: .number(0.02...100), summary: "Pictures of an animation that are shown in a second.",
            group: "Output", defaultText: "2"),
        Option(
            name: "scale", value: .number(0.1...16), summary: "Pixels per point: larger is larger and finer.",
            group: "Output", defaultText: "2, in print 1"),
        Option(
            name: "size", value: .text(placeholder: "WxH"),
            summary: "Size of the figure in pixels, in print in points.",
            group: "Output", defaultText: "by content"),
        Option(
            name: "format", value: .choice(FigureFile.Format.allCases.map(\.rawValue)),
            summary:
                "Format of the figure; apng animates the steps of a recall that keeps them, html makes a page of every view.",
            group: "Output",
            defaultText: "by the ending of the output; png to standard output"),
        Option(
            name: "each", value: .file(placeholder: "DIRECTORY"),
            summary:
                "Write PNG pictures into a directory: each pattern or final state with one pixel a unit; of a recall with --history one numbered picture a step.",
            group: "Output", isOutput: true),
    ] + Option.credits().filter { $0.name != "title" },
    seeAlso: ["canns-import(1)", "canns-train(1)", "canns-recall(1)", "canns-study(1)"])

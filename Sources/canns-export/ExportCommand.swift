import CommandKit
import OpenFormats

/// The option table of canns-export.
let exportCommand = Command(
    name: "canns-export",
    summary: "Write spikes, patterns, layers and tables in the formats of other software.",
    operands: [
        Operand(
            name: "FILE", summary: "A file of canns, or an HDF5 file of other origin; standard input without it.",
            count: .optional)
    ],
    description: [
        "Spikes, those of a patterns file or the answers of a spiking layer, become SONATA, NWB, or a table of times and units (CSV, TSV): the time of a spike is that of its step. Units have the numbers that they had where they came from, else those of their places.",
        "Numbers, patterns unless --dataset names others, become arrays (NPY, IDX) with the axes of the pictures that they are, or text. Recalls and archives of studies become tables as CSV or TSV: a row a trial, or a condition.",
        "Layers of linear or spiking units become graphs of NIR: Input, Linear, LIF, Output. NIR is a differential equation; with Euler's step of dt, as snnTorch and Norse take, it gives the steps of canns: tau = dt / (1 - leak), weights W / (1 - leak), and as threshold the next Float32 below, since units of NIR fire above it. Refractory periods, inhibition, winners and delays have no place in it and are refused.",
        "What canns-import reads comes out again as it was: numbers in the type that they have in the file, times as the decimal numbers that they are.",
    ],
    examples: [
        Example("canns-export spikes.h5 -o spikes.nwb", "spikes for pynwb and MatNWB"),
        Example("canns-export spikes.h5 --population cortex -o spikes.sonata", "spikes for libsonata and BMTK"),
        Example("canns-export answer.h5 --format csv", "when which unit of a layer fired, on the terminal"),
        Example("canns-export patterns.h5 -o patterns.npy", "patterns for numpy.load"),
        Example("canns-export digits.h5 --dataset /labels -o labels.idx", "the labels alone"),
        Example(
            "canns-export weights.h5 -o layer.nir",
            "a layer for snnTorch, Norse and others; canns-train --initial reads it"),
        Example("canns-export capacity.h5 -o capacity.csv", "the numbers of a study for a spreadsheet"),
    ],
    options: [
        Option(
            name: "format", value: .choice(ExportFormat.allCases.map(\.rawValue)),
            summary: "The format of the output.", group: "Format",
            defaultText: "by the ending of the output, .h5 being SONATA"),
        Option(
            name: "dataset", value: .text(placeholder: "PATH"),
            summary: "The dataset to write.", group: "Input",
            defaultText: "of recalls /spikes, /responses or /final, of weights /weights, else /patterns"),
        Option(
            name: "dt", value: .number(.leastNonzeroMagnitude...1000),
            summary: "Length of a time step in ms, of spikes and layers whose file does not have it.", group: "Spikes"),
        Option(
            name: "integration", value: .choice(NIRIntegration.allCases.map(\.rawValue)),
            summary:
                "By which step NIR gives the leak of the layer: Euler's, 1 - dt/tau, or the exact one, exp(-dt/tau), as Nengo takes it.",
            group: "Layers", defaultText: "euler"),
        Option(
            name: "population", value: .text(placeholder: "NAME"),
            summary: "What SONATA calls the population of the units.", group: "Spikes", defaultText: "canns"),
        Option(
            name: "session-start", value: .text(placeholder: "TIME"),
            summary:
                "When the recording began, which NWB wants to know, as 2026-01-31T12:00:00+01:00; steps are counted from there.",
            group: "Spikes", defaultText: "when FILE was made"),
        Option(
            name: "subject",
            value: .text(placeholder: "NAME=VALUE", suggestions: NWBSession.subjectFields.map { $0 + "=" }),
            summary:
                "What NWB says of the animal: \(NWBSession.subjectFields.joined(separator: ", ")). What is not named is said to be unknown.",
            group: "Spikes", repeats: true),
        Option(
            name: "description", value: .text(placeholder: "TEXT"), summary: "What NWB says of the recording.",
            group: "Spikes", defaultText: "the last command of the file's history"),
    ],
    seeAlso: ["canns-import(1)", "canns-train(1)", "canns-recall(1)", "canns-study(1)", "canns(5)"],
    without: [.seed, .threads])

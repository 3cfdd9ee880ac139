import CommandKit
import Parameters
import Pictures

/// The option table of canns-import.
let importCommand = Command(
    name: "canns-import",
    summary: "Turn pictures, arrays of numbers and spike trains into patterns.",
    operands: [
        Operand(
            name: "IMAGE",
            summary:
                "Pictures (PNG, JPEG, PGM, PPM, PBM), arrays (IDX, NPY, NPZ) or tables (CSV, TSV), packed by gzip or not and known by their content; folders of pictures; one file of spike trains (SONATA, NWB; CSV, TSV, NPY, NPZ with --spikes trains); - for standard input. Each picture becomes one pattern, or a source of several.",
            count: .any)
    ],
    description: [
        "Reads pictures of every kind, turns them as their Exif orientation says, makes them grey (luma by ITU-R BT.709, alpha on white; 16 bits are kept), brings them to one size and splits each at a grey level into black (-1) and white (+1).",
        "Of an animated PNG each picture becomes a pattern, in their order, as it is seen: laid onto those before it as the file says.",
        "Arrays of unsigned numbers of 8 or 16 bits with the axes item, row and column, and maybe a fourth of three colours, are pictures, whose levels are kept (--coding grey, of 16 bits real) unless --coding says otherwise. Other arrays and tables are patterns of numbers as they are, one an item or row.",
        "Spike trains become spikes in time steps: a spike falls in the step that its time is in, and a time that is a multiple of the step but for rounding is taken as one. Units are those that the file names, else those that fire, in the order of their numbers, unless --units says which; their numbers are kept. The file holds every step, so that memory of programs that read it grows with steps and units, a byte each; here it grows with the spikes.",
        "The result is an HDF5 file with the patterns, their names, sources, geometry and grey levels.",
    ],
    examples: [
        Example("canns-import -s 128x128 photos/*.png -o patterns.h5", "pictures to patterns of 16384 units"),
        Example(
            "canns-import -s 128x128 photos/*.png | canns-train | canns-recall --flip 0.3 | canns-render > recall.png",
            "the whole chain, without a file between"),
        Example(
            "canns-import --coding grey film.png | canns-train -r store --sequence -o film.h5",
            "a film whose pictures lead to one another"),
        Example("canns-import train-images-idx3-ubyte.gz -o train.h5", "60 000 digits of MNIST, with their labels"),
        Example(
            "canns-import --labels folder -s 32x32 animals -o animals.h5",
            "pictures in folders named for what they show"),
        Example("magick cells.tif pnm:- | canns-import - -o cells.h5", "what another program reads"),
        Example("find . -name '*.jpg' -print0 | canns-import --files-from - -s 64x64 -o all.h5", "a list of files"),
        Example(
            "canns-import -s 64x64 --color photos/*.png -o patterns.h5", "coloured pictures for a dense memory"),
        Example(
            "canns-import --patches 10000 --patch-size 16x16 --seed 1 photos/*.png -o patches.h5",
            "inputs for Oja or Sanger"),
        Example(
            "canns-import --patches 10000 --patch-size 12x12 --whiten --normalize-contrast photos/*.png -o patches.h5",
            "inputs for BCM"),
        Example(
            "canns-import -s 16x16 --spikes poisson --steps 500 digit.png -o spikes.h5", "spike trains for STDP"),
        Example(
            "canns-import --window 0:5s --dt 0.1 --units 0-99 spikes.sonata -o spikes.h5",
            "five seconds of a hundred units of a simulation"),
        Example("canns-import --spikes trains spikes.csv -o spikes.h5", "a table of times and units"),
    ],
    options: [
        Option(
            name: "files-from", value: .file(),
            summary:
                "Import the files that this one names too, one a line or, where it has a NUL, with NULs between them.",
            group: "Input"),
        Option(
            name: "array", value: .text(placeholder: "NAME"), summary: "The array of an NPZ archive with several.",
            group: "Input"),
        Option(
            name: "labels", value: .file(placeholder: "folder|none|FILE", suggestions: ["folder", "none"]),
            summary:
                "What each picture shows: the name of its folder; or by FILE, a table (CSV, TSV) with its name and its label, or the labels in the order of the pictures (a column of text, IDX, NPY).",
            group: "Labels", defaultText: "for NAME-images-idx3-ubyte what stands beside it in NAME-labels-idx1-ubyte"),
        Option(
            name: "label-array", value: .text(placeholder: "NAME"),
            summary: "The array of labels, where --labels names an NPZ archive with several.", group: "Labels"),
        Option(
            name: "label-column", value: .text(placeholder: "COLUMN"),
            summary: "The column of a table that holds labels, by its name or its number from 1.", group: "Labels"),
        Option(
            name: "size", short: "s", value: .size,
            summary:
                "Bring every picture to this size: area average where it shrinks, bilinear where it grows. Without it all pictures must have one size.",
            group: "Picture"),
        Option(
            name: "fit", value: .choice(Fit.allCases.map(\.rawValue)),
            summary:
                "How a picture of other proportions fills the size: stretched, cropped at the centre, or padded with white, which does not count in the grey level.",
            group: "Picture", defaultText: "stretch"),
        Option(
            name: "threshold", value: .choiceOrNumber(["mean", "otsu", "median"], 0...255, placeholder: "LEVEL"),
            summary: "The grey level that splits black from white, 0 to 255 with fractions; a pixel above it is white.",
            group: "Pattern",
            defaultText: "mean"),
        Option(
            name: "coding", value: .choice(PictureCoding.allCases.map(\.rawValue)),
            summary:
                "Values of a pattern: -1 and +1, 0 and 1, or grey from 0 to 1, as real numbers or in the 256 levels of eight bits (grey), of which pictures of eight bits come back as they were. Patches are real unless this says otherwise.",
            group: "Pattern",
            defaultText: "bipolar"),
        Option(
            name: "color",
            summary:
                "Keep red, green and blue, three units a pixel beside each other, as levels of eight bits (--coding grey) or from 0 to 1 (--coding real).",
            group: "Pattern"),
        Option(name: "invert", summary: "Exchange black and white.", group: "Pattern"),
        Option(
            name: "rows", summary: "Each row of a picture is a pattern; the level is that of the whole picture.",
            group: "Pattern"),
        Option(
            name: "patches", value: .integer(1...10_000_000),
            summary:
                "Draw N random patches from the pictures, each a real pattern with its mean removed; with --coding bipolar or binary split into black and white.",
            group: "Patches"),
        Option(
            name: "patch-size", value: .size, summary: "Size of a patch.", group: "Patches", defaultText: "16x16"),
        Option(
            name: "whiten",
            summary:
                "Decorrelate patches, or the rows of an array of numbers less their mean, and give every direction the same variance (ZCA whitening): scaled by 1/sqrt(lambda + epsilon), lambda its variance and epsilon a hundredth of the mean of all, which keeps weak directions weak.",
            group: "Patches"),
        Option(
            name: "normalize-contrast",
            summary: "Give every patch or row the same variance, after whitening where that is asked for.",
            group: "Patches"),
        Option(
            name: "spikes", value: .choice(["poisson", "latency", "trains"]),
            summary:
                "Turn the pictures into spikes: independent spikes at a rate that grows with grey, or one spike a pixel, the brighter the earlier. One row a time step, picture after picture. With trains the file is a table of spikes, a time and a unit in each row, columns by their names (time, unit and others of that meaning) or in this order, or an NPZ archive of two lists of such names.",
            group: "Spikes"),
        Option(
            name: "steps", value: .quantity(PictureImport.steps), summary: "How long each picture is shown.",
            group: "Spikes",
            defaultText: "100"),
        Option(
            name: "rate", value: .number(.leastNonzeroMagnitude...100_000), summary: "Rate of a white pixel in Hz.",
            group: "Spikes", defaultText: "50"),
        Option(
            name: "dt", value: .number(.leastNonzeroMagnitude...1000), summary: "Length of a time step in ms.",
            group: "Spikes", defaultText: "1"),
        Option(
            name: "window", value: .text(placeholder: "T0:T1"),
            summary:
                "The time to import of spike trains, from T0 up to T1, in ms, or with the unit ms or s; T0 becomes step 0.",
            group: "Spike trains", defaultText: "from 0 to the last spike"),
        Option(
            name: "units", value: .text(placeholder: "LIST"),
            summary:
                "The units to import of spike trains, by their numbers, such as 0-99,120, in this order; one that never fires is silent.",
            group: "Spike trains", defaultText: "all"),
        Option(
            name: "population", value: .text(placeholder: "NAME"),
            summary: "The population of a SONATA file with several.", group: "Spike trains"),
        Option(
            name: "time-unit", value: .choice(["ms", "s"]),
            summary: "The unit of the times in a table or an array.", group: "Spike trains",
            defaultText: "what the name of the column ends in, else ms"),
    ] + Option.credits(),
    seeAlso: ["canns-train(1)", "canns-recall(1)", "canns-render(1)", "canns(5)"])

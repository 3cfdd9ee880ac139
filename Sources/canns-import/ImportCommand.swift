import CommandKit
import Parameters
import Pictures

/// The option table of canns-import.
let importCommand = Command(
    name: "canns-import",
    summary: "Turn pictures and arrays of numbers into patterns.",
    operands: [
        Operand(
            name: "IMAGE",
            summary:
                "Pictures (PNG, JPEG, PGM, PPM, PBM), arrays (IDX, NPY, NPZ) or tables (CSV, TSV), packed by gzip or not and known by their content; folders of pictures; - for standard input. Each picture becomes one pattern, or a source of several.",
            count: .any)
    ],
    description: [
        "Reads pictures of every kind, turns them as their Exif orientation says, makes them grey (luma by ITU-R BT.709, alpha on white; 16 bits are kept), brings them to one size and splits each at a grey level into black (-1) and white (+1).",
        "Of an animated PNG each picture becomes a pattern, in their order, as it is seen: laid onto those before it as the file says.",
        "Arrays of unsigned numbers of 8 or 16 bits with the axes item, row and column, and maybe a fourth of three colours, are pictures, whose levels are kept (--coding grey, of 16 bits real) unless --coding says otherwise. Other arrays and tables are patterns of numbers as they are, one an item or row.",
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
            name: "labels", value: .file(placeholder: "folder|none|FILE"),
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
            name: "spikes", value: .choice(["poisson", "latency"]),
            summary:
                "Turn the pictures into spikes: independent spikes at a rate that grows with grey, or one spike a pixel, the brighter the earlier. One row a time step, picture after picture.",
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
    ],
    seeAlso: ["canns-train(1)", "canns-recall(1)", "canns-render(1)", "canns(5)"])

import CommandKit

/// The formats that files are written in.
enum ExportFormat: String, CaseIterable {
    case sonata, nwb, csv, tsv, npy, idx, nir

    /// Endings of names beside the format's own.
    private var endings: [String] {
        switch self {
        case .sonata: ["h5", "hdf5"]
        case .idx: ["idx1-ubyte", "idx3-ubyte", "ubyte"]
        default: []
        }
    }

    /// The format of a file by the ending of its name; nil for an ending of none.
    private init?(ending path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard
            let found = Self.allCases.first(where: { format in
                (format.endings + [format.rawValue]).contains { name.hasSuffix(".\($0)") || name.hasSuffix("-\($0)") }
            })
        else { return nil }
        self = found
    }

    /// The format asked for, else that of the ending of the output.
    init(_ arguments: Arguments) throws(UsageError) {
        if let given = arguments.text("format").flatMap(ExportFormat.init(rawValue:)) {
            self = given
            return
        }
        let path = arguments.text("output") ?? "-"
        guard let found = ExportFormat(ending: path) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError(
                path == "-"
                    ? "the format is not named, expected --format \(names)"
                    : "the ending of \(path) is of no format, expected --format or one of .\(Self.allCases.map(\.rawValue).joined(separator: ", ."))"
            )
        }
        self = found
    }

    /// Whether it is text that a terminal may show.
    var isText: Bool { self == .csv || self == .tsv }
    var separator: Character { self == .tsv ? "\t" : "," }
}

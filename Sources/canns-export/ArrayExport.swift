import CommandKit
import Documents
import HDF5Store
import OpenFormats

/// The numbers of a dataset as an array, or as lines of text.
struct ArrayExport {
    private let array: NumericArray
    /// The label of each row, of patterns that have labels.
    private let labels: [String]?

    init(_ arguments: Arguments, _ root: borrowing HDF5Group, _ header: DocumentHeader?) throws {
        let place = arguments.text("dataset") ?? Self.usual(root, header)
        guard try root.kind(of: place) == .dataset else {
            throw FormatError("\(place): is missing, expected a dataset of numbers; name one with --dataset")
        }
        array = try root.dataset(place) { dataset in
            guard !dataset.shape.isEmpty, dataset.count > 0 else {
                throw FormatError("\(place): is \(dataset.shapeText), expected at least one number in an array")
            }
            return try NumericArray(dataset, axes: Self.axes(dataset))
        }
        let isOfPatterns = place == "/patterns" || place == "patterns"
        labels = isOfPatterns ? try PatternsDocument.labelTexts(root, count: array.axes[0]) : nil
    }

    private static func usual(_ root: borrowing HDF5Group, _ header: DocumentHeader?) -> String {
        let own: [String] =
            switch header?.kind {
            case .recall: ["/spikes", "/responses", "/final"]
            case .weights: ["/weights"]
            default: []
            }
        return own.first { root.contains($0) } ?? "/patterns"
    }

    /// Those of the dataset; of states that are pictures each row is divided into rows, columns and colours.
    private static func axes(_ dataset: borrowing HDF5Dataset) throws -> [Int]? {
        guard let sides = try dataset.attribute("geometry")?.ints, (2...3).contains(sides.count),
            let last = dataset.shape.last, dataset.shape.count == 2, sides.allSatisfy({ $0 > 0 }),
            sides.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) == last, sides[0] > 1
        else { return nil }
        return [dataset.shape[0]] + sides
    }

    func bytes(_ format: ExportFormat) throws -> [UInt8] {
        format == .idx ? try IDXWriter.bytes(array) : NPYWriter.bytes(array)
    }

    /// A row a line; of patterns with labels these are a last column, under names.
    func text(_ format: ExportFormat) -> [UInt8] {
        var table = DelimitedWriter(separator: format.separator)
        let texts = array.texts
        let columns = array.axes.dropFirst().reduce(1, *)
        if labels != nil { table.add((0..<columns).map { "x\($0)" } + ["label"]) }
        for row in 0..<array.axes[0] {
            let fields = Array(texts[row * columns..<(row + 1) * columns])
            table.add(fields + (labels.map { [$0[row]] } ?? []))
        }
        return table.bytes
    }
}

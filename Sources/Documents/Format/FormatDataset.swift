import HDF5Store
import Patterns

/// What the format says of one dataset: a row of its table.
///
/// A path that ends in `*` stands for all datasets of the group that have no row of their own; `*` in the description
/// then stands for the name.
struct FormatDataset: Sendable {
    let path: String
    /// Nil where the one who writes the dataset names its axes.
    let axes: [String]?
    /// As we write it; the first unless the coding asks for another.
    let types: [ElementType]
    let unit: String
    /// Another unit that it may have, where what is known decides.
    let otherUnit: String?
    let range: ValueRange
    /// The kinds of file that must have it.
    let must: Set<FileKind>
    /// The kinds that may.
    let may: Set<FileKind>
    /// The codings that the row is for; nil for any.
    let codings: Set<Coding>?
    /// Beside `description` and `units`, which all datasets have.
    let attributes: [FormatAttribute]
    let description: String

    init(
        _ path: String, _ axes: [String]?, _ types: [ElementType], unit: String = "1", otherUnit: String? = nil,
        _ range: ValueRange,
        must: Set<FileKind> = [], may: Set<FileKind> = [], codings: Set<Coding>? = nil,
        attributes: [FormatAttribute] = [], _ description: String
    ) {
        self.path = path
        self.axes = axes
        self.types = types
        self.unit = unit
        self.otherUnit = otherUnit
        self.range = range
        self.must = must
        self.may = may
        self.codings = codings
        self.attributes = attributes
        self.description = description
    }

    var kinds: Set<FileKind> { must.union(may) }
    var nature: ElementType.Nature { types.contains { $0.nature == .numbers } ? .numbers : types[0].nature }
    var isFamily: Bool { path.hasSuffix("*") }
    /// The path of the group that holds it.
    var group: String { FormatTable.group(of: path) }

    /// Whether the row is for states of a coding; any row is where none is stated.
    func suits(_ coding: Coding?) -> Bool { coding.map { codings?.contains($0) ?? true } ?? true }

    /// Whether rules and models go on from it.
    var isState: Bool { FormatTable.statePaths.contains(path) }

    /// The description of a dataset by this row.
    func description(of name: String) -> String {
        description.replacing("*", with: String(name.map { $0 == "_" ? " " : $0 }))
    }

    /// The row of one dataset of a family, whose writer says what the table leaves open.
    func naming(axes: [String], unit: String? = nil, description: String? = nil) -> FormatDataset {
        FormatDataset(
            path, axes, types, unit: unit ?? self.unit, otherUnit: otherUnit, range, must: must, may: may,
            codings: codings,
            attributes: attributes, description ?? self.description)
    }
}

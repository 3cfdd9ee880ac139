// Aim: the id of a file: what is in it, in 64 hexadecimal digits, computed from the file itself.
//
// The id is the SHA-256 of a text with one line for each attribute and each dataset, sorted by their bytes:
//
//     PATH@NAME VALUE
//     PATH TYPE EXTENTS AXES DIGEST
//
// DIGEST is the SHA-256 of the values, row by row, little-endian. Where a row (all but the first axis) takes 4096 bytes or
// more it is that of the digests of the rows, so that rows can be taken on several processors. Strings count as their length
// in bytes, a colon and their UTF-8. Of attributes, texts stand in quotes, lists in brackets; `description`, what HDF5
// keeps for dimension scales, and of the root `format_version`, `id`, `created`, `history`, `license`, `creator`, `title`
// and the dataset `history_files` are left out, and so are scales without values.

import Checksums
import HDF5Store

/// Gathers the lines behind the id of a file.
struct ContentDigest {
    private var lines: [String] = []
    /// Digests of values that are known, by path.
    private let known: [String: String]
    /// Groups may contain themselves: a bound on the steps, beyond what any archive has.
    private var stepsLeft = 100_000

    /// The id that the contents have.
    ///
    /// - Parameter known: digests of values that need not be read again, by the paths of their datasets.
    static func id(of root: borrowing HDF5Group, known: [String: String] = [:]) throws -> String {
        var digest = ContentDigest(known: known)
        try digest.visit(root, "/", depth: 0)
        var sum = SHA256()
        for line in digest.lines.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { sum.update(line + "\n") }
        return sum.hexadecimal()
    }

    private init(known: [String: String]) { self.known = known }

    private static let unread: Set<String> = [
        "description", "CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "DIMENSION_LABELS",
    ]
    private static let ofRoot: Set<String> = Set(
        ["format_version", "id", "created", "history", FileOrigin.filesName] + Credits.names)

    private mutating func visit(_ group: borrowing HDF5Group, _ path: String, depth: Int) throws {
        guard depth < 64 else { throw HDF5Error("\(path): groups are nested too deeply") }
        try note(attributesOf: group, path)
        for name in try group.childNames() {
            if path == "/", Self.ofRoot.contains(name) { continue }
            stepsLeft -= 1
            guard stepsLeft > 0 else { throw HDF5Error("\(path): holds too many objects") }
            let child = path == "/" ? "/\(name)" : "\(path)/\(name)"
            switch try group.kind(of: name) {
            case .group:
                var inner = self
                try group.group(name) { try inner.visit($0, child, depth: depth + 1) }
                self = inner
            case .dataset:
                var inner = self
                try group.dataset(name) { try inner.note($0, child) }
                self = inner
            case .other, nil: lines.append("\(child) other")
            }
        }
    }

    private mutating func note(_ dataset: borrowing HDF5Dataset, _ path: String) throws {
        if try dataset.isScale && dataset.storedBytes() == 0 { return }
        try note(attributesOf: dataset, path)
        let axes = try dataset.shape.indices.map { try dataset.label(dimension: $0) ?? "" }
        let values = try known[path] ?? DataDigest.of(dataset)
        lines.append("\(path) \(dataset.elementKind) \(dataset.shape) \(axes) \(values)")
    }

    private mutating func note(
        attributesOf holder: borrowing some HDF5AttributeHolder & ~Copyable, _ path: String
    ) throws {
        for name in try holder.attributeNames()
        where !Self.unread.contains(name) && !(path == "/" && Self.ofRoot.contains(name)) {
            guard let attribute = try holder.attribute(name) else { continue }
            lines.append("\(path)@\(name) \(Self.text(attribute))")
        }
    }

    private static func text(_ attribute: HDF5Attribute) -> String {
        func list(_ items: [String]) -> String { attribute.isScalar ? items[0] : "[\(items.joined(separator: ", "))]" }
        return switch attribute.value {
        case .string(let text): "\"\(text)\""
        case .strings(let texts): list(texts.map { "\"\($0)\"" })
        case .integers(let numbers): list(numbers.map(String.init))
        case .unsignedIntegers(let numbers): list(numbers.map(String.init))
        case .reals(let numbers): list(numbers.map { "\($0)" })
        case .truth(let truth): "\(truth)"
        case .other(let name): name
        }
    }
}

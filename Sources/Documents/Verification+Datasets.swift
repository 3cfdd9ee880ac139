import HDF5Store
import Patterns

/// Looking at one dataset: type, axes, then each of its values.
extension Inspector {
    /// Memory for a block of values: 32 MiB.
    private static let blockBytes = 32 << 20

    mutating func inspect(_ path: String, _ row: FormatDataset, _ layout: FileLayout, _ root: borrowing HDF5Group) {
        // What cannot be read, or is of another shape, was reported already.
        guard !findings.contains(where: { $0.place == path }) else { return }
        do {
            try root.dataset(path) { dataset in
                switch dataset.elementKind {
                case .string:
                    let texts = try dataset.readStrings()
                    if let problem = FileLayout.objection(texts, axis: row.axes?.first) { report(path, problem) }
                case .real(1...4): try inspectNumbers(dataset, row, layout, as: Float.self)
                default: try inspectNumbers(dataset, row, layout, as: Double.self)
                }
            }
        } catch { report(path, error) }
    }

    private mutating func inspectNumbers<Element: CheckedElement & Numeric>(
        _ dataset: borrowing HDF5Dataset, _ row: FormatDataset, _ layout: FileLayout, as element: Element.Type
    ) throws {
        let (shape, place) = (dataset.shape, dataset.path)
        guard dataset.count > 0, !shape.isEmpty, row.range != .any else { return }
        let rowBytes = dataset.rowElements.multipliedReportingOverflow(by: MemoryLayout<Element>.size)
        guard !rowBytes.overflow, rowBytes.partialValue <= 1 << 30 else {
            return report(place, "has rows of \(dataset.rowElements) numbers, too long to be read")
        }
        let coding = try dataset.attribute("coding")?.string.flatMap(Coding.init(rawValue:))
        let perChunk = dataset.rowsPerChunk
        let rows = max(perChunk, Self.blockBytes / max(1, rowBytes.partialValue) / perChunk * perChunk)
        let perBlock = rowBytes.partialValue * rows <= 1 << 30 ? rows : 1
        var block = [Element](repeating: 0, count: min(perBlock, shape[0]) * dataset.rowElements)
        for first in stride(from: 0, to: shape[0], by: perBlock) {
            let range = first..<min(shape[0], first + perBlock)
            let count = range.count * dataset.rowElements
            try block.withUnsafeMutableBufferPointer {
                try dataset.read(rows: range, into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
            }
            let problem = row.objection(
                to: block[..<count], coding: coding, shape: shape, axes: layout.axes,
                from: first * dataset.rowElements)
            if let problem { return report(place, problem) }
        }
    }

    /// The id follows from the contents. That of format 1.0 depended on the order of writing, which is known of patterns.
    mutating func inspectIdentity(_ header: DocumentHeader, _ root: borrowing HDF5Group) throws {
        let id: String
        if header.version[1] > 0 {
            id = try ContentDigest.id(of: root)
        } else if header.kind == .patterns {
            id = EarlierIdentity.of(try PatternsSchema.read(root, "/patterns", ours: true))
        } else {
            return remark(
                "the id of \(header.kind.noun) of format 1.0 is not compared, as it does not follow from the contents")
        }
        if id != header.id {
            report("/@id", "is \(header.id), but the contents have \(id); they were changed later")
        }
    }
}

import HDF5Store

/// Looking at one dataset: type, axes, then each of its values.
extension Inspector {
    /// Memory for a block of values: 32 MiB.
    private static let blockBytes = 32 << 20

    mutating func inspect(_ dataset: borrowing HDF5Dataset, _ row: DatasetSchema) throws {
        guard fits(dataset, row, dataset.path), row.kind != .strings else { return }
        try inspectNumbers(dataset, row, dataset.path)
    }

    /// Type and axes.
    private mutating func fits(_ dataset: borrowing HDF5Dataset, _ row: DatasetSchema, _ place: String) -> Bool {
        if let objection = row.objection(to: dataset.elementKind) {
            report(place, objection)
            return false
        }
        let shape = dataset.shape
        guard shape.count == row.axes.count else {
            report(place, DatasetSchema.objection(to: dataset, axes: row.axes))
            return false
        }
        for (axis, length) in zip(row.axes, shape) {
            guard let first = axes[axis] else {
                axes[axis] = (length, place)
                continue
            }
            if first.length != length {
                report(place, "has \(length) along the axis \(axis), but \(first.place) has \(first.length)")
            }
        }
        return true
    }

    private mutating func inspectNumbers(
        _ dataset: borrowing HDF5Dataset, _ row: DatasetSchema, _ place: String
    ) throws {
        let shape = dataset.shape
        guard dataset.count > 0 else { return }
        let rowBytes = dataset.rowElements.multipliedReportingOverflow(by: MemoryLayout<Float>.size)
        guard !rowBytes.overflow, rowBytes.partialValue <= 1 << 30 else {
            return report(place, "has rows of \(dataset.rowElements) numbers, too long to be read")
        }
        let coding = try dataset.attribute("coding")?.string
        let perChunk = dataset.rowsPerChunk
        let rows = max(perChunk, Self.blockBytes / max(1, rowBytes.partialValue) / perChunk * perChunk)
        let perBlock = rowBytes.partialValue * rows <= 1 << 30 ? rows : 1
        var block = [Float](repeating: 0, count: min(perBlock, shape[0]) * dataset.rowElements)
        for first in stride(from: 0, to: shape[0], by: perBlock) {
            let range = first..<min(shape[0], first + perBlock)
            let count = range.count * dataset.rowElements
            try block.withUnsafeMutableBufferPointer {
                try dataset.read(rows: range, into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
            }
            for index in 0..<count {
                if let objection = row.objection(to: block[index], coding: coding) {
                    let at = DatasetSchema.position(first * dataset.rowElements + index, shape, row.axes)
                    let whole: Int? = if case .integer = dataset.elementKind { Int(exactly: block[index]) } else { nil }
                    let value = whole.map(String.init) ?? "\(block[index])"
                    return report(place, "is \(value) at \(at), \(objection)")
                }
            }
        }
    }

    /// The id of a patterns file follows from its patterns; that of other kinds depends on how they were made.
    mutating func inspectIdentity(of document: AnyDocument) {
        guard case .patterns(let patterns) = document, let header = patterns.header else { return }
        do {
            let id = try PatternsDocument.identity(of: patterns.patterns)
            if id != header.id {
                report("/@id", "is \(header.id), but the contents have \(id); they were changed later")
            }
        } catch { report("/@id", error) }
    }
}

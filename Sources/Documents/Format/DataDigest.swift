import Checksums
import HDF5Store

/// The digest of the values of one dataset, which stands for them in the id of a file.
///
/// Values come in blocks of rows, in order. From 4096 bytes a row on, each row has a digest of its own, which any thread
/// may compute beforehand, and the digest of the dataset is that of its rows'.
struct DataDigest: Sendable {
    private var sum = SHA256()
    private let rowBytes: Int
    private let isByRows: Bool

    init<Element: HDF5Element>(shape: [Int], of element: Element.Type) {
        rowBytes = shape.dropFirst().reduce(1, *) * MemoryLayout<Element>.stride
        isByRows = shape.count > 1 && rowBytes >= 4096
    }

    /// The digests of whole rows, one after the other; nothing where rows are short.
    func rows(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard isByRows else { return [] }
        return stride(from: 0, to: bytes.count, by: rowBytes).flatMap { start in
            var row = SHA256()
            row.update(UnsafeRawBufferPointer(rebasing: bytes[start..<start + rowBytes]))
            return row.digest()
        }
    }

    /// Takes the next rows.
    ///
    /// - Parameter rows: what `rows` says of them.
    mutating func update(_ bytes: UnsafeRawBufferPointer, rows: [UInt8]) {
        if isByRows { rows.withUnsafeBytes { sum.update($0) } } else { sum.update(bytes) }
    }

    consuming func hexadecimal() -> String { sum.hexadecimal() }

    // MARK: - Of everything at once

    /// Of values in memory.
    static func of<Element: HDF5Element>(_ values: [Element], shape: [Int]) -> String {
        var digest = DataDigest(shape: shape, of: Element.self)
        values.withUnsafeBytes { digest.update($0, rows: digest.rows($0)) }
        return digest.hexadecimal()
    }

    static func of(_ texts: [String]) -> String {
        var sum = SHA256()
        for text in texts { sum.update("\(text.utf8.count):\(text)") }
        return sum.hexadecimal()
    }

    /// Of values in a file.
    static func of(_ dataset: borrowing HDF5Dataset) throws -> String {
        switch dataset.elementKind {
        case .string: of(try dataset.readStrings())
        case .integer(1, true): try read(dataset, as: Int8.self)
        case .integer(1, false): try read(dataset, as: UInt8.self)
        case .integer(2, true): try read(dataset, as: Int16.self)
        case .integer(2, false): try read(dataset, as: UInt16.self)
        case .integer(4, true): try read(dataset, as: Int32.self)
        case .integer(4, false): try read(dataset, as: UInt32.self)
        case .integer(_, true): try read(dataset, as: Int64.self)
        case .integer(_, false): try read(dataset, as: UInt64.self)
        case .real(4): try read(dataset, as: Float.self)
        case .real: try read(dataset, as: Double.self)
        case .other(let name): name
        }
    }

    /// Memory for a block of values that are read: 8 MiB.
    private static let blockBytes = 8 << 20

    private static func read<Element: HDF5Element & Numeric>(
        _ dataset: borrowing HDF5Dataset, as element: Element.Type
    ) throws -> String {
        let (shape, width) = (dataset.shape, dataset.rowElements)
        guard !shape.isEmpty, dataset.count > 0 else { return of(try dataset.read(as: Element.self), shape: shape) }
        try dataset.requireStored(bytesPerElement: 1)
        var digest = DataDigest(shape: shape, of: Element.self)
        let perChunk = dataset.rowsPerChunk
        let rows = max(perChunk, blockBytes / (width * MemoryLayout<Element>.stride) / perChunk * perChunk)
        var block = [Element](repeating: 0, count: min(rows, shape[0]) * width)
        for first in stride(from: 0, to: shape[0], by: rows) {
            let range = first..<min(shape[0], first + rows)
            try block.withUnsafeMutableBufferPointer { buffer in
                let part = UnsafeMutableBufferPointer(rebasing: buffer[..<(range.count * width)])
                try dataset.read(rows: range, into: part)
                let bytes = UnsafeRawBufferPointer(part)
                digest.update(bytes, rows: digest.rows(bytes))
            }
        }
        return digest.hexadecimal()
    }
}

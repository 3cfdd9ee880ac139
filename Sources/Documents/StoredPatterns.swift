import HDF5Store
import Patterns

extension StoredLevels {
    /// The grey patterns of a file that is open as long as these are used.
    ///
    /// - Returns: nil where the dataset does not hold them as they are in memory, row by row.
    convenience init?(path: String, dataset: String) throws {
        let file = SharedFile(try HDF5File.open(at: path))
        let layout: (shape: [Int], height: Int)? = try file.with(dataset) { dataset in
            guard dataset.shape.count == 2, let chunks = try dataset.rowChunks(of: UInt8.self) else { return nil }
            return (dataset.shape, chunks.rowsPerChunk)
        }
        guard let (shape, height) = layout else { return nil }
        self.init(count: shape[0], neurons: shape[1], patternsPerChunk: height) { range, buffer in
            try DocumentReader.naming(path) {
                try file.with(dataset) { try $0.read(rows: range, into: buffer) }
            }
        }
    }
}

/// An open file for several threads.
private final class SharedFile: @unchecked Sendable {
    // Nothing changes after `init`, and the library's calls are ordered by its lock.
    private let file: HDF5File

    init(_ file: consuming HDF5File) { self.file = file }

    func with<R>(_ dataset: String, _ body: (borrowing HDF5Dataset) throws -> R) throws -> R {
        try file.root { root in try root.dataset(dataset, body) }
    }
}

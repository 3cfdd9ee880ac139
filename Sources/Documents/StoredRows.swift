import HDF5Store
import Models

/// A square matrix that stays in its file and is read by blocks of rows. The file is open as long as this lives.
package final class StoredRows: WeightRowSource, @unchecked Sendable {
    // Nothing changes after `init`, and the library's calls are ordered by its lock.
    private let file: HDF5File
    private let path: String
    package let neurons: Int
    package let rowsPerChunk: Int
    package let readsWholeChunks: Bool

    package init(path: String, neurons: Int) throws {
        let file = try HDF5File.open(at: path)
        (rowsPerChunk, readsWholeChunks) = try file.root { root in
            try root.dataset("weights") { dataset in
                (dataset.rowsPerChunk, try dataset.rowChunks(of: Float.self) == nil)
            }
        }
        self.file = file
        self.path = path
        self.neurons = neurons
    }

    package func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
        try DocumentReader.naming(path) {
            try file.root { root in
                try root.dataset("weights") { dataset in
                    if let chunks = try dataset.rowChunks(of: Float.self) {
                        return try chunks.read(rows: rows, into: buffer)
                    }
                    let count = rows.count * neurons
                    try dataset.read(rows: rows, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                }
            }
        }
    }
}

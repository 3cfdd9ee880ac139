import HDF5Store
import Models

/// A square matrix that stays in its file and is read by blocks of rows.
public final class StoredRows: WeightRowSource, @unchecked Sendable {
    // Reads come one at a time: the recall waits for each block before it asks for the next.
    private let path: String
    public let neurons: Int

    public init(path: String, neurons: Int) throws {
        self.path = path
        self.neurons = neurons
    }

    public func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
        try DocumentReader.naming(path) {
            let file = try HDF5File.open(at: path)
            try file.root { root in
                try root.dataset("weights") { try $0.read(rows: rows, into: buffer) }
            }
            try file.close()
        }
    }
}

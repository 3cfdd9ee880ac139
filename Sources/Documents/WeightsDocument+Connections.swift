import HDF5Store
import Models
import Numerics
import Training

/// Sparse connections: rows of target, source, weight, delay, and whether they learn.
extension WeightsDocument {
    func writeConnections(
        _ connections: Connections, _ weights: [Float], _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        let shape = [connections.count]
        try root.createGroup("connections") { group in
            try writer.dataset(group, "target", connections.targets, shape: shape)
            try writer.dataset(group, "source", connections.sourceOfEach, shape: shape)
            try writer.dataset(group, "weight", weights, shape: shape)
            try writer.dataset(group, "delay", connections.delays, shape: shape)
            try writer.dataset(group, "plastic", connections.isPlastic.map { UInt8($0 ? 1 : 0) }, shape: shape)
            guard !snapshots.isEmpty else { return }
            try writer.dataset(
                group, "snapshots", snapshots.flatMap(\.weights.values), shape: [snapshots.count, connections.count],
                storage: .automatic(deflate: nil))
        }
    }

    static func readConnections(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws -> Content {
        let layout = try header.requireLayout()
        func size(_ name: String) throws -> Int {
            guard let count = try root.group("model", { try $0.value(name)?.integer }) else {
                throw DocumentError("/model@\(name): is missing, expected the number of \(name) of the network")
            }
            return count
        }
        let targets: [Int32] = try layout.numbers("/connections/target", root)
        let sources: [Int32] = try layout.numbers("/connections/source", root)
        let weights: [Float] = try layout.numbers("/connections/weight", root)
        let delays: [Int32] = try layout.numbers("/connections/delay", root)
        let plastic: [UInt8] =
            root.contains("connections/plastic")
            ? try layout.numbers("/connections/plastic", root) : [UInt8](repeating: 0, count: targets.count)
        let rows = targets.indices.map {
            Connections.Row(
                target: targets[$0], source: sources[$0], weight: weights[$0], delay: delays[$0],
                isPlastic: plastic[$0] != 0)
        }
        let (units, inputs) = (try size("outputs"), try size("inputs"))
        do {
            let (connections, weights) = try Connections.compressed(rows, units: units, sources: units + inputs)
            return .connections(connections, weights)
        } catch let error as ModelError { throw DocumentError("/connections: \(error)") }
    }

    /// Weights after some of the epochs, in the order of the file's connections.
    static func readConnectionSnapshots(
        _ root: borrowing HDF5Group, _ layout: FileLayout, _ epochs: [Int32]
    ) throws -> [WeightSnapshot] {
        let values: [Float] = try layout.numbers("/connections/snapshots", root)
        let count = values.count / max(1, epochs.count)
        return epochs.indices.map { index in
            let part = Array(values[index * count..<(index + 1) * count])
            return WeightSnapshot(
                epoch: Int(epochs[index]), weights: Matrix(rows: 1, columns: count, values: part))
        }
    }
}

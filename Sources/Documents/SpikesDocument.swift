import Checksums
import HDF5Store
import Patterns

/// Spikes in a file, `/patterns` [step, neuron] of 0 and 1, read and written block by block: the steps are never in memory
/// all at once.
package struct SpikesDocument: Sendable {
    package let trains: SpikeTrains
    package let header: DocumentHeader?

    /// Bytes of a block of steps: 4 MiB.
    private static let blockBytes = 4 << 20

    /// - Parameters:
    ///   - dataset: what to read; nil for the spikes of the outputs in a recall of a spiking layer, else `/patterns`.
    ///   - step: the length of a step in ms, of files that do not have it.
    package init(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?, dataset: String? = nil, step: Double? = nil
    ) throws {
        let place = Self.place(dataset, header)
        let (grid, steps, places, neurons) = try root.dataset(place) { dataset in
            let shape = dataset.shape
            guard shape.count == 2, dataset.count > 0, dataset.elementKind.isNumber else {
                throw DocumentError(
                    "\(place): is \(dataset.shapeText) of \(dataset.elementKind), expected a time step a row")
            }
            let coding = try dataset.value("coding")?.text
            guard coding == nil || coding == Coding.spikes.rawValue else {
                throw DocumentError("\(place): its coding is \(Excerpt.of(.text(coding ?? ""))), expected spikes")
            }
            guard let step = try dataset.value("dt")?.real ?? step, step > 0, step.isFinite else {
                throw MissingStepError(place: place)
            }
            let start = try dataset.value("start")?.real ?? 0
            let grid = TimeGrid(start: start.isFinite ? start : 0, step: step)
            return (grid, shape[0], try Self.places(dataset), shape[1])
        }
        let ids = place == "/patterns" ? try Self.numbers(root, count: neurons) : nil
        trains = SpikeTrains(grid: grid, steps: steps, units: ids ?? Array(0..<neurons), places: places)
        self.header = header
    }

    /// Whether the dataset that would be read says that it holds spikes.
    package static func holdsSpikes(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?, dataset: String? = nil
    ) throws -> Bool {
        let place = place(dataset, header)
        if header?.layout?.kind == .outputSpikes, place == "/spikes" { return true }
        guard try root.kind(of: place) == .dataset else { return false }
        return try root.dataset(place) { try $0.value("coding")?.text } == Coding.spikes.rawValue
    }

    /// The length of a step in ms that a file says its spikes have; nil for none.
    package static func step(of path: String, dataset: String? = nil) throws -> Double? {
        try DocumentReader.open(path) { root, header in
            let place = place(dataset, header)
            guard try root.kind(of: place) == .dataset else { return nil }
            return try root.dataset(place) { try $0.value("dt")?.real }
        }
    }

    private static func place(_ dataset: String?, _ header: DocumentHeader?) -> String {
        dataset ?? (header?.layout?.kind == .outputSpikes ? "/spikes" : "/patterns")
    }

    /// SHA-256 of units, steps and spikes, as 64 hexadecimal digits.
    package var digest: String {
        var sum = SHA256()
        sum.update("\(trains.grid.start) \(trains.grid.step) \(trains.steps) \(trains.units)")
        trains.places.withUnsafeBytes { sum.update($0) }
        return sum.hexadecimal()
    }

    private static func places(_ dataset: borrowing HDF5Dataset) throws -> [Int] {
        try dataset.requireStored(bytesPerElement: 1)
        let (steps, neurons) = (dataset.shape[0], dataset.shape[1])
        let height = max(1, blockBytes / neurons / dataset.rowsPerChunk) * dataset.rowsPerChunk
        var block = [Double](repeating: 0, count: min(height, steps) * neurons)
        var places: [Int] = []
        for first in stride(from: 0, to: steps, by: height) {
            let rows = first..<min(steps, first + height)
            let count = rows.count * neurons
            try block.withUnsafeMutableBufferPointer {
                try dataset.read(rows: rows, into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
            }
            for index in 0..<count where block[index] != 0 {
                let place = first * neurons + index
                guard block[index] == 1 else {
                    throw DocumentError(
                        "\(dataset.path): is \(ValueRange.number(block[index])) at step \(place / neurons), "
                            + "neuron \(place % neurons), \(Coding.spikes.expectation)")
                }
                places.append(place)
            }
        }
        return places
    }

    /// `/unit_ids`, where there is one a neuron.
    private static func numbers(_ root: borrowing HDF5Group, count: Int) throws -> [Int]? {
        guard try root.kind(of: "unit_ids") == .dataset else { return nil }
        let numbers = try root.dataset("unit_ids") { try $0.read(as: Int.self) }
        return numbers.count == count && Set(numbers).count == count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
    }

    package static func write(
        _ trains: SpikeTrains, to path: String?, replacing: Bool, provenance: Provenance
    ) throws {
        try DocumentWriter.write(.patterns, to: path, replacing: replacing, provenance: provenance) { writer, root in
            let neurons = trains.units.count
            try writer.blocks(root, "patterns", shape: [trains.steps, neurons], coding: .spikes) { dataset in
                try PatternsSchema.attributes(.spikes, nil, trains.grid.step, writer, dataset)
                if trains.grid.start != 0 { try writer.attribute(dataset, "start", .real(trains.grid.start)) }
            } make: { rows, part in
                trains.fill(rows: rows, into: part)
            }
            try writer.dataset(root, "unit_ids", trains.units.map { Int64($0) }, shape: [neurons])
        }
    }
}

/// Spikes whose file does not say how long a step is.
package struct MissingStepError: Error, CustomStringConvertible {
    let place: String
    package var description: String { "\(place)@dt: is missing, expected the length of a step in ms" }
}

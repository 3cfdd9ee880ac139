import CANNSRecall
import Models

/// The rows of a matrix that this process holds in memory, among others that hold the rest.
final class RankRows: SharedRows {
    let neurons: Int
    let own: Range<Int>
    private let values: [Float]
    private let parts: [Range<Int>]
    private let ranks: Ranks

    /// - Throws: errors of rows that cannot be read.
    init(_ weights: AssociativeWeights, _ ranks: Ranks) throws {
        let neurons = weights.neurons
        parts = (0..<ranks.count).map { FieldBlocks.share($0, of: ranks.count, neurons: neurons) }
        let own = parts[ranks.rank]
        (self.neurons, self.own, self.ranks) = (neurons, own, ranks)
        values = try Self.rows(own, of: weights)
    }

    private static func rows(_ units: Range<Int>, of weights: AssociativeWeights) throws -> [Float] {
        let neurons = weights.neurons
        switch weights {
        case .dense(let matrix): return Array(matrix.values[units.lowerBound * neurons..<units.upperBound * neurons])
        case .stored(let source):
            // Some at a time: a library may count bytes in 32 bits.
            var values = [Float](repeating: 0, count: units.count * neurons)
            try values.withUnsafeMutableBufferPointer { buffer in
                for first in stride(from: units.lowerBound, to: units.upperBound, by: 512) {
                    let rows = first..<min(units.upperBound, first + 512)
                    let start = (first - units.lowerBound) * neurons
                    let target = UnsafeMutableBufferPointer(rebasing: buffer[start..<start + rows.count * neurons])
                    try source.read(rows: rows, into: target)
                }
            }
            return values
        case .empty, .outerProduct: preconditionFailure("these have no matrix to share")
        }
    }

    func withRows(_ body: (UnsafePointer<Float>) -> Void) {
        values.withUnsafeBufferPointer { if let rows = $0.baseAddress { body(rows) } }
    }

    func gather(_ fields: UnsafeMutablePointer<Float>, count: Int) throws {
        try ranks.gather(fields, size: count, parts)
    }

    func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
        preconditionFailure("rows that are shared out give fields, and are not read")
    }
}

extension Ranks: RecallSharing {
    var isFirst: Bool { rank == 0 }

    func share(_ weights: AssociativeWeights) throws -> AssociativeWeights { .stored(try RankRows(weights, self)) }
}

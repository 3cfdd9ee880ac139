import Numerics

/// Sparse connections between units, in compressed rows: those of a source stand beside each other, sources ascending and
/// the targets of a source ascending. Weights are kept by the model, one for each connection in this order.
public struct Connections: Sendable, Equatable {
    /// How many units there are, and how many sources: the units, and inputs after them.
    public let (units, sources): (Int, Int)
    /// The first connection of each source, and at the end their number.
    public let starts: [Int]
    /// Of each connection the unit that it leads to.
    public let targets: [Int32]
    /// Of each connection the time steps from a spike to its effect.
    public let delays: [Int32]
    /// Of each connection whether its weight learns.
    public let isPlastic: [Bool]

    /// One connection of a list in any order.
    public struct Row: Sendable, Equatable {
        public var (target, source): (Int32, Int32)
        public var weight: Float
        /// In time steps.
        public var delay: Int32
        public var isPlastic: Bool

        public init(target: Int32, source: Int32, weight: Float, delay: Int32, isPlastic: Bool) {
            (self.target, self.source, self.weight) = (target, source, weight)
            (self.delay, self.isPlastic) = (delay, isPlastic)
        }
    }

    /// Connections in the order of compressed rows, with their weights in that order.
    ///
    /// - Parameters:
    ///   - rows: in any order; two may join the same units.
    ///   - units: number of units, the targets.
    ///   - sources: number of units and inputs.
    /// - Throws: `ModelError` for a connection of a unit that does not exist, and for a delay that cannot be.
    public static func compressed(
        _ rows: [Row], units: Int, sources: Int
    ) throws -> (connections: Connections, weights: [Float]) {
        for row in rows {
            guard (0..<Int32(units)).contains(row.target), (0..<Int32(sources)).contains(row.source) else {
                throw ModelError(
                    "a connection leads from \(row.source) to \(row.target), expected a source below \(sources) and a "
                        + "target below \(units)")
            }
            let least: Int32 = row.source < units ? 1 : 0
            guard (least...Int32(longestDelay)).contains(row.delay) else {
                throw ModelError(
                    "the connection from \(row.source) to \(row.target) has a delay of \(row.delay) steps, expected "
                        + "\(least) to \(longestDelay)")
            }
        }
        var starts = [Int](repeating: 0, count: sources + 1)
        for row in rows { starts[Int(row.source) + 1] += 1 }
        for source in 0..<sources { starts[source + 1] += starts[source] }
        let sorted = rows.indices.sorted {
            (rows[$0].source, rows[$0].target, $0) < (rows[$1].source, rows[$1].target, $1)
        }
        let connections = Connections(
            units: units, sources: sources, starts: starts, targets: sorted.map { rows[$0].target },
            delays: sorted.map { rows[$0].delay }, isPlastic: sorted.map { rows[$0].isPlastic })
        return (connections, sorted.map { rows[$0].weight })
    }

    /// The most time steps of a delay: 20 000.
    public static let longestDelay = 20_000

    init(units: Int, sources: Int, starts: [Int], targets: [Int32], delays: [Int32], isPlastic: [Bool]) {
        (self.units, self.sources, self.starts) = (units, sources, starts)
        (self.targets, self.delays, self.isPlastic) = (targets, delays, isPlastic)
    }

    public var count: Int { targets.count }

    /// Weights as a matrix, [unit, source], 0 where there is no connection; of several between two units their sum.
    package func matrix(_ weights: [Float]) -> Matrix {
        var matrix = Matrix(rows: units, columns: sources)
        for (connection, source) in sourceOfEach.enumerated() {
            matrix[Int(targets[connection]), Int(source)] += weights[connection]
        }
        return matrix
    }

    /// Of each connection the unit or input that it comes from.
    public var sourceOfEach: [Int32] {
        var result: [Int32] = []
        result.reserveCapacity(count)
        for source in 0..<sources {
            result += [Int32](repeating: Int32(source), count: starts[source + 1] - starts[source])
        }
        return result
    }
}

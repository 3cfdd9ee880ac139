// Aim: a matrix whose rows lie in the memories of several processes, which compute fields together.

import Numerics

/// Rows of a square matrix, of which this process holds some and others the rest. All take the same states and come to the
/// same fields, so that each of them goes the same way.
package protocol SharedRows: WeightRowSource {
    /// The units whose rows this process holds: whole blocks of `FieldBlocks.width`, so that sums round as in one process.
    var own: Range<Int> { get }
    /// Lends these rows, own.count · neurons values.
    func withRows(_ body: (UnsafePointer<Float>) -> Void)
    /// Completes fields of which those of the own units are there: [unit][trial] in blocks, `count` trials.
    ///
    /// - Throws: what keeps this process or another from going on.
    func gather(_ fields: UnsafeMutablePointer<Float>, count: Int) throws
}

extension FieldBlocks {
    /// The own part of equal shares of all blocks.
    package static func share(_ part: Int, of count: Int, neurons: Int) -> Range<Int> {
        let blocks = blockCount(neurons)
        func end(_ part: Int) -> Int { min(neurons, part * blocks / count * width) }
        return end(part)..<end(part + 1)
    }

    /// Each process makes the fields of its rows, and all get those of all.
    func forEach(
        _ source: any SharedRows, _ states: UnsafePointer<Float>, _ count: Int, _ body: FieldBody
    ) throws {
        let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: neurons * count)
        defer { buffer.deallocate() }
        let (fields, own) = (SharedPointer(buffer), source.own)
        nonisolated(unsafe) let states = states
        source.withRows { rows in
            nonisolated(unsafe) let rows = rows
            workers.forEachRange(of: own.count, size: Self.width) { part in
                let units = own.lowerBound + part.lowerBound..<own.lowerBound + part.upperBound
                multiply(rows + part.lowerBound * neurons, units, states, count) { units, block in
                    (fields.base + units.lowerBound * count).update(from: block, count: units.count * count)
                }
            }
        }
        try source.gather(fields.base, count: count)
        workers.forEachRange(of: neurons, size: Self.width) { units in
            body(units, fields.base + units.lowerBound * count)
        }
    }
}

// Aim: the memory of Willshaw: sparse 0/1 pairs in a matrix of bits.
//
//     w_ij = 1 where a pair has y_i = x_j = 1
//     a_i = sum_j w_ij s_j,   y_i = 1 where a_i = sum_j s_j,   or the k units of largest a_i
//
// W is N_y·N_x / 8 bytes, one unit of the answer a row. a_i are population counts of the words in which the cue has
// active units, which are few. The way back has the transposed matrix.
//
// Reference: D. J. Willshaw, O. P. Buneman, H. C. Longuet-Higgins, Nature 222, 960 (1969).

import Numerics
import Patterns

public struct WillshawMemory: PairModel {
    public static let kind = "willshaw"

    public private(set) var keys: PatternSet
    /// nil where each pattern recalls itself.
    public private(set) var otherTargets: PatternSet?
    /// [unit of a target, unit of a key].
    public private(set) var weights: BitMatrix
    /// How many units of an answer are 1; nil for all whose sum is the number of active units of the cue.
    public var winners: Int?
    public var cue: [Float]
    public var state: [Float]
    /// W^T, for the way back.
    private var transposed: BitMatrix?

    /// A memory that holds nothing.
    public init(inputs: Int, outputs: Int, winners: Int? = nil) {
        keys = PatternSet(empty: .binary, neurons: inputs)
        weights = BitMatrix(rows: outputs, columns: inputs)
        self.winners = winners
        cue = [Float](repeating: 0, count: inputs)
        state = [Float](repeating: 0, count: outputs)
    }

    /// - Precondition: one row of bits for each unit of a target, one bit for each of a key.
    init(_ weights: BitMatrix, keys: PatternSet, targets: PatternSet?, winners: Int?) {
        self.init(inputs: weights.columns, outputs: weights.rows, winners: winners)
        precondition(keys.neurons == weights.columns && (targets ?? keys).neurons == weights.rows, "sizes agree")
        (self.weights, self.keys, otherTargets) = (weights, keys, targets)
    }

    public var targets: PatternSet {
        otherTargets ?? (keys.neurons == weights.rows ? keys : PatternSet(empty: .binary, neurons: weights.rows))
    }
    public var outputCount: Int { weights.rows }

    /// The share of weights that are 1.
    public var fill: Double {
        let set = (0..<weights.rows).reduce(0) { $0 + weights.count(row: $1) }
        return Double(set) / Double(weights.rows * weights.columns)
    }

    /// Adds a pair by its active units.
    public mutating func store(_ key: [Int], _ target: [Int]) {
        var row = [UInt64](repeating: 0, count: weights.wordsPerRow)
        for unit in key { row[unit / 64] |= 1 << UInt64(unit % 64) }
        let words = row.indices.filter { row[$0] != 0 }
        for unit in target {
            let first = unit * weights.wordsPerRow
            for word in words { weights.words[first + word] |= row[word] }
        }
    }

    /// - Throws: `ModelError` where pairs would follow patterns that recall themselves, or the other way.
    public func storing(_ keys: PatternSet, _ targets: PatternSet?, workers: Workers) throws -> Self {
        guard self.keys.count == 0 || (otherTargets == nil) == (targets == nil) else {
            throw ModelError(
                "the memory holds \(otherTargets == nil ? "patterns that recall themselves" : "pairs"), expected more of them"
            )
        }
        var (result, answers) = (self, targets ?? keys)
        for pair in 0..<keys.count { result.store(keys.activeUnits(pair), answers.activeUnits(pair)) }
        result.keys = self.keys.count == 0 ? keys : self.keys.appending(keys)
        result.otherTargets = otherTargets.flatMap { own in targets.map { own.appending($0) } } ?? targets
        result.transposed = nil
        return result
    }

    public func answers(
        to cues: PatternSet, keeping previous: PatternSet? = nil, workers: Workers = .single
    ) throws -> PatternSet {
        try checkCues(cues, weights.columns)
        return answers(of: weights, to: cues, winners, like: targets, workers)
    }

    public func returned(
        by answers: PatternSet, keeping cues: PatternSet, workers: Workers = .single
    ) throws -> PatternSet {
        try checkCues(answers, weights.rows)
        return self.answers(of: transposed ?? weights.transposed, to: answers, winners, like: keys, workers)
    }

    public func preparingWayBack(workers: Workers) throws -> Self {
        var result = self
        result.transposed = transposed ?? weights.transposed
        return result
    }

    private func checkCues(_ cues: PatternSet, _ units: Int) throws {
        guard cues.neurons == units else {
            throw RecallError(description: "the cues have \(cues.neurons) units, expected \(units)")
        }
        guard cues.coding == .binary || cues.coding == .spikes else {
            throw RecallError(description: "the cues are \(cues.coding.rawValue), expected binary ones")
        }
    }

    private func answers(
        of matrix: BitMatrix, to cues: PatternSet, _ winners: Int?, like patterns: PatternSet, _ workers: Workers
    ) -> PatternSet {
        let width = matrix.rows
        var result = [Int8](repeating: 0, count: cues.count * width)
        result.withUnsafeMutableBufferPointer { buffer in
            let result = SharedPointer(buffer)
            workers.forEach(cues.count) { cue in
                let active = cues.activeUnits(cue)
                for unit in Self.answer(matrix, to: active, winners) { result.base[cue * width + unit] = 1 }
            }
        }
        return PatternSet(
            coding: .binary, neurons: width, values: .integers(result), names: cues.givenNames,
            geometry: patterns.geometry)
    }

    /// The active units of the answer to a cue of these active units.
    public func answer(to active: [Int]) -> [Int] { Self.answer(weights, to: active, winners) }

    private static func answer(_ matrix: BitMatrix, to active: [Int], _ winners: Int?) -> [Int] {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: matrix.rows) { buffer in
            let counts = SharedPointer(buffer).base
            matrix.counts(of: active, into: counts)
            guard let winners else {
                // A cue without an active unit says nothing.
                return active.isEmpty ? [] : (0..<matrix.rows).filter { counts[$0] >= Int32(active.count) }
            }
            if winners >= matrix.rows { return Array(0..<matrix.rows) }
            return strongest(winners, UnsafeBufferPointer(start: counts, count: matrix.rows), of: active.count)
        }
    }

    /// The k units of largest sum; of equal ones the first.
    private static func strongest(_ k: Int, _ counts: UnsafeBufferPointer<Int32>, of active: Int) -> [Int] {
        var units = [Int](repeating: 0, count: active + 1)
        for count in counts { units[Int(count)] += 1 }
        var (limit, above) = (active, 0)
        while limit > 0, above + units[limit] < k {
            above += units[limit]
            limit -= 1
        }
        var left = k - above
        return counts.indices.filter { unit in
            guard counts[unit] == limit else { return counts[unit] > limit }
            left -= 1
            return left >= 0
        }
    }
}

extension PatternSet {
    /// The units of a 0/1 pattern that are 1.
    package func activeUnits(_ pattern: Int) -> [Int] {
        guard case .integers(let values) = values else { return [] }
        let first = pattern * neurons
        return values.withUnsafeBufferPointer { values in (0..<neurons).filter { values[first + $0] > 0 } }
    }
}

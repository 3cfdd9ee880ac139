// Aim: a dense memory of states of two values, as bits: what all trials share.
//
//     h_i = sum_p x_pi D(q_p - x_pi s_i),   s_i <- sign(h_i), 0 keeps it          q_p = sum_j x_pj s_j
//
// x_pi = ±1; 0 and 1 are read as -1 and +1, so that a memory of 0/1 patterns is that of the same ±1 ones. Where other
// patterns y answer for the keys x (pairs, sequences), unit i of the answer is one more unit that follows them:
// h_i = sum_p y_pi D(q_p).

import Numerics
import Patterns
import Separations

struct OverlapMemory: Sendable {
    let function: any OverlapFunction
    let steps: OverlapSteps
    let keys: BitMatrix
    /// The patterns that answer; nil where they are the keys.
    let otherAnswers: BitMatrix?
    /// |X_p|, the bits set in each key.
    private let keyCounts: [Int32]

    /// - Precondition: keys and values of two values, without hidden units.
    init(_ function: any OverlapFunction, keys: BitMatrix, otherAnswers: BitMatrix?) {
        self.init(
            function, OverlapSteps(function, neurons: keys.columns, patterns: keys.rows), keys: keys,
            otherAnswers: otherAnswers)
    }

    private init(
        _ function: any OverlapFunction, _ steps: OverlapSteps, keys: BitMatrix, otherAnswers: BitMatrix?
    ) {
        self.function = function
        self.steps = steps
        self.keys = keys
        self.otherAnswers = otherAnswers
        keyCounts = (0..<keys.rows).map { Int32(keys.count(row: $0)) }
    }

    /// The memory in which the first keys are answered by others, whose positions are given.
    func answering(with followers: [Int]) -> OverlapMemory {
        OverlapMemory(
            function, steps, keys: keys.selecting(Array(followers.indices)), otherAnswers: keys.selecting(followers))
    }

    var answers: BitMatrix { otherAnswers ?? keys }
    var patterns: Int { keys.rows }

    /// q_p of a state, s_i = up_i - down_i.
    func overlaps(_ state: TwoPlanes) -> [Int32] {
        let total = Int32(state.upCount - state.downCount)
        var result = [Int32](repeating: 0, count: patterns)
        result.withUnsafeMutableBufferPointer { buffer in
            let counts = SharedPointer(buffer).base
            keys.words.withUnsafeBufferPointer { rows in
                guard let rows = rows.baseAddress else { return }
                BitKernels.andCounts(
                    rows: rows, rowCount: patterns, words: keys.wordsPerRow, mask: state.up, into: counts)
                if state.upCount + state.downCount == keys.columns {
                    for pattern in 0..<patterns {
                        counts[pattern] = 2 * (2 * counts[pattern] - keyCounts[pattern]) - total
                    }
                    return
                }
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, patterns)) { buffer in
                    let negative = SharedPointer(buffer).base
                    BitKernels.andCounts(
                        rows: rows, rowCount: patterns, words: keys.wordsPerRow, mask: state.down, into: negative)
                    for pattern in 0..<patterns {
                        counts[pattern] = 2 * (counts[pattern] - negative[pattern]) - total
                    }
                }
            }
        }
        return result
    }

    /// The sign of h_i, patterns of equal overlap counted against each other: exact, and for few units.
    ///
    /// - Parameter own: s_i of the unit; 0 where others answer for the keys.
    func sign(of unit: Int, own: Int, _ overlaps: UnsafePointer<Int32>) -> Int {
        let sum = steps.sum(of: counts(of: unit, own: own, overlaps), scale: nil)
        return sum > 0 ? 1 : sum < 0 ? -1 : 0
    }

    /// h_i likewise, over e^scale where D is no whole number.
    func field(of unit: Int, own: Int, _ overlaps: UnsafePointer<Int32>, scale: Double) -> Double {
        steps.sum(of: counts(of: unit, own: own, overlaps), scale: scale)
    }

    /// Patterns for +1 less patterns for -1 by the overlap of the other units.
    private func counts(of unit: Int, own: Int, _ overlaps: UnsafePointer<Int32>) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for pattern in 0..<patterns {
            let value = answers[pattern, unit] ? 1 : -1
            counts[Int(overlaps[pattern]) - value * own, default: 0] += value
        }
        return counts
    }
}

/// A state of two values, with hidden units, as bits of what is above and below 0.
struct TwoPlanes: Sendable, Equatable {
    let neurons: Int
    private(set) var up: [UInt64]
    private(set) var down: [UInt64]

    init(neurons: Int) {
        self.neurons = neurons
        up = [UInt64](repeating: 0, count: (neurons + 63) / 64)
        down = up
    }

    /// - Parameter isBinary: whether 0 counts as -1, not as hidden.
    init(_ values: some Collection<Int8>, isBinary: Bool) {
        self.init(neurons: values.count)
        for (unit, value) in values.enumerated() { set(unit, isBinary && value == 0 ? -1 : Int(value)) }
    }

    /// One pattern of two values.
    init(_ patterns: PatternSet, row: Int) {
        self.init(patterns.row(row).map { Int8($0) }, isBinary: patterns.coding != .bipolar)
    }

    /// -1, 0 or 1.
    subscript(unit: Int) -> Int {
        let (word, bit) = (unit / 64, UInt64(unit % 64))
        return Int(up[word] >> bit & 1) - Int(down[word] >> bit & 1)
    }

    @inline(__always)
    mutating func set(_ unit: Int, _ value: Int) {
        let (word, bit) = (unit / 64, UInt64(1) << UInt64(unit % 64))
        up[word] = value > 0 ? up[word] | bit : up[word] & ~bit
        down[word] = value < 0 ? down[word] | bit : down[word] & ~bit
    }

    /// The units of a pattern, or of its inverse.
    mutating func follow(_ bits: BitMatrix, row: Int, isInverted: Bool) {
        for word in up.indices {
            let (set, valid) = (bits.words[row * bits.wordsPerRow + word], bits.validBits(word: word))
            up[word] = (isInverted ? ~set : set) & valid
            down[word] = ~up[word] & valid
        }
    }

    var upCount: Int { up.reduce(0) { $0 + $1.nonzeroBitCount } }
    var downCount: Int { down.reduce(0) { $0 + $1.nonzeroBitCount } }
    var hasHiddenUnits: Bool { upCount + downCount < neurons }

    /// -1, 0 or 1 a unit; 0 or 1 of 0/1 states.
    func values(isBinary: Bool) -> [Int8] {
        [Int8](unsafeUninitializedCapacity: neurons) { buffer, count in
            BitKernels.unpack(positive: up, negative: down, count: neurons, into: SharedPointer(buffer).base)
            if isBinary { for unit in 0..<neurons where buffer[unit] < 0 { buffer[unit] = 0 } }
            count = neurons
        }
    }
}

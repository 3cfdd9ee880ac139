// Aim: the fields of one changing state, see `OverlapMemory`, with overlaps kept: a unit's field costs P, its change P
// more. Patterns are laid out unit by unit for it.

import Numerics

struct DenseFields {
    private let memory: OverlapMemory
    /// x_pi, one unit a row.
    private let columns: BitMatrix
    private(set) var overlaps: [Int32]
    /// D(a) of all a, over e^scale.
    private var steps: [Double] = []
    /// D(q_p - 1) and -D(q_p + 1) by pattern.
    private var like: [Double]
    private var unlike: [Double]
    /// D(q_p) and -D(q_p), while units are hidden.
    private var hidden: [Double] = []
    private var inverseHidden: [Double] = []
    /// What a sum may be wrong by.
    private var bound = 0.0

    init(_ memory: OverlapMemory, _ columns: BitMatrix, _ state: TwoPlanes) {
        (self.memory, self.columns) = (memory, columns)
        overlaps = memory.overlaps(state)
        like = [Double](repeating: 0, count: overlaps.count)
        unlike = like
        if state.hasHiddenUnits { (hidden, inverseHidden) = (like, like) }
        rescale()
    }

    /// The sign of h_i.
    func sign(of unit: Int, own: Int) -> Int {
        let sum = columns.words.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { return 0.0 }
            let row = base + unit * columns.wordsPerRow
            if own == 0 {
                return BitKernels.sumChoices(row, count: overlaps.count, set: hidden, unset: inverseHidden)
            }
            return own > 0
                ? BitKernels.sumChoices(row, count: overlaps.count, set: like, unset: unlike)
                : -BitKernels.sumChoices(row, count: overlaps.count, set: unlike, unset: like)
        }
        return abs(sum) > bound ? (sum > 0 ? 1 : -1) : memory.sign(of: unit, own: own, overlaps)
    }

    mutating func unit(_ unit: Int, changedBy change: Int) {
        let (first, change) = (unit * columns.wordsPerRow, Int32(change))
        for pattern in overlaps.indices {
            let isUp = columns.words[first + pattern / 64] >> UInt64(pattern % 64) & 1 == 1
            overlaps[pattern] += isUp ? change : -change
        }
        let largest = renew()
        // Out of the range in which Double has all its digits.
        if memory.steps.isScaled, !(1e-100...1e100).contains(largest) { rescale() }
    }

    private mutating func rescale() {
        var scale = -Double.infinity
        if memory.steps.isScaled {
            for overlap in overlaps { scale = max(scale, memory.steps.size(Int(overlap))) }
        }
        steps = memory.steps.values(scale: scale.isFinite ? scale : 0)
        _ = renew()
    }

    /// - Returns: the largest of what patterns say.
    private mutating func renew() -> Double {
        let offset = memory.steps.neurons + 1
        var (largest, sum) = (0.0, 0.0)
        for pattern in overlaps.indices {
            let index = Int(overlaps[pattern]) + offset
            let (a, b, c) = (steps[index - 1], steps[index + 1], steps[index])
            like[pattern] = a
            unlike[pattern] = -b
            if !hidden.isEmpty { (hidden[pattern], inverseHidden[pattern]) = (c, -c) }
            largest = max(largest, abs(c))
            sum += max(abs(a), abs(b), abs(c))
        }
        bound = memory.steps.isExact ? 0 : Double(overlaps.count + 2) * 0x1p-52 * sum
        return largest
    }
}

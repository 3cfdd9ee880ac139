// Aim: the answers of all units at once, see `OverlapMemory`, without a sum for every unit and pattern where few decide.
//
//     h_i s_i = sum of D(q_p - 1) over patterns like s at i  -  sum of D(q_p + 1) over the others       s_i = ±1
//     h_i     = sum_p x_pi D(q_p)                                                  hidden units, and other answers
//
// 1. One pattern decides where the least it can say outweighs the most that all others can: nearly always once a memory
//    is found. 2. Patterns whose D is below 2^-60 of the largest are left out, and remembered as a bound of the error.
//    3. A sum within its bound of 0 is decided by `OverlapMemory.sign(of:own:_:)`.

import Numerics

struct OverlapStep {
    private let memory: OverlapMemory
    private let state: TwoPlanes
    private let overlaps: [Int32]
    private let terms: Terms
    private let isOwn: Bool

    /// - Parameters:
    ///   - overlaps: q_p of the state.
    ///   - scale: of D where it is no whole number; nil for what suits the state.
    init(_ memory: OverlapMemory, _ state: TwoPlanes, _ overlaps: [Int32], scale: Double? = nil) {
        (self.memory, self.state, self.overlaps) = (memory, state, overlaps)
        isOwn = memory.otherAnswers == nil
        terms = Terms(memory.steps, scale ?? memory.steps.scale(overlaps))
    }

    /// The next state, or the answer of other patterns, whose units are `previous` where nothing decides.
    func next(keeping previous: TwoPlanes) -> TwoPlanes {
        var result = previous
        if let (pattern, isInverted) = leader() {
            result.follow(memory.answers, row: pattern, isInverted: isInverted)
            return result
        }
        let (fields, bound) = fields()
        for unit in fields.indices {
            let sum = fields[unit]
            let sign =
                abs(sum) > bound ? (sum > 0 ? 1 : -1) : memory.sign(of: unit, own: isOwn ? state[unit] : 0, overlaps)
            if sign != 0 { result.set(unit, sign) }
        }
        return result
    }

    /// h_i of all units, and what it may be wrong by.
    func fields() -> (values: [Double], bound: Double) {
        let (spoken, hidden, bound) = sums()
        guard isOwn else { return (hidden, bound) }
        let values = (0..<memory.answers.columns).map { unit in
            let own = state[unit]
            return own == 0 ? hidden[unit] : spoken[unit] * Double(own)
        }
        return (values, bound)
    }

    /// The pattern that decides every unit.
    private func leader() -> (pattern: Int, isInverted: Bool)? {
        var (best, least) = (0, 0.0)
        for pattern in overlaps.indices {
            let weight = terms[overlaps[pattern]].least
            if weight > least { (best, least) = (pattern, weight) }
        }
        guard least > 0 else { return nil }
        var others = 0.0
        for pattern in overlaps.indices where pattern != best {
            others += terms[overlaps[pattern]].most
            // A thousandth to spare: more than the rounding of the sum.
            if others >= least * 0.999 { return nil }
        }
        return (best, terms[overlaps[best]].like < 0)
    }

    /// h_i s_i of units that speak, h_i of those that do not, and what either may be wrong by.
    private func sums() -> (spoken: [Double], hidden: [Double], bound: Double) {
        let bits = memory.answers
        let count = bits.columns
        var spoken = [Double](repeating: 0, count: isOwn ? count : 0)
        let needsHidden = !isOwn || state.hasHiddenUnits
        var hidden = [Double](repeating: 0, count: needsHidden ? count : 0)
        var (kept, left, number) = (0.0, 0.0, 0)
        let floor = terms.largest(overlaps) * 0x1p-60
        var likeness = [UInt64](repeating: 0, count: bits.wordsPerRow)
        for pattern in overlaps.indices {
            let term = terms[overlaps[pattern]]
            guard term.most > floor else {
                left += term.most
                continue
            }
            kept += term.most
            number += 1
            let first = pattern * bits.wordsPerRow
            if isOwn {
                for word in likeness.indices { likeness[word] = ~(bits.words[first + word] ^ state.up[word]) }
                BitKernels.addChoices(likeness, count: count, set: term.like, unset: -term.unlike, to: &spoken)
            }
            if needsHidden {
                bits.words.withUnsafeBufferPointer { words in
                    guard let base = words.baseAddress else { return }
                    BitKernels.addChoices(
                        base + first, count: count, set: term.hidden, unset: -term.hidden, to: &hidden)
                }
            }
        }
        let rounding = memory.steps.isExact ? 0 : Double(number + 2) * 0x1p-52 * kept
        return (spoken, hidden, rounding + left)
    }

    /// What a pattern of each overlap says.
    private struct Terms {
        struct Term {
            /// D(q - 1), of a unit that is like the pattern.
            var like: Double
            /// D(q + 1), of one that is not.
            var unlike: Double
            /// D(q), of one that is hidden.
            var hidden: Double

            var most: Double { max(abs(like), abs(unlike), abs(hidden)) }
            /// The least that it says to any unit in the direction of one; 0 where directions differ.
            var least: Double {
                (like > 0) == (unlike > 0) && (like > 0) == (hidden > 0) ? min(abs(like), abs(unlike), abs(hidden)) : 0
            }
        }

        private let values: [Double]
        private let offset: Int

        init(_ steps: OverlapSteps, _ scale: Double) {
            offset = steps.neurons + 1
            values = steps.values(scale: scale)
        }

        @inline(__always)
        subscript(overlap: Int32) -> Term {
            let index = Int(overlap) + offset
            return Term(like: values[index - 1], unlike: values[index + 1], hidden: values[index])
        }

        func largest(_ overlaps: [Int32]) -> Double {
            overlaps.reduce(0.0) { max($0, abs(self[$1].like)) }
        }
    }
}

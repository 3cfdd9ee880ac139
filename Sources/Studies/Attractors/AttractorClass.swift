// Aim: what kind of attractor a final state is.
//
//     stored, inverse   overlap with a pattern >= criterion, <= -criterion
//     mixture of n      overlap >= criterion with sign(sum of the n patterns nearest to the state, each with the sign of
//                       its overlap), n = 3, 5
//     spurious          any other fixed point
//     cycle             the state before the last came back
//     unsettled         still moving at the last step
//
// States of a sequence move on whatever they are: these are patterns or mixtures first.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. A 32, 1007 (1985).

import Models
import Patterns

/// What a relaxation ended in.
package enum AttractorClass: String, Sendable, CaseIterable {
    case stored, inverse
    case mixture3 = "mixture of 3"
    case mixture5 = "mixture of 5"
    case spurious, cycle, unsettled

    /// The class of a final state.
    ///
    /// - Parameters:
    ///   - state: ±1 values, or 0/1.
    ///   - overlaps: with each pattern.
    ///   - patterns: as ±1 values, [pattern][unit].
    ///   - isMoving: whether attractors follow one another, as in a sequence.
    static func classify(
        _ state: [Float], overlaps: [Float], patterns: [[Float]], stop: StopReason, isMoving: Bool = false,
        criterion: Float
    ) -> (kind: AttractorClass, nearest: Int) {
        // Of equal sizes a positive one first, as in `Overlap.best`.
        let order = overlaps.indices.sorted {
            let (a, b) = (overlaps[$0], overlaps[$1])
            return abs(a) != abs(b) ? abs(a) > abs(b) : a != b ? a > b : $0 < $1
        }
        let nearest = order.first ?? 0
        let unnamed: AttractorClass =
            switch stop {
            case .cycle: .cycle
            case .limit, .goal: .unsettled
            case .fixedPoint: .spurious
            }
        guard isMoving || stop == .fixedPoint, let best = order.first.map({ overlaps[$0] }) else {
            return (unnamed, nearest)
        }
        if best >= criterion { return (.stored, nearest) }
        if best <= -criterion { return (.inverse, nearest) }
        for (count, kind) in [(3, AttractorClass.mixture3), (5, .mixture5)] where order.count >= count {
            if isMixture(state, order.prefix(count), overlaps, patterns, criterion) { return (kind, nearest) }
        }
        return (unnamed, nearest)
    }

    private static func isMixture(
        _ state: [Float], _ parts: ArraySlice<Int>, _ overlaps: [Float], _ patterns: [[Float]], _ criterion: Float
    ) -> Bool {
        var agreement: Float = 0
        for unit in state.indices {
            var sum: Float = 0
            for part in parts { sum += overlaps[part] < 0 ? -patterns[part][unit] : patterns[part][unit] }
            agreement += (sum > 0) == (state[unit] > 0) ? 1 : -1
        }
        return agreement / Float(state.count) >= criterion
    }
}

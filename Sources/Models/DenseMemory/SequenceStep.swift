// Aim: the step of a sequence of patterns of two values, see `SequenceSettings`.
//
//     h_i = symmetric sum_p x_pi D(q_p(t) - x_pi s_i)  +  lambda sum_p x_{p+1,i} D(q_p(t - delay))
//
// A sum within its bound of 0 is made again from patterns counted against each other, as in `OverlapStep`.

import Separations

struct SequenceStep: Sendable {
    /// The patterns, of which each answers for itself.
    let own: OverlapMemory
    /// Those that are followed, answered by the ones that follow.
    let following: OverlapMemory
    let settings: SequenceSettings

    init(_ own: OverlapMemory, _ settings: SequenceSettings) {
        self.own = own
        self.settings = settings
        following = own.answering(with: settings.followers(of: own.patterns))
    }

    /// A state and its overlaps with all patterns.
    struct Moment: Sendable {
        let state: TwoPlanes
        let overlaps: [Int32]
    }

    /// The next state.
    ///
    /// - Parameters:
    ///   - now: the present state, whose units stay where nothing decides.
    ///   - earlier: that of `delay` steps before.
    func next(_ now: Moment, _ earlier: Moment) -> TwoPlanes {
        let seen = Array(earlier.overlaps.prefix(following.patterns))
        if settings.symmetric == 0 {
            return settings.lambda == 0
                ? now.state : OverlapStep(following, earlier.state, seen).next(keeping: now.state)
        }
        let scale = max(own.steps.scale(now.overlaps), own.steps.scale(seen))
        let (hold, holdBound) = OverlapStep(own, now.state, now.overlaps, scale: scale).fields()
        let (lead, leadBound) = OverlapStep(following, earlier.state, seen, scale: scale).fields()
        let bound = settings.symmetric * holdBound + settings.lambda * leadBound
        var result = now.state
        for unit in hold.indices {
            let (a, b) = (settings.symmetric * hold[unit], settings.lambda * lead[unit])
            var sum = a + b
            if !(abs(sum) > bound + 0x1p-50 * (abs(a) + abs(b))) {
                sum = field(of: unit, own: now.state[unit], now.overlaps, seen, scale)
            }
            if sum != 0 { result.set(unit, sum > 0 ? 1 : -1) }
        }
        return result
    }

    /// h_i of one unit: the plain path.
    func field(of unit: Int, own value: Int, _ overlaps: [Int32], _ seen: [Int32], _ scale: Double) -> Double {
        settings.symmetric * own.field(of: unit, own: value, overlaps, scale: scale)
            + settings.lambda * following.field(of: unit, own: 0, seen, scale: scale)
    }
}

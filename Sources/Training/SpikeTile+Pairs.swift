import LearningRules
import Numerics

extension SpikeTile {
    /// The changes of one row since its last visit, where a pair counts only if no other spike lies between: see
    /// `PairingScheme`.
    ///
    /// - Parameters:
    ///   - pairs: what the synapses of the row know, as the input spike of the last visit left it.
    ///   - isSpike: whether the input fires now.
    func movePairs(
        _ row: UnsafeMutablePointer<Float>, _ pairs: UnsafeMutablePointer<Float>, _ visit: SynapseVisit,
        _ decay: [Float], isSpike: Bool
    ) {
        let since = Int(visit.since)
        let isRestricted = pairing.scheme == .restricted
        let spent: Float = isRestricted ? -1 : 0
        if since > 0 { moveTogether(row, pairs, visit, spent: spent) }
        for step in (since + 1)..<(now + 1) {
            let left = decay[step - since]
            for output in firing(in: step) {
                let output = Int(output)
                let found = isRestricted ? (pairs[output] > 0 ? visit.trace : 0) : pairs[output]
                if found > 0 { move(row, output, step, trace: found * left, depression: 0, post: 0) }
                pairs[output] = spent
            }
        }
        if isRestricted {
            guard isSpike else { return }
            for output in 0..<count { pairs[output] = pairs[output] < 0 ? 2 : 1 }
        } else {
            let left = decay[now + (isSpike ? 1 : 0) - since]
            for output in 0..<count { pairs[output] = pairs[output] * left + (isSpike ? 1 : 0) }
        }
    }

    /// The step of the last visit: its input spike, and the output spikes of the same step.
    private func moveTogether(
        _ row: UnsafeMutablePointer<Float>, _ pairs: UnsafeMutablePointer<Float>, _ visit: SynapseVisit, spent: Float
    ) {
        let step = Int(visit.since)
        let isRestricted = pairing.scheme == .restricted
        let (isInputFirst, weakens) = (pairing.coincidence.strengthens, pairing.coincidence.weakens)
        let firing = firing(in: step)
        var next = 0
        for output in 0..<count {
            let fires = next < firing.count && Int(firing[next]) == output
            if fires { next += 1 }
            let findsPost = !isRestricted || pairs[output] == 2 || fires && weakens
            var found: Float = 0
            if fires, isRestricted {
                found = isInputFirst || pairs[output] < 2 ? visit.coincident : 0
            } else if fires {
                found = pairs[output] - (isInputFirst ? 0 : 1)
            }
            move(
                row, output, step, trace: found, depression: visit.depression,
                post: findsPost ? post(of: output, step) : 0)
            if fires { pairs[output] = isInputFirst ? spent : 1 } else if isRestricted { pairs[output] = 1 }
        }
    }
}

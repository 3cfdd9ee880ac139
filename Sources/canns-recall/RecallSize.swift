import Models
import Numerics
import Patterns

/// What a recall takes in memory, asked before any of it is taken.
struct RecallSize {
    let cues: PatternSet
    let times: Int
    let stored: Int
    let dynamics: any RecallingModel
    let steps: Int
    let keepsHistory: Bool
    /// Of the states every so many-th is kept.
    let interval: Int

    private var trials: Double { Double(cues.count) * Double(times) }

    /// Bytes: cues and final states, four states in single precision for all but the packed path, overlaps, and of a
    /// history at least two states, or all where nothing stops.
    private var bytes: Double {
        let values = trials * Double(cues.neurons)
        var isPacked = dynamics.activation.isDiscrete && dynamics.order == .synchronous
        if case .outerProduct? = (dynamics as? any AssociativeModel)?.weights {} else { isPacked = false }
        let state = dynamics.activation.isDiscrete ? 1.0 : 4
        var sum = values * (isPacked ? 3 : 16 + state) + trials * Double(stored) * 4
        if keepsHistory {
            let kept = dynamics.activation.isDeterministic ? min(2, steps + 1) : steps / interval + 1
            sum += values * state * Double(kept)
        }
        return sum
    }

    /// - Throws: `MemoryDemandError` where the machine has less memory than that.
    func check() throws {
        try MemoryDemand.check(
            bytes,
            work: "a recall of \(cues.count) × \(times) cues of \(cues.neurons) units",
            remedy: "use a smaller --repeat, \(keepsHistory ? "no --history, " : "")or several runs with other seeds")
    }
}

import Numerics
import Patterns

extension AmariHopfieldNetwork {
    /// The fast paths are chosen by weights, order and activation; all give the numbers of `recallStepByStep`.
    public func recall(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        try checkCues(cues)
        if case .winners = activation {
            guard clamped == nil else {
                throw RecallError(
                    description: "winners are chosen among all units, so that none of them can be clamped")
            }
            return try SynchronousRecall(self, options: options).run(cues)
        }
        switch order {
        case .asynchronous, .sequential, .blocks: return try AsynchronousRecall(self, options: options).run(cues)
        case .synchronous:
            // Bits are compared with one threshold for all units.
            if thresholds == nil, case .integers = cues.values, let packed = PackedRecall(self, options: options) {
                return packed.run(cues)
            }
            return try SynchronousRecall(self, options: options).run(cues)
        }
    }
}

import Synchronization

/// The outcomes of remedies in their order. Each depends on those before it, which are found first, once: what a cell
/// yields does not depend on which cells were computed before, by which thread or on which machine.
final class RemedyOutcomes: Sendable {
    private let outcomes = Mutex<[[Double]]>([])

    /// - Parameter next: the outcome that follows the earlier ones.
    func outcome(_ index: Int, _ next: (_ earlier: [[Double]]) throws -> [Double]) throws -> [Double] {
        try outcomes.withLock { outcomes in
            while outcomes.count <= index { outcomes.append(try next(outcomes)) }
            return outcomes[index]
        }
    }
}

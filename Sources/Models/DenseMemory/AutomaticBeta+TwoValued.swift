// The least beta, of those from a first one on, that leaves every stored pattern of two values as it is: no unit of it
// changes.

import Numerics
import Patterns
import Separations

extension AutomaticBeta {
    /// Whether patterns of two values are all fixed points at the beta of a separation; false for graded ones.
    static func keepsTwoValued(_ keys: PatternSet, _ separation: any ScaledSeparation, _ workers: Workers) -> Bool {
        guard !keys.coding.isGraded, let memory = DenseAssociativeMemory.overlapMemory(keys, nil, separation) else {
            return false
        }
        return memory.unstable(among: Array(0..<keys.count), workers: workers).isEmpty
    }

    /// - Throws: `SeparationError` where no beta is enough: at a large one a state one unit from a pattern has as large an
    /// overlap as the pattern only if it is stored too, and wins if it is stored more often.
    static func leastOfTwoValued(
        _ separation: any ScaledSeparation, _ keys: PatternSet, from start: Double, _ workers: Workers
    ) throws -> Double {
        /// The patterns among some that are no fixed points.
        func lost(_ beta: Double, among patterns: [Int]) -> [Int] {
            var separation = separation
            separation.beta = beta
            guard let memory = DenseAssociativeMemory.overlapMemory(keys, nil, separation) else { return [] }
            return memory.unstable(among: patterns, workers: workers)
        }
        var beta = start
        var open = lost(beta, among: Array(0..<keys.count))
        if let hopeless = lost(largest, among: open).first {
            throw SeparationError(
                "pattern \(keys.names[hopeless]) differs in one unit from one that is stored more often, so no beta keeps "
                    + "it; store each pattern once")
        }
        while !open.isEmpty {
            // The least for those that are lost, to a hundredth; then all are asked again.
            var (low, high) = (beta, 2 * beta)
            while !lost(high, among: open).isEmpty { (low, high) = (high, min(largest, 2 * high)) }
            while high > 1.01 * low {
                let middle = (low * high).squareRoot()
                if lost(middle, among: open).isEmpty { high = middle } else { low = middle }
            }
            beta = high
            open = lost(beta, among: Array(0..<keys.count))
        }
        return beta
    }
}

extension OverlapMemory {
    /// The keys among some that a step of all units changes.
    fileprivate func unstable(among patterns: [Int], workers: Workers) -> [Int] {
        var isLost = [Bool](repeating: false, count: patterns.count)
        isLost.withUnsafeMutableBufferPointer { buffer in
            let isLost = SharedPointer(buffer)
            workers.forEach(patterns.count) { index in
                var state = TwoPlanes(neurons: keys.columns)
                state.follow(keys, row: patterns[index], isInverted: false)
                isLost.base[index] = OverlapStep(self, state, overlaps(state)).next(keeping: state) != state
            }
        }
        return patterns.indices.filter { isLost[$0] }.map { patterns[$0] }
    }
}

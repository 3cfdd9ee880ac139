// Aim: whether the patterns of a file could be random, so that the theory of random ones is theirs.
//
//     N mean of m_p²  and  N mean of m_pq²  are 1 for independent fair signs, with deviations sqrt(2/P), sqrt(2/pairs)
//
// m_p mean of pattern p, m_pq overlap of patterns p and q, N units. More than four deviations above 1 is no accident.
//
// Reference: elementary; m_p and m_pq are sums of N independent signs, divided by N.

import Models
import Numerics
import Patterns

enum RandomLikeness {
    /// Patterns looked at, at most: their overlaps are a matrix.
    static let largestCount = 1000

    static func kind(of patterns: PatternSet) -> PatternKind {
        guard patterns.coding == .bipolar else { return .own }
        let some = patterns.selecting(Array(0..<min(largestCount, patterns.count)))
        let units = Double(some.neurons)
        let means = (0..<some.count).map { index in
            some.row(index).reduce(0) { $0 + Double($1) } / units
        }
        let overlaps = Overlap.matrix(some, some)
        let pairs = (0..<some.count).flatMap { row in overlaps.row(row).prefix(row).map { Double($0) } }
        return isRandom(means, units) && isRandom(pairs, units) ? .random : .own
    }

    private static func isRandom(_ overlaps: [Double], _ units: Double) -> Bool {
        guard !overlaps.isEmpty else { return true }
        let count = Double(overlaps.count)
        return units * overlaps.reduce(0) { $0 + $1 * $1 } / count <= 1 + 4 * (2 / count).squareRoot()
    }
}

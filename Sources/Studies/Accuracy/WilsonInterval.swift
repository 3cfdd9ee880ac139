// Aim: an interval for a share of so many cases, which is right near 0 and 1 too.
//
//     (p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n),  z = 1.959964 for 95 %
//
// Reference: E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927).

/// The 95 % interval of a share.
package struct WilsonInterval: Sendable, Equatable {
    package let share: Double
    /// How many cases are not among the hits.
    package let misses: Int
    package let low: Double
    package let high: Double

    /// - Precondition: at least one case.
    package init(hits: Int, of count: Int) {
        precondition(count > 0 && (0...count).contains(hits), "a share of at least one case")
        let (p, n, z) = (Double(hits) / Double(count), Double(count), 1.959964)
        let middle = p + z * z / (2 * n)
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        misses = count - hits
        (share, low, high) = (p, max(0, (middle - half) / scale), min(1, (middle + half) / scale))
    }
}

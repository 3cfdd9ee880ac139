// Aim: how many wrong units of a cue a dense memory of ±1 patterns surely corrects in a step, whichever they are.
//
//     h_i = sum_p x_pi D(a_p),  a_p = sum_{j != i} x_pj s_j,  s_i <- sign(h_i), 0 keeps it          D from the separation
//
// Let x be a stored pattern, y_pj = x_pj x_j, and D' the wrong units of a cue other than i, at most k. Then
//
//     x_i h_i = sum_p y_pi D(a_p),   a_p = m_p - 2 sum_{j in D'} y_pj,   m_p = sum_{j != i} y_pj
//
// With n+ and n- of the units j != i like and unlike pattern p, a_p lies in [m_p - 2 min(k, n+), m_p + 2 min(k, n-)], in steps of
// 2. Let f_p(a) = y_pi D(a), e_p the place of its least value there. Two bounds of x_i h_i from below follow, whatever D is:
//
//     1. sum_p f_p(e_p).
//     2. Where e_p is an end of the range, the steepest line through (e_p, f_p(e_p)) below all f_p(a) has a slope s_p, else
//        s_p = 0; so x_i h_i >= sum_p (f_p(e_p) + s_p (m_p - e_p)) - 2 sum_{j in D'} c_j,  c_j = sum_p s_p y_pj, of which the
//        worst D' takes the k largest positive ones.
//
// The first lets each pattern choose the worst cue for itself; the second lets all have one cue, and is exact, but for fields
// of 0, where D is linear (power 2 and Hebb's memory). The larger of the two counts. So unit i is right after a step from every cue with at
// most d wrong units where B_i(d) > 0, or = 0 with whole numbers, since then a right unit keeps its state, and B_i(d - 1) > 0,
// for cues in which i itself is wrong. d_i and all that follows from it are those of CorrectionRadius.
//
// Sums of whole numbers below 2^53 are exact. Of others each D is right within a share e of itself, 2^-30 or more where
// exponents are large, and B_i has to be more than e times the sum of the magnitudes in it; lines are always used with this
// allowance. A D beyond all numbers proves nothing.
//
// Units in which all patterns agree, a class, have one d_i. Of more than 4096 classes only r, the least d_i, is looked for, and
// stands for all that are not -1.

import Models
import Numerics
import Patterns

struct OverlapRadius {
    private let gains: OverlapGains
    private let classes: UnitClasses
    /// y_pj of a unit of each class, [pattern][class].
    private let signs: [[Int8]]
    /// Units like the pattern of each other.
    private let like: [Int]

    /// Products of a pass over pairs of classes for the second bound, at most.
    private static let mostProducts = 1 << 24
    /// Classes whose radii are looked for one by one, at most.
    private static let mostClasses = 4096
    /// e.
    private let allowance: Double

    /// - Parameters:
    ///   - bits: the patterns, one a row.
    ///   - classes: of their units.
    ///   - target: the row of the pattern that is certified.
    init(_ gains: OverlapGains, _ bits: BitMatrix, _ classes: UnitClasses, target: Int) {
        (self.gains, self.classes) = (gains, classes)
        allowance = max(0x1p-30, gains.error)
        signs = (0..<bits.rows).map { pattern in
            classes.representatives.map { bits[pattern, $0] == bits[target, $0] ? 1 : -1 }
        }
        like = signs.map { row in zip(row, classes.counts).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) } }
    }

    /// d_i of each unit; -1 where not even the pattern itself leaves it as it is.
    func units() -> [Int] {
        let all = classes.representatives.indices
        // B(d) of all classes for each d that was looked at.
        var known: [Int: [Bound]] = [:]
        func bounds(_ wrong: Int) -> [Bound] {
            if let found = known[wrong] { return found }
            let found = self.bounds(wrong)
            if all.count <= Self.mostClasses { known[wrong] = found }
            return found
        }
        func hold(_ wrong: Int, _ units: [Int]) -> Bool {
            let now = bounds(wrong)
            guard units.allSatisfy({ now[$0].isKept }) else { return false }
            guard wrong > 0 else { return true }
            let before = bounds(wrong - 1)
            return units.allSatisfy { before[$0].isPositive }
        }
        func radius(_ units: [Int]) -> Int {
            var (low, high) = (0, gains.neurons + 1)
            while high - low > 1 {
                let middle = low + (high - low) / 2
                if hold(middle, units) { low = middle } else { high = middle }
            }
            return low
        }
        let first = bounds(0)
        let stable = all.filter { first[$0].isKept }
        var radii = [Int](repeating: -1, count: all.count)
        if all.count <= Self.mostClasses {
            for unit in stable { radii[unit] = radius([unit]) }
        } else {
            let least = radius(stable)
            for unit in stable { radii[unit] = least }
        }
        return classes.spread(radii)
    }

    /// What B_i is at least, and what it has to exceed for the truth to be above 0.
    private struct Bound {
        let value: Double
        let slack: Double

        var isPositive: Bool { value > slack }
        /// Whether a right unit stays right: at a field of 0 it keeps its state.
        var isKept: Bool { isPositive || value == 0 && slack == 0 }
    }

    /// A pattern's part of a bound: f(e), the slope of its line, m - e, and the largest |f| in the range.
    private struct Part {
        var least: Double
        var slope: Double
        var distance: Double
        var magnitude: Double
    }

    /// B_i of a unit of each class with at most `wrong` wrong units beside it.
    private func bounds(_ wrong: Int) -> [Bound] {
        let table = gains.values(over: max(0, gains.neurons - 1 - 2 * wrong))
        // Of a unit that is like the pattern, and of one that is not.
        let parts = like.map { like in
            [1.0, -1].map { own in part(like, own: own, wrong, table) }
        }
        let count = classes.representatives.count
        let usesLines = wrong > 0 && count * count <= Self.mostProducts / max(1, signs.count)
        var sums = [Double](repeating: 0, count: count)
        var (sizes, lines, largest) = (sums, sums, sums)
        for (pattern, row) in signs.enumerated() {
            let (alike, unlike) = (parts[pattern][0], parts[pattern][1])
            for unit in 0..<count {
                let part = row[unit] > 0 ? alike : unlike
                sums[unit] += part.least
                sizes[unit] += abs(part.least)
                lines[unit] += part.slope * part.distance
                largest[unit] += part.magnitude
            }
        }
        return (0..<count).map { unit in
            let first = Bound(value: sums[unit], slack: gains.isExact ? 0 : allowance * sizes[unit])
            guard usesLines, sums[unit].isFinite else { return first }
            let taken = 2 * worst(unit, wrong, parts)
            // Lines are no whole numbers.
            let second = Bound(
                value: sums[unit] + lines[unit] - taken,
                slack: allowance * (largest[unit] + abs(lines[unit]) + taken))
            return second.value - second.slack > first.value - first.slack ? second : first
        }
    }

    /// The sum of the largest positive c_j of at most `wrong` units.
    private func worst(_ unit: Int, _ wrong: Int, _ parts: [[Part]]) -> Double {
        let count = classes.representatives.count
        var slopes = [Double](repeating: 0, count: count)
        for (pattern, row) in signs.enumerated() {
            let slope = parts[pattern][row[unit] > 0 ? 0 : 1].slope
            guard slope != 0 else { continue }
            for other in 0..<count { slopes[other] += slope * Double(row[other]) }
        }
        var (sum, left) = (0.0, wrong)
        for other in (0..<count).filter({ slopes[$0] > 0 }).sorted(by: { slopes[$0] > slopes[$1] }) where left > 0 {
            let taken = min(left, classes.counts[other] - (other == unit ? 1 : 0))
            sum += slopes[other] * Double(taken)
            left -= taken
        }
        return sum
    }

    /// - Parameters:
    ///   - like: units like the pattern, of all.
    ///   - own: y_pi.
    private func part(_ like: Int, own: Double, _ wrong: Int, _ table: [Double]) -> Part {
        let neurons = gains.neurons
        let alike = own > 0 ? max(0, like - 1) : like
        let unlike = neurons - 1 - alike
        let middle = alike - unlike
        let (low, high) = (middle - 2 * min(wrong, alike), middle + 2 * min(wrong, unlike))
        func value(_ overlap: Int) -> Double { own * table[overlap + neurons + 1] }
        var (place, least, magnitude) = (low, Double.infinity, 0.0)
        for overlap in stride(from: low, through: high, by: 2) {
            let found = value(overlap)
            guard found.isFinite else { return Part(least: -.infinity, slope: 0, distance: 0, magnitude: .infinity) }
            if found < least { (place, least) = (overlap, found) }
            magnitude = max(magnitude, abs(found))
        }
        var slope = 0.0
        if low < high, place == low || place == high {
            let away = place == low ? 1.0 : -1
            slope = .infinity
            for overlap in stride(from: low, through: high, by: 2) where overlap != place {
                slope = min(slope, (value(overlap) - least) / Double(abs(overlap - place)))
            }
            slope *= away
        }
        return Part(
            least: least, slope: slope.isFinite ? slope : 0, distance: Double(middle - place), magnitude: magnitude)
    }
}

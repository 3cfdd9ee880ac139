// Aim: how many wrong units of a cue a step surely corrects, proved from the weights, whichever units they are.
//
// Let x be a pattern of +1 and -1 and D the units in which a cue differs from it. After a step unit i is as in x where
//
//     x_i (h_i - theta_i) = g_i - 2 sum_{j in D} c_ij > 0,   c_ij = x_i w_ij x_j,   g_i = sum_j c_ij - x_i theta_i,
//
// and where that is 0 and i is not in D, since a unit keeps its state at a field of 0. Of all D of at most d units the worst
// for i takes the largest positive c_ij. Let A_i(d) be the sum of the d largest positive c_ij with j other than i. Then i
// is right after a step from every cue with at most d wrong units if and only if
//
//     g_i >= 2 A_i(d)   and, for d > 0,   g_i > 2 (c_ii + A_i(d - 1)):
//
// the first for cues in which i is right, the second for those in which it is wrong. Let d_i be the largest such d, -1 where
// not even x itself leaves i as it is. So from every cue with at most
//
//     r = min_i d_i
//
// wrong units one step of all units leads to x, and there is a cue with r + 1 that it does not lead there: r is exact. One
// sweep of updates unit by unit leads to x as well, in any order: each update of a state with at most r wrong units leaves
// its unit right, so that wrong units only grow fewer.
//
// Several steps of all units: from a cue with at most d wrong units a step leaves wrong at most k(d) = #{i : d_i < d} units.
// So if every cue with at most R wrong units is led to x, and k(d) <= R, then so is every cue with at most d. From R = r on,
// R <- max {d : k(d) <= R} until it grows no more.
//
// In a sum of outer products of ±1 or 0/1 patterns, units that have the same value in each pattern and in x have the same d_i:
// the weights to the one are those to the other. So a memory of P patterns takes 2^P rows at most, each of N weights.
//
// Fields that are sums of integers in unit 1/N are compared exactly. Others are sums of Float32: a sum of N of them in any
// order is off by less than e_i = N 2^-24 sum_j |w_ij|, and both conditions ask for more than e_i instead of 0.

import Models
import Numerics

/// What the weights of a network prove of one pattern.
struct CorrectionRadius {
    /// d_i for each unit; -1 where the pattern itself does not leave the unit as it is.
    let units: [Int]

    /// r: from every cue with at most so many wrong units one step leads to the pattern; -1 where it is no fixed point.
    var oneStep: Int { units.min() ?? -1 }

    /// R: from every cue with at most so many wrong units steps of all units lead to the pattern.
    var manySteps: Int {
        var radius = oneStep
        guard radius >= 0 else { return -1 }
        let sorted = units.sorted()
        while true {
            // k(d) <= R for all d up to the place R of the sorted radii: at most R units have a smaller one.
            let next = radius < sorted.count ? sorted[radius] : sorted[sorted.count - 1]
            guard next > radius else { return radius }
            radius = next
        }
    }

    init(units: [Int]) { self.units = units }

    /// - Parameter pattern: +1 and -1.
    /// - Throws: errors of stored weights.
    init(_ network: AmariHopfieldNetwork, pattern: [Float]) throws {
        let fields = FieldArithmetic(network)
        func radius(_ unit: Int) throws -> Int {
            try Self.radius(
                of: unit, pattern: pattern, row: network.weights.row(unit),
                threshold: network.thresholds?[unit] ?? network.threshold, fields)
        }
        // Units that outer products do not tell apart have one radius: of few patterns there are few, however many units.
        if case .outerProduct(let memory) = network.weights, let bits = memory.bits {
            let classes = UnitClasses(bits) { pattern[$0] + (network.thresholds?[$0] ?? 0) * 4 }
            units = classes.spread(try classes.representatives.map(radius))
        } else {
            units = try pattern.indices.map(radius)
        }
    }

    private static func radius(
        of unit: Int, pattern: [Float], row: [Float], threshold: Float, _ fields: FieldArithmetic
    ) throws -> Int {
        let (values, slack) = fields.values(row, threshold: threshold)
        let own = Double(pattern[unit])
        // Networks whose fields are exact have no threshold.
        var margin = -own * Double(threshold)
        var helping: [Double] = []
        for (other, value) in values.enumerated() {
            let part = own * value * Double(pattern[other])
            margin += part
            if other != unit, part > 0 { helping.append(part) }
        }
        helping.sort(by: >)
        func isSure(_ sum: Double, isWrong: Bool) -> Bool {
            let left = margin - 2 * sum
            return slack > 0 || isWrong ? left > slack : left >= 0
        }
        guard isSure(0, isWrong: false) else { return -1 }
        var (radius, sum) = (0, 0.0)
        while radius < pattern.count {
            // With one more wrong unit: unit itself and `radius` others, or `radius` + 1 others.
            let larger = sum + (radius < helping.count ? helping[radius] : 0)
            guard isSure(values[unit] + sum, isWrong: true), isSure(larger, isWrong: false) else { break }
            (radius, sum) = (radius + 1, larger)
        }
        return radius
    }

    /// The other units, first those whose inversion lowers the field of a unit most.
    static func worstUnits(_ network: AmariHopfieldNetwork, pattern: [Float], unit: Int) throws -> [Int] {
        let row = try network.weights.row(unit)
        let parts = pattern.indices.map { pattern[unit] * row[$0] * pattern[$0] }
        return pattern.indices.filter { $0 != unit }.sorted { (parts[$0], $1) > (parts[$1], $0) }
    }
}

/// How the fields of a network are added up, and so how far two of them may be apart that are equal in truth.
private struct FieldArithmetic {
    /// Weights times this are integers; nil where they are not all.
    private let unit: Double?
    private let neurons: Int

    init(_ network: AmariHopfieldNetwork) {
        neurons = network.neurons
        // Outer products add up integers; a matrix adds Float32 values exactly where they are multiples of a power of two.
        let addsIntegers =
            switch network.weights {
            case .outerProduct, .empty: true
            case .dense, .stored: neurons & (neurons - 1) == 0
            }
        unit = addsIntegers && network.threshold == 0 && network.thresholds == nil ? Double(neurons) : nil
    }

    /// A row of weights in units in which sums are exact, or as it is with what rounding may do.
    func values(_ row: [Float], threshold: Float) -> (values: [Double], slack: Double) {
        if let unit {
            let whole = row.map { (Double($0) * unit).rounded() }
            let isWhole = zip(row, whole).allSatisfy { abs(Double($0) * unit - $1) <= 1e-6 * max(1, abs($1)) }
            if isWhole, whole.reduce(0, { $0 + abs($1) }) < 0x1p24 { return (whole, 0) }
        }
        let values = row.map { Double($0) }
        let size = values.reduce(Double(abs(threshold))) { $0 + abs($1) }
        return (values, Double(neurons) * 0x1p-24 * size)
    }
}

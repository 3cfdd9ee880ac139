// Aim: what each unit of a layer stands for, and what the units together say of a pattern.
//
//     label of unit i    the class c of largest mean response: argmax_c mean_{x in c} f_i(x)
//     votes              argmax_c of the mean response of the units with label c
//     prototype          the label of the unit that responds most, of those with a label
//
// Labels are assigned on training patterns alone. Responses are 0 or more: a unit that never responds has no label, and a
// pattern to which no unit with a label responds has no answer.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015), section 2.6.

import Numerics
import Patterns

/// One class for each unit.
struct UnitLabels: Sendable {
    /// Positions among the classes, -1 for none.
    let classes: [Int]
    let count: Int

    /// - Parameters:
    ///   - features: of the training patterns, [pattern, unit].
    ///   - shown: the class of each training pattern, nil where it has none.
    ///   - count: of classes.
    init(_ features: Matrix, shown: [Int?], count: Int) {
        let units = features.columns
        var sums = [Double](repeating: 0, count: count * units)
        var sizes = [Int](repeating: 0, count: count)
        for pattern in 0..<features.rows {
            guard let shown = shown[pattern] else { continue }
            sizes[shown] += 1
            features.withRow(pattern) { row in
                for unit in 0..<units { sums[shown * units + unit] += Double(row[unit]) }
            }
        }
        self.count = count
        classes = (0..<units).map { unit in
            let means = (0..<count).map { sums[$0 * units + unit] / Double(max(1, sizes[$0])) }
            return Self.largest(means)
        }
    }

    /// The class of largest mean response, -1 for none.
    func vote(_ responses: ArraySlice<Float>) -> Int {
        var sums = [Double](repeating: 0, count: count)
        var sizes = [Int](repeating: 0, count: count)
        for (label, response) in zip(classes, responses) where label >= 0 {
            sums[label] += Double(response)
            sizes[label] += 1
        }
        return Self.largest(zip(sums, sizes).map { $1 > 0 ? $0 / Double($1) : 0 })
    }

    /// The class of the unit that responds most, -1 for none.
    func prototype(_ responses: ArraySlice<Float>) -> Int {
        let unit = Self.largest(zip(classes, responses).map { $0 >= 0 ? Double($1) : 0 })
        return unit < 0 ? -1 : classes[unit]
    }

    /// The place of the largest value, the first of several; -1 where none is above 0.
    private static func largest(_ values: [Double]) -> Int {
        let best = values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
        return values.isEmpty || values[best] <= 0 ? -1 : best
    }
}

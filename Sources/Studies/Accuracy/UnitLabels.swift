// Aim: what each unit of a layer stands for, and what the units together say of a pattern.
//
//     label of unit i    the class c of largest mean response: argmax_c mean_{x in c} f_i(x)
//     votes              argmax_c of the mean response of the units with label c
//     prototype          the label of the unit that responds most
//
// Labels are assigned on training patterns alone.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015), section 2.6.

import Numerics
import Patterns

/// One class for each unit.
struct UnitLabels: Sendable {
    /// Positions among the classes.
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
            return means.indices.max { means[$0] < means[$1] } ?? 0
        }
    }

    /// The class of largest mean response.
    func vote(_ responses: ArraySlice<Float>) -> Int {
        var sums = [Double](repeating: 0, count: count)
        var sizes = [Int](repeating: 0, count: count)
        for (unit, response) in responses.enumerated() {
            sums[classes[unit]] += Double(response)
            sizes[classes[unit]] += 1
        }
        let means = (0..<count).map { sizes[$0] > 0 ? sums[$0] / Double(sizes[$0]) : -1 }
        return means.indices.max { means[$0] < means[$1] } ?? 0
    }

    /// The class of the unit that responds most.
    func prototype(_ responses: ArraySlice<Float>) -> Int {
        let first = responses.startIndex
        return classes[(responses.indices.max { responses[$0] < responses[$1] } ?? first) - first]
    }
}

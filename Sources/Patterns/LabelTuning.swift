// Aim: what each unit does on average for each label.
//
//     t_ul = 1/N_l  sum of x_su over the N_l samples s with label l
//
// x_su value of unit u in sample s: a response, or whether it fires in a time step. The rate in Hz is t times the steps of a
// second. Samples without a label do not count.
//
// Reference: elementary.

import Numerics

/// Sums of values by unit and label, over some of the samples.
package struct LabelTuning: Sendable {
    /// The labels that occur in these samples, ascending, and their names.
    package let labels: [Int32]
    package let names: [String]
    /// How many samples each of them has.
    package let counts: [Int]
    private let places: [Int32: Int]
    private let of: PatternLabels
    /// [unit, label]
    private var sums: [Double]

    package init(_ labels: PatternLabels, units: Int, samples: Range<Int>) {
        let own = labels.selecting(Array(samples))
        self.labels = own.occurring
        names = own.occurring.compactMap(own.name)
        let places = Dictionary(uniqueKeysWithValues: own.occurring.enumerated().map { ($1, $0) })
        var counts = [Int](repeating: 0, count: names.count)
        for label in own.values { if let place = places[label] { counts[place] += 1 } }
        (self.places, self.counts, of) = (places, counts, labels)
        sums = [Double](repeating: 0, count: units * names.count)
    }

    package var unitCount: Int { names.isEmpty ? 0 : sums.count / names.count }

    /// Adds the value of a unit in a sample, one of those that count; values of 0 may be left out.
    package mutating func add(_ value: Double, unit: Int, sample: Int) {
        guard let label = places[of.values[sample]] else { return }
        sums[unit * names.count + label] += value
    }

    /// [unit, label], in the order of `labels`.
    package var means: Matrix {
        let values = sums.indices.map { Float(sums[$0] / Double(counts[$0 % names.count])) }
        return Matrix(rows: unitCount, columns: names.count, values: values)
    }

    /// Of each unit the place of the label with the largest mean, the first of equal ones; nil where all are equal.
    package var preferred: [Int?] {
        let means = means
        return (0..<unitCount).map { unit in
            let row = means.row(unit)
            guard let most = row.max(), row.contains(where: { $0 < most }) else { return nil }
            return row.firstIndex(of: most)
        }
    }

    /// All units, grouped by the label that they prefer; those that prefer none last.
    package var unitsByLabel: [Int] {
        let preferred = preferred
        return (0..<unitCount).sorted { (preferred[$0] ?? .max, $0) < (preferred[$1] ?? .max, $1) }
    }
}

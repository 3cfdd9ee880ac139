// Aim: the unit in which temperatures are given, so that T = 1 is the temperature at which a single stored pattern is
// lost whatever the rule and its normalisation.
//
//     u = sum_pi y_pi h_pi / sum_pi |y_pi|,   h_p = W x_p
//
// x_p stored pattern p; y its values around their middle: ±1 as they are, 2 x - 1 of 0/1, x - mean of real ones. For ±1
// patterns u is the mean of x_i h_i: N/P under Hebbian learning divided by P, 1 under one divided by N.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. A 32, 1007 (1985).

import Numerics
import Patterns

extension AssociativeModel {
    /// The mean field u of stored patterns, each unit counted in the direction of its value.
    ///
    /// - Throws: errors of stored weights that cannot be read.
    public func meanField(of patterns: PatternSet, workers: Workers = .single) throws -> Double {
        precondition(patterns.neurons == neurons, "patterns of one value a unit")
        let middle = patterns.coding.isGraded ? patterns.mean : patterns.coding == .bipolar ? 0 : 0.5
        let scale = patterns.coding == .binary || patterns.coding == .spikes ? 2.0 : 1
        // As many at a time as have fields of 256 MiB.
        let size = max(1, (1 << 26) / neurons)
        var (sum, weight) = (0.0, 0.0)
        for first in stride(from: 0, to: patterns.count, by: size) {
            let part = patterns.selecting(Array(first..<min(patterns.count, first + size)))
            let fields = try fields(of: part, workers: workers)
            for pattern in 0..<part.count {
                let row = part.row(pattern)
                for unit in row.indices {
                    let value = scale * (Double(row[unit]) - middle)
                    sum += value * Double(fields[pattern, unit])
                    weight += abs(value)
                }
            }
        }
        return weight > 0 ? sum / weight : 0
    }
}

// Aim: the orientation that each unit of a layer of pictures prefers, and how sharply.
//
//     r(theta) = max over period and phase of  w · g / sqrt(g · g / n)
//     g(row, column) = cos(2 pi (column cos(theta) + row sin(theta)) / period + phase), its mean removed
//
// w weights of the unit, one a pixel, n pixels. theta 0 ... 165 degrees by 15, eight phases, periods of 3 pixels and,
// each longer by a third or a half, 4, 6, 8, 12 ... up to the longer side. Gratings of one contrast, so that a unit's
// answers compare; the greatest over the phases stands for what a drifting grating drives.
//
// Reference: D. H. Hubel, T. N. Wiesel, J. Physiol. 148, 574 (1959); J. A. Movshon, I. D. Thompson, D. J. Tolhurst,
// J. Physiol. 283, 53 (1978).

import Numerics
import Patterns

package struct Gratings: Sendable {
    package let geometry: Geometry
    /// Degrees of the direction across the bars, from along a row.
    package static let orientations = (0..<12).map { $0 * 15 }
    private static let phases = 8

    package init(_ geometry: Geometry) { self.geometry = geometry }

    /// In pixels.
    var periods: [Int] {
        let side = max(3, geometry.rows, geometry.columns)
        let all = (0..<Int.bitWidth / 4).flatMap { [3 << $0, 4 << $0] }
        return all.filter { $0 <= side }
    }

    /// A grating of mean 0 and mean square 1, [row, column]; zeros where the pixels see no change.
    func values(orientation: Int, period: Int, phase: Int) -> [Float] {
        let angle = Double(orientation) * .pi / 180
        // sin(x) = cos(x - pi/2)
        let (across, down) = (cosine(angle), cosine(angle - .pi / 2))
        let shift = 2 * Double.pi * Double(phase) / Double(Self.phases)
        var values = (0..<geometry.neurons).map { index in
            let (row, column) = (Double(index / geometry.columns), Double(index % geometry.columns))
            return cosine(2 * .pi * (column * across + row * down) / Double(period) + shift)
        }
        let mean = values.reduce(0, +) / Double(values.count)
        for index in values.indices { values[index] -= mean }
        let square = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        let gain = square > 1e-12 ? 1 / square.squareRoot() : 0
        return values.map { Float($0 * gain) }
    }

    /// One grating an orientation, named by its degrees: the middle period at phase 0.
    package var patterns: PatternSet {
        let period = periods[periods.count / 2]
        let values = Self.orientations.flatMap { self.values(orientation: $0, period: period, phase: 0) }
        return PatternSet(
            coding: .real, neurons: geometry.neurons, values: .reals(values),
            names: Self.orientations.map { "\($0)°" }, geometry: geometry)
    }

    /// The greatest response of each unit at each orientation, [unit, orientation].
    ///
    /// - Parameter weights: [unit, pixel].
    package func responses(of weights: Matrix) -> Matrix {
        precondition(weights.columns == geometry.neurons, "one weight a pixel")
        var greatest = Matrix(rows: weights.rows, columns: Self.orientations.count)
        for (place, orientation) in Self.orientations.enumerated() {
            for period in periods {
                for phase in 0..<Self.phases {
                    let answers = weights.times(values(orientation: orientation, period: period, phase: phase))
                    for unit in answers.indices { greatest[unit, place] = max(greatest[unit, place], answers[unit]) }
                }
            }
        }
        return greatest
    }
}

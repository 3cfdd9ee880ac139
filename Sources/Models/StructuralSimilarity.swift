// Aim: how alike two pictures look: in brightness, contrast and structure, in windows of about their detail.
//
//     SSIM = mean over windows of  (2 m_x m_y + c_1) (2 s_xy + c_2) / ((m_x² + m_y² + c_1) (s_x² + s_y² + c_2))
//
// m means, s² variances and s_xy covariance in a Gaussian window of 11 × 11 pixels, standard deviation 1.5; c_1 = 0.01²,
// c_2 = 0.03² for values of 0...1. Windows lie wholly in the picture; of colours the mean of the three is taken. 1 for
// equal pictures, near 0 for unrelated ones. The window is separable: rows first, then columns.
//
// Reference: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, IEEE Trans. Image Process. 13, 600 (2004).

import Numerics
import Patterns

package enum StructuralSimilarity {
    /// Pixels on each side of the middle of a window.
    private static let radius = 5
    private static let deviation = 1.5

    /// - Parameters:
    ///   - a: values of 0...1 in the order of `geometry`.
    ///   - b: likewise.
    /// - Returns: nil for pictures smaller than a window.
    package static func of(_ a: [Float], _ b: [Float], _ geometry: Geometry) -> Double? {
        precondition(a.count == geometry.neurons && b.count == geometry.neurons, "two pictures of this size")
        guard geometry.rows > 2 * radius, geometry.columns > 2 * radius else { return nil }
        var sum = 0.0
        for channel in 0..<geometry.channels {
            func plane(_ values: [Float]) -> [Double] {
                stride(from: channel, to: values.count, by: geometry.channels).map { Double(values[$0]) }
            }
            sum += mean(plane(a), plane(b), geometry)
        }
        return sum / Double(geometry.channels)
    }

    /// The mean over the windows of one colour.
    private static func mean(_ x: [Double], _ y: [Double], _ geometry: Geometry) -> Double {
        func products(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }
        let averages = [x, y, products(x, x), products(y, y), products(x, y)].map { weighted($0, geometry) }
        let (first, second) = (0.01 * 0.01, 0.03 * 0.03)
        var sum = 0.0
        for window in averages[0].indices {
            let (meanX, meanY) = (averages[0][window], averages[1][window])
            let varianceX = averages[2][window] - meanX * meanX
            let varianceY = averages[3][window] - meanY * meanY
            let covariance = averages[4][window] - meanX * meanY
            sum +=
                (2 * meanX * meanY + first) * (2 * covariance + second)
                / ((meanX * meanX + meanY * meanY + first) * (varianceX + varianceY + second))
        }
        return sum / Double(averages[0].count)
    }

    /// The weights of a window along one axis, which add up to 1.
    private static let weights: [Double] = {
        let heights = (-radius...radius).map { exponential(-Double($0 * $0) / (2 * deviation * deviation)) }
        let sum = heights.reduce(0, +)
        return heights.map { $0 / sum }
    }()

    /// Weighted means over all windows, row by row.
    private static func weighted(_ values: [Double], _ geometry: Geometry) -> [Double] {
        let (rows, columns) = (geometry.rows, geometry.columns - 2 * radius)
        var along = [Double](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for (offset, weight) in weights.enumerated() {
                let source = row * geometry.columns + offset
                for column in 0..<columns { along[row * columns + column] += weight * values[source + column] }
            }
        }
        var result = [Double](repeating: 0, count: (rows - 2 * radius) * columns)
        for row in 0..<rows - 2 * radius {
            for (offset, weight) in weights.enumerated() {
                let source = (row + offset) * columns
                for column in 0..<columns { result[row * columns + column] += weight * along[source + column] }
            }
        }
        return result
    }
}

import Numerics

/// Of one state the part that the fields of all units share, and what its energy is made of.
package struct FieldSummary: Sendable {
    /// sum_p g_p rho_p.
    package var shift = 0.0
    /// sum_p c_p b_p², or |Mb|²: sᵀWs with the diagonal in place.
    package var coupling = 0.0
}

extension OuterProductWeights {
    /// The factor that is left out of gains because all patterns share it.
    package var gainScale: Float { commonCoefficient ?? 1 }

    /// The gains of one state, without `gainScale`.
    ///
    /// - Parameters:
    ///   - overlaps: b_p, `count` values.
    ///   - gains: room for `count` values.
    package func gains(_ overlaps: UnsafePointer<Double>, into gains: UnsafeMutablePointer<Float>) -> FieldSummary {
        switch coupling {
        case .coefficients(let coefficients): ownGains(overlaps, coefficients, into: gains)
        case .inverseCorrelation(let root): coupledGains(overlaps, root, into: gains)
        }
    }

    private func ownGains(
        _ overlaps: UnsafePointer<Double>, _ coefficients: [Float], into gains: UnsafeMutablePointer<Float>
    ) -> FieldSummary {
        var summary = FieldSummary()
        let separate = commonCoefficient == nil
        coefficients.withUnsafeBufferPointer { coefficients in
            offsets.withUnsafeBufferPointer { offsets in
                for pattern in 0..<count {
                    let (overlap, coefficient) = (overlaps[pattern], Double(coefficients[pattern]))
                    let gain = separate ? coefficient * overlap : overlap
                    gains[pattern] = Float(gain)
                    summary.shift += gain * Double(offsets[pattern])
                    summary.coupling += coefficient * overlap * overlap
                }
            }
        }
        return summary
    }

    private func coupledGains(
        _ overlaps: UnsafePointer<Double>, _ root: Matrix, into gains: UnsafeMutablePointer<Float>
    ) -> FieldSummary {
        var summary = FieldSummary()
        let count = count
        var sums = [Double](repeating: 0, count: count)
        root.values.withUnsafeBufferPointer { factors in
            sums.withUnsafeMutableBufferPointer { sums in
                for component in 0..<root.rows {
                    let first = component * count
                    var projection = 0.0
                    for pattern in 0..<count { projection += Double(factors[first + pattern]) * overlaps[pattern] }
                    summary.coupling += projection * projection
                    for pattern in 0..<count { sums[pattern] += projection * Double(factors[first + pattern]) }
                }
            }
        }
        for pattern in 0..<count {
            gains[pattern] = Float(sums[pattern])
            summary.shift += sums[pattern] * Double(offsets[pattern])
        }
        return summary
    }
}

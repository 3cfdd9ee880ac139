import Numerics

/// What separations share.
enum Shares {
    static func largest(_ values: UnsafeMutableBufferPointer<Double>) -> Double {
        var most = -Double.infinity
        for index in values.indices { most = max(most, values[index]) }
        return most
    }

    /// Divides by the sum of magnitudes; zeros stay.
    static func normalize(_ values: UnsafeMutableBufferPointer<Double>) {
        var sum = 0.0
        for index in values.indices { sum += abs(values[index]) }
        guard sum > 0 else { return }
        for index in values.indices { values[index] /= sum }
    }

    /// Powers of the values, as shares. They are first divided by the largest magnitude, so that nothing overflows.
    static func raise(_ values: UnsafeMutableBufferPointer<Double>, to exponent: Int) {
        var most = 0.0
        for index in values.indices { most = max(most, abs(values[index])) }
        guard most > 0 else { return }
        for index in values.indices { values[index] = power(values[index] / most, Double(exponent)) }
        normalize(values)
    }
}

// Aim: the overlap that a stored pattern keeps at a temperature and a load.
//
//     m = ∫Dz tanh u,   q = ∫Dz tanh² u,   r = q / (1 - (1 - q)/T)²,   u = (m + sqrt(alpha r) z) / T
//
// T temperature in units of the field at a stored pattern, alpha load of the other patterns, Dz the normal measure;
// infinitely many units, replica-symmetric. The solution is the one near m = 1, by iteration; without other patterns it
// is that of m = tanh(m/T).
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Annals of Physics 173, 30 (1987).

import Numerics

public enum ThermalRetrieval {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian(order: .asynchronous)

    /// m; 0 where no retrieval state is left, NaN where the iteration does not settle (at the edge of retrieval).
    public static func overlap(temperature: Double, load: Double) -> Double {
        precondition(temperature >= 0 && load >= 0, "a temperature and a load are not negative")
        if load == 0 { return ThermalOverlap.overlap(temperature: temperature) }
        // Below this m differs from its value at T = 0 by less than 1e-4, and tanh is too steep for the sums.
        guard temperature >= 0.01 else { return RetrievalOverlap.overlap(load: load) }
        var (m, q) = (1.0, 1.0)
        for _ in 0..<iterations {
            let susceptibility = (1 - q) / temperature
            guard susceptibility < 1 else { return 0 }
            let noise = (load * q).squareRoot() / (1 - susceptibility)
            let (next, square) = averages(mean: m / temperature, deviation: noise / temperature)
            if next < 1e-3 { return 0 }
            if abs(next - m) < 1e-9 { return next }
            (m, q) = (next, square)
        }
        return .nan
    }

    private static let iterations = 5000

    /// The means of tanh and tanh² of a normal number: trapezoids, which are exact to many digits for a smooth
    /// function that vanishes at both ends.
    private static func averages(mean: Double, deviation: Double) -> (first: Double, second: Double) {
        let step = min(0.1, max(0.005, 0.5 / deviation))
        var (first, second, total) = (0.0, 0.0, 0.0)
        for index in -Int(7 / step)...Int(7 / step) {
            let z = Double(index) * step
            let weight = exponential(-z * z / 2)
            let value = 1 - 2 / (exponential(2 * (mean + deviation * z)) + 1)
            first += weight * value
            second += weight * value * value
            total += weight
        }
        return (first / total, second / total)
    }
}

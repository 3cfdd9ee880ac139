// Aim: how many standard errors, themselves known from few trials, an interval of 95 % reaches to each side.
//
//     P(|t| < q) = integral of cos^(n-1) from 0 to atan(q/sqrt(n)) / integral from 0 to pi/2 = 0.95
//
// n degrees of freedom of Student's t = sqrt(n) tan(angle).
//
// Reference: Student, Biometrika 6, 1 (1908).

import Numerics

enum StudentQuantile {
    /// q at n >= 1: 12.706 for 1, 4.303 for 2, 2.228 for 10, 1.960 for many.
    static func of95(degrees n: Double) -> Double {
        precondition(n >= 1, "a degree of freedom or more")
        // Of many degrees of freedom all but 1e-20 lies within ten deviations of 1/sqrt(n).
        let end = min(Double.pi / 2, 10 / n.squareRoot())
        let whole = area(n, to: end)
        let angle = Bisection.root(in: 0...end) { area(n, to: $0) - 0.95 * whole }
        return n.squareRoot() * sine(angle) / cosine(angle)
    }

    /// The integral of cos^(n-1) from 0 by Simpson's rule.
    private static func area(_ n: Double, to end: Double) -> Double {
        let cuts = 200
        let step = end / Double(cuts)
        var sum = 0.0
        for cut in 0...cuts {
            let weight = cut == 0 || cut == cuts ? 1.0 : cut % 2 == 1 ? 4 : 2
            sum += weight * power(max(0, cosine(Double(cut) * step)), n - 1)
        }
        return sum * step / 3
    }

    private static func sine(_ angle: Double) -> Double { cosine(angle - Double.pi / 2) }
}

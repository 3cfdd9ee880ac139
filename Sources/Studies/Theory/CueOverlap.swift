// Aim: the overlap of a damaged pattern with the pattern itself.
//
//     flips with probability p           m0 = 1 - 2 p
//     a share p hidden (zero or random)  m0 = 1 - p
//     normal noise of deviation s        m0 = erf(1 / (s sqrt(2)))   (±1 values, cut back to the nearer one)
//
// Reference: elementary; the last is the chance 1/2 erfc(1/(s sqrt 2)) that noise carries a value past 0.

import Numerics

public enum CueOverlap {
    public static func flipped(probability: Double) -> Double { 1 - 2 * probability }

    public static func hidden(share: Double) -> Double { 1 - share }

    public static func noisy(deviation: Double) -> Double {
        precondition(deviation >= 0, "a standard deviation is not negative")
        return deviation == 0 ? 1 : errorFunction(1 / (deviation * 2.0.squareRoot()))
    }
}

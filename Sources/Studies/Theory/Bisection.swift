/// The root of a monotone function by halving an interval until it is as narrow as Double allows.
enum Bisection {
    /// - Parameter steps: how often it is halved at most.
    /// - Precondition: the function has different signs at the two ends.
    static func root(in interval: ClosedRange<Double>, steps: Int = .max, _ function: (Double) -> Double) -> Double {
        var (low, high) = (interval.lowerBound, interval.upperBound)
        let rises = function(high) > 0
        var step = 0
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high, step < steps else { return middle }
            if (function(middle) > 0) == rises { high = middle } else { low = middle }
            step += 1
        }
    }

    /// The place of the greatest value of a function with one maximum (golden section).
    static func maximum(
        in interval: ClosedRange<Double>, cuts: Int = 100, _ function: (Double) -> Double
    ) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (interval.lowerBound, interval.upperBound)
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (atLeft, atRight) = (function(left), function(right))
        for _ in 0..<cuts {
            // One of the two places within is one of the next two as well.
            if atLeft < atRight {
                (low, left, atLeft) = (left, right, atRight)
                right = low + ratio * (high - low)
                atRight = function(right)
            } else {
                (high, right, atRight) = (right, left, atLeft)
                left = high - ratio * (high - low)
                atLeft = function(left)
            }
        }
        return (low + high) / 2
    }
}

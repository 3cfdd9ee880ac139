import Numerics

/// Changes at 1, 2, 3 ... steps as c exp(slope k), by least squares of ln |change| over k.
struct ExponentialFit {
    let slope: Double

    /// - Parameters:
    ///   - changes: at 1, 2, 3 ... steps; those below a thousandth of the greatest do not count.
    ///   - rounding: how exact the changes are.
    /// - Returns: nil for fewer than three changes that count, changes of both signs, and where a change is further from
    ///   the fit than a hundredth of the greatest.
    init?(_ changes: [Double], rounding: Double) {
        let greatest = changes.map(abs).max() ?? 0
        let points = changes.enumerated().filter { abs($0.element) > 1e-3 * greatest }
        guard points.count > 2, Set(points.map { $0.element > 0 }).count == 1 else { return nil }
        let count = Double(points.count)
        let meanLag = points.reduce(0.0) { $0 + Double($1.offset) } / count
        let meanLog = points.reduce(0.0) { $0 + logarithm(abs($1.element)) } / count
        var (product, square) = (0.0, 0.0)
        for (lag, change) in points {
            product += (Double(lag) - meanLag) * (logarithm(abs(change)) - meanLog)
            square += (Double(lag) - meanLag) * (Double(lag) - meanLag)
        }
        let slope = product / square
        let isClose = points.allSatisfy { lag, change in
            let fitted = exponential(meanLog + slope * (Double(lag) - meanLag))
            return abs(fitted - abs(change)) <= 0.01 * greatest + rounding
        }
        guard slope < 0, isClose else { return nil }
        self.slope = slope
    }

    /// - Parameter step: the length of a step.
    func timeConstant(step: Double) -> Double { -step / slope }
}

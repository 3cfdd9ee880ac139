// Aim: the load at which half of all patterns are recalled, and how well it is known.
//
// The shares recalled at rising loads are made to fall (isotonic regression by pooling adjacent violators); where the
// fitted share passes 1/2 the load is found between neighbours by a straight line.
//
// The confidence interval has the loads at which a share of 1/2 is not refuted,
//
//     |share(x) - 1/2| <= t s(x),   s(x)² = phi/4T ((1 - w)² + w²)
//
// with share(x) between two loads from a straight line of weights 1 - w and w. T number of trials, t Student's quantile
// of 95 %, phi the variance of a trial's share in units of that of a coin, p(1 - p): the shares of one trial are not
// independent, since its patterns share a memory, so phi is measured,
//
//     phi = sum (share - p)² / (T - 1) / sum p(1 - p),   (T - 1) (sum p(1 - p))² / sum p²(1 - p)²  degrees of freedom
//
// over all trials and all loads, p the mean share at a load: loads near the middle count most. Two trials at one load
// say little of their scatter, those at all loads together say enough; a bootstrap of few trials would cover far less
// than 95 %. Independent patterns have phi = 1/cues; it is not taken smaller.
//
// Reference: M. Ayer and others, Ann. Math. Stat. 26, 641 (1955); E. C. Fieller, J. R. Stat. Soc. B 16, 175 (1954);
// R. W. M. Wedderburn, Biometrika 61, 439 (1974).

import Numerics

struct HalfSuccessLoad: Equatable {
    /// NaN where the shares do not pass 1/2 within the loads studied.
    let estimate: Double
    /// The ends of the 95 % interval, within the loads studied; NaN from one trial.
    let low: Double
    let high: Double

    /// - Parameters:
    ///   - loads: rising.
    ///   - shares: for each load the share recalled in each trial.
    ///   - cues: of how many patterns a share is.
    init(loads: [Double], shares: [[Double]], cues: Int) {
        let means = shares.map { Summary($0).mean }
        let fitted = Self.falling(means)
        estimate = Self.crossing(loads, means)
        let trials = shares.map(\.count).min() ?? 0
        guard estimate.isFinite, trials > 1, let after = fitted.firstIndex(where: { $0 < 0.5 }) else {
            (low, high) = (.nan, .nan)
            return
        }
        let coins = means.map { $0 * (1 - $0) }
        let coin = coins.reduce(0, +)
        guard coin > 0 else {
            // No trial differs from another: the load is somewhere between the two neighbours.
            (low, high) = (loads[after - 1], loads[after])
            return
        }
        let squares = zip(means, shares).reduce(0.0) { sum, load in
            sum + load.1.reduce(0) { $0 + ($1 - load.0) * ($1 - load.0) }
        }
        let scatter = max(squares / Double(trials - 1) / coin, 1 / Double(cues))
        let degrees = Double(trials - 1) * coin * coin / coins.reduce(0) { $0 + $1 * $1 }
        let reach = StudentQuantile.of95(degrees: degrees) * (scatter / Double(4 * trials)).squareRoot()
        low = Self.end(loads, fitted, from: estimate, reach: reach, upwards: false)
        high = Self.end(loads, fitted, from: estimate, reach: reach, upwards: true)
    }

    /// Where a share of 1/2 is first refuted, going from the estimate in steps of a hundredth of the distance between
    /// neighbouring loads; the last load where it never is.
    private static func end(
        _ loads: [Double], _ fitted: [Double], from estimate: Double, reach: Double, upwards: Bool
    ) -> Double {
        let steps = 100
        let all = 0...(loads.count - 1) * steps
        var last = estimate
        for step in upwards ? Array(all) : all.reversed() {
            let left = min(step / steps, loads.count - 2)
            let weight = Double(step - left * steps) / Double(steps)
            let load = loads[left] + weight * (loads[left + 1] - loads[left])
            guard upwards ? load > estimate : load < estimate else { continue }
            let share = (1 - weight) * fitted[left] + weight * fitted[left + 1]
            let deviation = ((1 - weight) * (1 - weight) + weight * weight).squareRoot()
            if abs(share - 0.5) > reach * deviation { return last }
            last = load
        }
        return last
    }

    /// Where the falling fit of `shares` passes 1/2; NaN where it does not.
    static func crossing(_ loads: [Double], _ shares: [Double]) -> Double {
        let fitted = falling(shares)
        guard let first = fitted.first, first >= 0.5, let after = fitted.firstIndex(where: { $0 < 0.5 }) else {
            return .nan
        }
        let (above, below) = (fitted[after - 1], fitted[after])
        return loads[after - 1] + (loads[after] - loads[after - 1]) * (above - 0.5) / (above - below)
    }

    /// The falling sequence nearest to `values` in the least-squares sense.
    static func falling(_ values: [Double]) -> [Double] {
        var pools: [(sum: Double, count: Int)] = []
        for value in values {
            pools.append((value, 1))
            while pools.count > 1 {
                let (last, before) = (pools[pools.count - 1], pools[pools.count - 2])
                guard last.sum / Double(last.count) > before.sum / Double(before.count) else { break }
                pools.removeLast()
                pools[pools.count - 1] = (last.sum + before.sum, last.count + before.count)
            }
        }
        return pools.flatMap { [Double](repeating: $0.sum / Double($0.count), count: $0.count) }
    }
}

// Aim: the load at which half of all patterns are recalled, and how well it is known.
//
// The shares recalled at rising loads are made to fall (isotonic regression by pooling adjacent violators); where the
// fitted share passes 1/2 the load is found between neighbours by a straight line. The confidence interval is the
// central 95 % of the same estimate from 1000 bootstrap samples: at each load as many trials as there are, drawn from
// them with replacement.
//
// Reference: M. Ayer and others, Ann. Math. Stat. 26, 641 (1955); B. Efron, Ann. Stat. 7, 1 (1979).

import Numerics

struct HalfSuccessLoad: Equatable {
    /// NaN where the shares do not pass 1/2 within the loads studied.
    let estimate: Double
    let low: Double
    let high: Double

    static let samples = 1000

    /// - Parameters:
    ///   - loads: rising.
    ///   - shares: for each load the share recalled in each trial.
    init(loads: [Double], shares: [[Double]], seed: UInt64) {
        estimate = Self.crossing(loads, shares.map { Summary($0).mean })
        guard estimate.isFinite else {
            (low, high) = (.nan, .nan)
            return
        }
        var estimates: [Double] = []
        for sample in 0..<Self.samples {
            var random = RandomStream(seed: seed, purpose: "bootstrap", index: sample)
            let means = shares.map { trials in
                trials.indices.reduce(0.0) { sum, _ in sum + trials[random.nextInt(below: trials.count)] }
                    / Double(trials.count)
            }
            // A sample that stays above 1/2 puts the crossing at the last load, one that stays below at the first.
            let value = Self.crossing(loads, means)
            estimates.append(value.isFinite ? value : (means[0] < 0.5 ? loads[0] : loads[loads.count - 1]))
        }
        estimates.sort()
        low = estimates[Int(0.025 * Double(Self.samples))]
        high = estimates[Int(0.975 * Double(Self.samples)) - 1]
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

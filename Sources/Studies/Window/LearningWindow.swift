import LearningRules

/// The learning window of a rule, as far as it reaches: the change of a weight half-way between its bounds by a pair of
/// spikes at each lag.
package struct LearningWindow: Sendable {
    /// How often the pair comes, and the silent steps between.
    package let pairs: Int
    package let interval: Int
    /// The longest lag, in steps.
    package let reach: Int
    /// At the lags -reach ... reach.
    private let changes: [Double]

    /// - Parameter limit: the longest lag tried.
    package init(of rule: any LocalRule, atMost limit: Int) throws {
        // Triplets show only when pairs are repeated.
        let hasTriplets = (rule as? any PairingRule)?.pairing.hasTriplets ?? false
        (pairs, interval) = hasTriplets ? (60, 50) : (1, 1000)
        let experiment = WindowStudy.experiment(rule, pairs: pairs, interval: interval, weight: nil)
        reach = try Self.reach(of: experiment, atMost: limit)
        changes = try (-reach...reach).map(experiment)
    }

    /// The change by a pair whose output spike comes so many steps after the input spike.
    ///
    /// - Precondition: within the reach.
    package subscript(_ lag: Int) -> Double { changes[reach + lag] }

    /// The lag beyond which the change of the weight, on either side, differs from that of spikes `limit` steps apart by
    /// less than a hundredth of what it does at a lag of one step; the limit itself where nothing shorter will do.
    static func reach(of experiment: PairingExperiment, atMost limit: Int) throws -> Int {
        func changes(_ lag: Int) throws -> [Double] { [try experiment(lag), try experiment(-lag)] }
        let far = try changes(limit)
        func distance(_ lag: Int) throws -> Double { zip(try changes(lag), far).map { abs($0 - $1) }.max() ?? 0 }
        let least = try distance(1) / 100
        var lag = 10
        while lag < limit, try distance(lag) > least { lag = min(limit, lag + max(1, lag / 8)) }
        return lag
    }
}

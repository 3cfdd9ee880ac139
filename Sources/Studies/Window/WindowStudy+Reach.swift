extension WindowStudy {
    /// The lag beyond which the change of the weight, on either side, differs from that of spikes `largest` steps apart
    /// by less than a hundredth of what it does at a lag of one step.
    ///
    /// - Parameter largest: the longest lag tried, and the answer where nothing shorter will do.
    package static func reach(of experiment: PairingExperiment, atMost largest: Int) throws -> Int {
        func changes(_ lag: Int) throws -> [Double] { [try experiment(lag), try experiment(-lag)] }
        let far = try changes(largest)
        func distance(_ lag: Int) throws -> Double { zip(try changes(lag), far).map { abs($0 - $1) }.max() ?? 0 }
        let least = try distance(1) / 100
        var lag = 10
        while lag < largest, try distance(lag) > least { lag = min(largest, lag + max(1, lag / 8)) }
        return lag
    }
}

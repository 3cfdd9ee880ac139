import Models

/// How cost grows with the size of the problem: fitted exponents, 1 is linear.
struct Growth {
    let limits: Limits
    let rounds: Int

    func measure(_ table: inout ResultTable) throws {
        try recall(&table, "outer products, N from 1024 to 10^6 (P = 20, 20 cues)", [1024, 16384, 131_072, 1_000_000]) {
            (neurons: $0, stored: 20, cues: 20)
        }
        try recall(&table, "outer products, P from 10 to 400 (N = 16384, 100 cues)", [10, 50, 100, 200, 400]) {
            (neurons: 16384, stored: $0, cues: 100)
        }
        try recall(&table, "outer products, cues from 10 to 4000 (N = 16384, P = 50)", [10, 100, 1000, 4000]) {
            (neurons: 16384, stored: 50, cues: $0)
        }
        try dense(&table)
        try samples(&table)
        try spikes(&table)
    }

    private func add(_ table: inout ResultTable, _ what: String, _ sizes: [Int], _ times: [Double]) {
        let list = zip(sizes, times).map { "\($0.0): \(text($0.1)) s" }.joined(separator: ", ")
        table.add(
            Row(
                group: "Growth", what: "\(what); \(list)", value: exponent(sizes.map(Double.init), times),
                unit: "exponent"))
    }

    /// Seconds of `body`; where it is short, the mean over as many runs as take 10 ms.
    private func time(_ body: @escaping () throws -> Void) throws -> Double {
        let once = try seconds(body)
        let runs = max(1, min(1000, Int(0.01 / max(once, 1e-6))))
        return try alternating(rounds: rounds, [{ for _ in 0..<runs { try body() } }])[0] / Double(runs)
    }

    private func recall(
        _ table: inout ResultTable, _ what: String, _ sizes: [Int],
        _ shape: (Int) -> (neurons: Int, stored: Int, cues: Int)
    ) throws {
        var options = RecallOptions()
        options.workers = limits.workers
        let times = try sizes.map { size in
            let shape = shape(size)
            let stored = RecallKernels.patterns(shape.stored, neurons: shape.neurons, seed: 8)
            let network = AmariHopfieldNetwork(weights: .outerProduct(try RecallKernels.memory(stored)))
            let cues = try RecallKernels.cues(stored, count: shape.cues)
            return try time { _ = try network.recall(cues, options: options) }
        }
        add(&table, what, sizes, times)
    }

    private func dense(_ table: inout ResultTable) throws {
        var options = RecallOptions()
        options.workers = limits.workers
        let sizes = [1024, 2048, 4096, 8192, 16384, 32768]
        let times = try sizes.map { size in
            let stored = RecallKernels.patterns(10, neurons: size, seed: 9)
            let matrix = try RecallKernels.memory(stored).dense(workers: limits.workers)
            let network = AmariHopfieldNetwork(weights: .dense(matrix))
            let cues = try RecallKernels.cues(stored, count: 10)
            return try time { _ = try network.recall(cues, options: options) }
        }
        add(&table, "dense, N from 1024 to 32768 (10 cues)", sizes, times)
    }

    private func samples(_ table: inout ResultTable) throws {
        let kernels = LayerKernels(limits: limits, rounds: rounds)
        for (name, rule, outputs) in try LayerKernels.rules() {
            let sizes = [250, 500, 1000, 2000]
            let times = try sizes.map { size in
                let samples = kernels.samples(size, inputs: 4096)
                return try time(kernels.training(rule, outputs: outputs, inputs: 4096, samples))
            }
            add(&table, "\(name), samples from 250 to 2000", sizes, times)
        }
    }

    /// Spikes of inputs and outputs together, the share that is active from 1 % to 16 %.
    private func spikes(_ table: inout ResultTable) throws {
        let shares = [1, 2, 4, 8, 16]
        let times = try shares.map { share in
            let spikes = LayerKernels.spikes(steps: 200, inputs: 4096, probability: Double(share) / 100)
            let threshold = LayerKernels.threshold(spikes, outputs: 1024, share: Double(share) / 100)
            let layer = LayerKernels.layer(inputs: 4096, outputs: 1024, threshold: threshold)
            return try time {
                try LayerKernels.train(spikes, layer, threshold: threshold, workers: limits.workers)
            }
        }
        add(&table, "STDP, percent active from 1 to 16 (200 steps)", shares, times)
    }
}

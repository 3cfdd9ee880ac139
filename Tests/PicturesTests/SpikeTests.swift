import Testing

@testable import Pictures

@Suite("Spikes")
struct SpikeTests {
    @Test("Poisson: a spike where the random number is below rate · value · step")
    func poisson() throws {
        // 500 Hz · 1 ms: probability 0.5 for white, 0.25 for half.
        let coding = try PoissonSpikes(maximumRate: 500, stepDuration: 1)
        var numbers = [0.49, 0.24, 0.0, 0.5, 0.25, 0.0].makeIterator()
        let spikes = coding.train([1, 0.5, 0], steps: 2) { numbers.next() ?? 1 }
        #expect(spikes == [1, 1, 0, 0, 0, 0])
    }

    @Test("Poisson: spikes in proportion to the values")
    func rate() throws {
        let coding = try PoissonSpikes(maximumRate: 200, stepDuration: 2)
        var state: UInt64 = 1
        let spikes = coding.train([1, 0.25], steps: 20000) {
            // Linear congruential generator of Knuth's MMIX.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        let first = stride(from: 0, to: spikes.count, by: 2).count { spikes[$0] == 1 }
        let second = stride(from: 1, to: spikes.count, by: 2).count { spikes[$0] == 1 }
        // Binomial, 20000 draws at 0.4 and 0.1: standard deviations 69 and 42; five of them are allowed.
        #expect(abs(first - 8000) < 346)
        #expect(abs(second - 2000) < 212)
    }

    @Test("Poisson: one certain spike a step is the limit")
    func limits() throws {
        _ = try PoissonSpikes(maximumRate: 1000, stepDuration: 1)
        #expect(
            throws: PictureError(
                "rate 1001.0 Hz needs more than one spike in a step of 1.0 ms, at most 1000.0 Hz")
        ) { try PoissonSpikes(maximumRate: 1001, stepDuration: 1) }
        for (rate, step) in [(0, 1), (-1, 1), (.nan, 1), (10, 0), (10, .infinity)] as [(Double, Double)] {
            #expect(throws: PictureError.self) { try PoissonSpikes(maximumRate: rate, stepDuration: step) }
        }
    }

    @Test("Latency: white first, black last, one spike each")
    func latency() {
        // (1 - x) · 4 = 0, 4, 2, 1 and 3.6
        let values: [Float] = [1, 0, 0.5, 0.75, 0.1]
        let coding = LatencySpikes(steps: 5)
        #expect(values.map(coding.step) == [0, 4, 2, 1, 4])
        #expect(
            coding.train(values) == [
                1, 0, 0, 0, 0,
                0, 0, 0, 1, 0,
                0, 0, 1, 0, 0,
                0, 0, 0, 0, 0,
                0, 1, 0, 0, 1,
            ])
        #expect(LatencySpikes(steps: 1).train(values) == [1, 1, 1, 1, 1])
        // Half a step goes to the later one.
        #expect(LatencySpikes(steps: 2).step(of: 0.5) == 1)
    }
}

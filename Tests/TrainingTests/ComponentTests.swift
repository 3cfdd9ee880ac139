import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Testing

@testable import Training

/// What Oja's, Sanger's and the BCM rule are known to find.
@Suite struct ComponentTests {
    /// Gaussian samples in six dimensions with variances 5, 3, 2, 1, .5, .25 along the axes.
    static let variances: [Double] = [5, 3, 2, 1, 0.5, 0.25]
    static let samples: PatternSet = {
        var random = RandomStream(seed: 11, purpose: "components")
        let values = (0..<30000 * 6).map { Float(random.nextNormal() * variances[$0 % 6].squareRoot()) }
        return PatternSet(Matrix(rows: 30000, columns: 6, values: values))
    }()

    static func learned(_ rule: any LocalRule, outputs: Int) throws -> Matrix {
        try train(LinearLayer(inputs: 6, outputs: outputs, seed: 4), rule, samples) {
            $0.epochs = 3
            $0.shuffles = true
            $0.schedule = .inverse(time: 1000)
        }.model.weights
    }

    /// The sample covariance differs from the true one by about 1/sqrt(30000); its leading eigenvector by less than
    /// 1e-3 in |cos|. The norm settles to 1 by itself.
    @Test func ojaFindsTheLeadingComponent() throws {
        let free = try OjaRule(["normalize-weights": .toggle(false)])
        let weights = try Self.learned(free, outputs: 1)
        #expect(abs(weights.norm - 1) < 1e-3)
        #expect(Double(abs(weights[0, 0])) / weights.norm > 0.999)
    }

    @Test func sangerFindsComponentsInOrder() throws {
        let free = try SangerRule(["normalize-weights": .toggle(false)])
        let weights = try Self.learned(free, outputs: 3)
        for output in 0..<3 {
            let row = Matrix([weights.row(output)])
            #expect(Double(abs(row[0, output])) / row.norm > 0.999)
            #expect(abs(row.norm - 1) < 1e-3)
        }
    }

    /// O1. The mean-field rule: the mean update over six samples sqrt(6 lambda_i) e_i, whose covariance is exactly that of
    /// `variances`. The other components fall by exp(-.01 (5 - 3)) a step or faster, exp(-100) in all, so that only the
    /// rounding of Float32 is left: 1e-6.
    @Test("O1: Oja by its mean field, 5000 steps of .01") func ojaMeanField() throws {
        let rule = try OjaRule(["normalize-weights": .toggle(false)])
        var state = rule.initialState(outputs: 1, inputs: 6)
        var weights = LinearLayer(inputs: 6, outputs: 1, seed: 4).weights
        for _ in 0..<5000 {
            var change = [Float](repeating: 0, count: 6)
            for axis in 0..<6 {
                var layer = LinearLayer(weights: weights)
                layer.present((0..<6).map { $0 == axis ? Float((6 * Self.variances[axis]).squareRoot()) : 0 })
                let activity = Activity(
                    pre: layer.presynaptic, post: layer.postsynaptic, field: layer.field, modulator: 1)
                var moved = weights
                rule.update(&moved, &state, activity, rate: 0.01)
                for input in 0..<6 { change[input] += (moved[0, input] - weights[0, input]) / 6 }
            }
            for input in 0..<6 { weights[0, input] += change[input] }
        }
        #expect(abs(weights.norm - 1) < 1e-6)
        #expect(abs(Double(abs(weights[0, 0])) / weights.norm - 1) < 1e-6)
    }

    /// O2. Online at a constant rate eta a noise stays that grows with it. Linearised about the component, direction j
    /// has the variance eta lambda_1 lambda_j / (2 (lambda_1 - lambda_j)), so that 1 - |cos| is half their sum, 3.23 eta;
    /// the norm is 1.0018, 1.0085, 1.042 as measured elsewhere. Means over 30000 samples: the slowest direction forgets in
    /// 1/(2 eta) samples, at eta .001 some 60 times, which leaves sqrt(2/60) = 18 %; the linear theory is a fifth short
    /// at eta .02. So 35 % for the angle, and 25 % for the norm's excess.
    @Test(
        "O2: the noise floor of Oja at a constant rate",
        arguments: [(0.001, 0.0018), (0.005, 0.0085), (0.02, 0.042)])
    func ojaNoiseFloor(_ rate: Double, _ excess: Double) throws {
        let rule = try OjaRule(["normalize-weights": .toggle(false)])
        var state = rule.initialState(outputs: 1, inputs: 6)
        var layer = LinearLayer(weights: Matrix([[1, 0, 0, 0, 0, 0]]))
        let floor = Self.variances.dropFirst().reduce(0) { $0 + 5 * $1 / (4 * (5 - $1)) } * rate
        var (norm, angle) = (0.0, 0.0)
        for sample in 0..<30000 {
            layer.present(Self.samples.row(sample))
            let activity = Activity(
                pre: layer.presynaptic, post: layer.postsynaptic, field: layer.field, modulator: 1)
            rule.update(&layer.weights, &state, activity, rate: Float(rate))
            let length = layer.weights.norm
            norm += length / 30000
            angle += (1 - Double(abs(layer.weights[0, 0])) / length) / 30000
        }
        #expect(abs(angle / floor - 1) < 0.35, "\(angle), theory \(floor)")
        #expect(abs((norm - 1) / excess - 1) < 0.25, "\(norm)")
    }

    /// Several Oja units collapse onto one component: every pair is parallel to 1e-3.
    @Test func ojaUnitsAllFindTheSame() throws {
        let weights = try Self.learned(OjaRule(), outputs: 3)
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            let product = zip(weights.row(first), weights.row(second)).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(abs(product) - 1) < 1e-3)
        }
    }

    /// B1. With K orthonormal inputs the stable point is one response K, the others 0, theta = K. Online, with rate .001
    /// and tau 50, theta follows the last samples and the response lies within a tenth of K (canns: 2.017, 2.994, 4.594).
    /// theta scatters by K sqrt((K - 1) / (2 tau)), a fifth of K at K = 5; its mean over 40 epochs by a thirtieth, and the
    /// lag of weights behind it adds some per cent: 15 %.
    @Test("B1: BCM with K orthonormal inputs", arguments: [2, 3, 5])
    func bcmBecomesSelective(_ count: Int) throws {
        var random = RandomStream(seed: 8, purpose: "bcm")
        var values = [Int8](repeating: 0, count: 2000 * count)
        for sample in 0..<2000 { values[sample * count + random.nextInt(below: count)] = 1 }
        let inputs = PatternSet(coding: .binary, neurons: count, values: .integers(values))
        let rule = try BCMRule(["learning-rate": .number(0.001), "threshold-tau": .number(50)])
        let start = Matrix([(0..<count).map { 0.5 + 0.1 * Float($0) }])
        var trainer = Trainer(LinearLayer(weights: start), rule: rule)
        trainer.options.epochs = 80
        trainer.options.shuffles = true
        let report = try trainer.train(inputs)
        // With unit vectors as inputs the weights are the responses.
        let responses = trainer.model.weights.values.sorted(by: >)
        #expect(abs(responses[0] - Float(count)) < 0.1 * Float(count), "\(responses)")
        #expect(responses.dropFirst().allSatisfy { abs($0) < 0.05 }, "\(responses)")
        let thresholds = try #require(report.curves["threshold"]).suffix(40)
        let mean = thresholds.reduce(0, +) / 40
        #expect(abs(mean - Float(count)) < 0.15 * Float(count), "\(mean)")
    }

    /// B1 averaged over the inputs, theta at its mean: from (1, ..., 1) with one response a thousandth larger, K and 0
    /// to the rounding of Float32.
    @Test("B1: the averaged rule", arguments: [2, 3, 5]) func bcmAveraged(_ count: Int) throws {
        let rule = BCMRule()
        var weights = Matrix(rows: 1, columns: count, repeating: 1)
        weights[0, 0] += 1e-3
        for _ in 0..<1000 {
            var state = rule.initialState(outputs: 1, inputs: count)
            let start = weights
            let theta = start.row(0).reduce(0) { $0 + $1 * $1 } / Float(count)
            for input in 0..<count {
                state[BCMRule.thresholdName] = [theta]
                var layer = LinearLayer(weights: start)
                layer.present((0..<count).map { $0 == input ? 1 : 0 })
                let activity = Activity(
                    pre: layer.presynaptic, post: layer.postsynaptic, field: layer.field, modulator: 1)
                // Each input moves its own weight alone.
                rule.update(&weights, &state, activity, rate: 0.05)
            }
        }
        #expect(abs(weights[0, 0] - Float(count)) < 1e-4)
        #expect(weights.row(0).dropFirst().allSatisfy { abs($0) < 1e-4 }, "\(weights.values)")
    }
}

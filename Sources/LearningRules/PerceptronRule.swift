// Aim: weights that keep every stored pattern with a margin, wherever such weights exist.
//
//     where  y_ip h_ip <= kappa |w_i|:   w_ij <- w_ij + (eta/N) y_ip x_pj,  j != i
//
// for each unit i, pattern after pattern, epoch after epoch, until an epoch changes nothing. y_ip = ±1 the value that
// unit i has in pattern p, h_ip = sum_j w_ij x_pj, |w_i| the length of the row of weights, kappa the margin, eta the
// learning rate, N number of units. With `symmetric-weights`, w_ji changes along with w_ij, and the changes of an epoch are
// made at its end.
//
// Reference: E. Gardner, J. Phys. A 21, 257 (1988); S. Diederich, M. Opper, Phys. Rev. Lett. 58, 949 (1987).

import Numerics
import Parameters
import Patterns

public struct PerceptronRule: RowRule {
    public static let description = RuleDescription(
        name: "perceptron",
        summary: "Trains each unit as a perceptron until every pattern is stable, with a margin on request.",
        equation: [
            "where y_i h_i <= kappa |w_i|:  w_ij <- w_ij + (eta/N) y_i x_j,  j != i",
            "y_i = ±1 the value of unit i in pattern x; h = W x; N units; kappa margin; eta learning rate",
        ],
        reference: "Gardner, J. Phys. A 21, 257 (1988); Diederich, Opper, Phys. Rev. Lett. 58, 949 (1987)",
        notes: [
            "Random patterns are learned up to 2 N of them, up to N at a margin of about 0.5; the nearer the limit, the more epochs.",
            "Weights are not symmetric unless asked for, so that recall may end in a cycle.",
            "Goes on from a file with --initial: the patterns stored there are learned again with the new ones.",
        ],
        codings: [.bipolar, .binary],
        capacity: RuleCapacity(
            load: 1, "makes up to 2 random patterns a unit stable, with room for damage up to about one a unit",
            alternatives: []))

    public static let parameters: [Parameter<Self>] = [
        Parameter("margin", \.margin, 0...100, help: "kappa, how far each field must be on its side"),
        Parameter("learning-rate", \.learningRate, 1e-6...1000, help: "eta, the size of a change times N"),
        Parameter("max-epochs", \.maxEpochs, 1...1_000_000, help: "the most passes over all patterns"),
        Parameter("symmetric-weights", \.symmetric, help: "keep w_ij = w_ji"),
    ]
    public static let defaults = Self()

    public static let rehearses = true

    /// kappa, how far each field must be on its side.
    public var margin: Double
    /// eta, the size of a change times N.
    public var learningRate: Double
    /// The most passes over all patterns.
    public var maxEpochs: Int
    /// Whether w_ij = w_ji is kept.
    public var symmetric: Bool

    public init(margin: Double = 0, learningRate: Double = 1, maxEpochs: Int = 1000, symmetric: Bool = false) {
        self.margin = margin
        self.learningRate = learningRate
        self.maxEpochs = maxEpochs
        self.symmetric = symmetric
    }

    public func learn(
        _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> LearningOutcome {
        try check(patterns, weights, symmetric: symmetric, setting.workers)
        let (tally, isInterrupted) = try learn(rows: 0..<weights.rows, of: patterns, into: &weights, setting)
        var outcome = outcome(tally, of: patterns)
        if isInterrupted { (outcome.stopReason, outcome.warnings) = (.interrupted, []) }
        return outcome
    }

    package var rowCoupling: String? {
        symmetric ? "with symmetric-weights a change of w_ij is one of w_ji, in another row" : nil
    }

    package func learn(
        rows units: Range<Int>, of patterns: PatternSet, _ setting: LearningSetting
    ) throws -> (rows: Matrix, tally: [Int]) {
        precondition(!symmetric, "rows by themselves")
        try check(patterns)
        var rows = Matrix(rows: units.count, columns: patterns.neurons)
        let tally = try learn(rows: units, of: patterns, into: &rows, setting).tally
        return (rows, tally)
    }

    /// - Parameter weights: of the units, [unit, neuron].
    /// - Returns: how many units of how many patterns were not stable in each epoch, and whether there would have been more.
    private func learn(
        rows units: Range<Int>, of patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> (tally: [Int], isInterrupted: Bool) {
        // Weights in units of eta/N: whole numbers when learning begins with nothing, so that sums are exact.
        let unit = Float(learningRate) / Float(patterns.neurons)
        weights.values.withUnsafeMutableBufferPointer { for index in $0.indices { $0[index] /= unit } }
        for (row, neuron) in units.enumerated() { weights[row, neuron] = 0 }
        var learner = learner(patterns, units, weights, setting)
        var (tally, isInterrupted) = ([Int](), false)
        while tally.count < maxEpochs, tally.last != 0 {
            isInterrupted = setting.shouldStop?() == true
            if isInterrupted { break }
            tally.append(learner.runEpoch(&weights))
            let left = Double(tally.last ?? 0) / Double(patterns.count * units.count)
            setting.progress?(tally.count, maxEpochs, 1 - left)
        }
        learner.finish(&weights)
        weights.values.withUnsafeMutableBufferPointer { for index in $0.indices { $0[index] *= unit } }
        try checkFinite(
            weights, step: tally.count, unit: "epoch", remedy: "use a smaller learning-rate", setting.workers)
        return (tally, isInterrupted)
    }

    package func outcome(_ tally: [Int], of patterns: PatternSet) -> LearningOutcome {
        let curve = tally.map { Float($0) / Float(patterns.count * patterns.neurons) }
        let reason: TrainingStopReason = tally.last == 0 ? .converged : .limit
        return LearningOutcome(
            iterations: tally.count, stopReason: reason, curves: ["unstable_fraction": curve],
            warnings: warnings(reason, curve.last ?? 0))
    }

    private func learner(
        _ patterns: PatternSet, _ units: Range<Int>, _ weights: Matrix, _ setting: LearningSetting
    ) -> any PerceptronLearner {
        if symmetric { return SymmetricPerceptron(patterns, self, setting) }
        return setting.isCompiled
            ? DualPerceptron(patterns, units, weights, self, setting) as any PerceptronLearner
            : PlainPerceptron(patterns, units, self)
    }

    private func warnings(_ reason: TrainingStopReason, _ left: Float) -> [String] {
        guard reason == .limit else { return [] }
        let percent = (Double(left) * 10_000).rounded() / 100
        return [
            "\(percent) % of all units of all patterns were not stable in the last epoch: "
                + "use a larger max-epochs, a smaller margin or fewer patterns"
        ]
    }
}

/// One way to walk through an epoch; all make the same changes.
protocol PerceptronLearner {
    /// - Parameter weights: in units of eta/N, zero on the diagonal.
    /// - Returns: how many units of how many patterns were not stable.
    mutating func runEpoch(_ weights: inout Matrix) -> Int
    /// Brings the weights up to date.
    mutating func finish(_ weights: inout Matrix)
}

extension PerceptronLearner {
    func finish(_ weights: inout Matrix) {}
}

/// y_ip: +1 for the larger of a pattern's two values, else -1.
func perceptronTarget(_ value: Float) -> Float { value > 0 ? 1 : -1 }

import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing
import Training

/// Hebbian storage and synchronous recall as canns 1.5.0 does them.
@Suite struct HopfieldReferenceTests {
    static func integers(_ matrix: Matrix) -> PatternSet {
        PatternSet(coding: .bipolar, neurons: matrix.columns, values: .integers(matrix.values.map { Int8($0) }))
    }

    /// 1e-5 of the largest entry: sums of nine Float32 products on both sides, in different order.
    @Test(arguments: [true, false]) func hebbian(_ compiled: Bool) throws {
        let cases = try ReferenceFile.cases("hebbian")
        #expect(cases.count == 5)
        for item in cases {
            let first = Self.integers(item.matrix("patterns"))
            let second = Self.integers(item.matrix("patterns_second"))
            func trainer<Rule: OuterProductRule>(_ type: Rule.Type) throws -> Trainer<AmariHopfieldNetwork, Rule> {
                var trainer = Trainer(
                    AmariHopfieldNetwork(neurons: first.neurons), rule: try type.init(item.parameters(of: type)))
                trainer.configureProgress(showProgress: false, compiled: compiled)
                return trainer
            }
            func expect(_ weights: Matrix, _ name: String) {
                #expect(relativeError(weights.values, item.vector(name)) < 1e-5, "\(item) \(name)")
            }
            var storing = try trainer(HebbianRule.self)
            try storing.train(first)
            expect(storing.model.matrix, "W")
            // canns normalises each call by itself: its second call adds what storing the second alone would make. And
            // it clears the diagonal before each further call, also where zero_diagonal is off.
            var alone = try trainer(HebbianRule.self)
            try alone.train(second)
            let both = Self.withoutDiagonal(storing.model.matrix).adding(alone.model.matrix)
            expect(both, "W_after_second")
            // And its unlearning subtracts what storing the first two alone would make.
            var unlearning = try trainer(AntiHebbianRule.self)
            try unlearning.train(first.selecting([0, 1]))
            expect(Self.withoutDiagonal(both).adding(unlearning.model.matrix), "W_after_unlearning_first_two")
        }
    }

    static func withoutDiagonal(_ matrix: Matrix) -> Matrix {
        var result = matrix
        for unit in 0..<matrix.rows { result[unit, unit] = 0 }
        return result
    }

    struct Path: CustomTestStringConvertible, Sendable {
        let isDense: Bool
        let isCompiled: Bool
        var testDescription: String {
            "\(isDense ? "dense" : "outer-product"), \(isCompiled ? "fast" : "step by step")"
        }
        static let all = [(true, true), (true, false), (false, true), (false, false)].map(Path.init)
    }

    /// canns takes 12 steps whatever happens; ours ends at a fixed point or a 2-cycle, after which states repeat.
    /// States of ±1 must be equal. Graded ones to 1e-4: 12 steps of sums of 150 Float32 products, through tanh of
    /// slopes up to 1; energies to 1e-4 of their size for the same reason.
    @Test(arguments: Path.all) func recall(_ path: Path) throws {
        let cases = try ReferenceFile.cases("hopfield")
        #expect(cases.map(\.activation) == ["sign", "sign", "tanh", "sigmoid", "sign"])
        for item in cases {
            let patterns = Self.integers(item.matrix("patterns"))
            let memory = try HebbianRule(["subtract-mean": .toggle(false)]).learn(patterns, onto: nil)
            #expect(relativeError(memory.dense().values, item.vector("W")) < 1e-5, "\(item)")
            let activation: Activation = ["tanh": .tanh, "sigmoid": .sigmoid][item.activation] ?? .sign
            var trainer = HebbianTrainer(
                AmariHopfieldNetwork(
                    weights: path.isDense ? .dense(item.matrix("W")) : .outerProduct(memory), activation: activation,
                    threshold: Float(item.options["threshold"] ?? 0),
                    temperature: Float(item.options["temperature"] ?? 1)))
            trainer.model.recallOptions.steps = 12
            trainer.model.recallOptions.keepsHistory = true
            trainer.configureProgress(showProgress: false, compiled: path.isCompiled)
            let recall = try trainer.predictBatch(Self.integers(item.matrix("cues")))
            try Self.expectEqual(recall, item, isDiscrete: activation == .sign)
            guard activation == .sign else { continue }
            try Self.expectAnalysis(recall, item, patterns)
            let energies = try trainer.predictBatch(patterns).energy
            for pattern in 0..<patterns.count {
                let expected = item.matrix("pattern_energy").values[pattern]
                let bias = Float(item.options["threshold"] ?? 0) * patterns.row(pattern).reduce(0, +)
                // canns leaves the threshold out of the energies of patterns.
                #expect(abs(energies[pattern, 0] - bias - expected) < 1e-4 * abs(expected), "\(item)")
            }
        }
    }

    /// The step of ours that shows what canns has after `step` steps.
    static func place(_ step: Int, _ steps: Int, _ stop: StopReason) -> Int {
        guard step > steps else { return step }
        return stop == .cycle && (step - steps) % 2 == 1 ? steps - 1 : steps
    }

    static func expectEqual(_ recall: Recall, _ item: ReferenceFile.Case, isDiscrete: Bool) throws {
        let history = try #require(recall.history)
        let states = item.matrix("states")
        let energies = item.matrix("energy")
        let scale = energies.largestMagnitude
        for trial in 0..<recall.final.count {
            for step in 0...12 {
                let place = place(step, Int(recall.steps[trial]), recall.stop[trial])
                let state = history.row(trial * recall.energy.columns + place)
                let expected = states.row(trial * 13 + step)
                if isDiscrete {
                    #expect(state == expected, "\(item) trial \(trial) step \(step)")
                } else {
                    #expect(zip(state, expected).allSatisfy { abs($0 - $1) < 1e-4 }, "\(item) \(trial) \(step)")
                }
                let energy = recall.energy[trial, place]
                #expect(abs(energy - energies[trial, step]) <= 1e-4 * scale, "\(item) trial \(trial) step \(step)")
            }
        }
    }

    /// The overlaps that canns reports, of the state after 12 steps.
    static func expectAnalysis(_ recall: Recall, _ item: ReferenceFile.Case, _ patterns: PatternSet) throws {
        let history = try #require(recall.history)
        let last = (0..<recall.final.count).map { trial in
            trial * recall.energy.columns + place(12, Int(recall.steps[trial]), recall.stop[trial])
        }
        let finals = history.selecting(last)
        let overlaps = Overlap.matrix(finals, patterns)
        let own = Overlap.matrix(finals, integers(item.matrix("cues")))
        for trial in 0..<finals.count {
            let row = overlaps.row(trial)
            let best = row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
            #expect(Float(best) == item.vector("best_match_index")[trial], "\(item)")
            // Whole numbers of 150ths on both sides; canns divides, we multiply: one rounding.
            #expect(abs(row[best] - item.vector("best_match_overlap")[trial]) < 2e-7, "\(item)")
            #expect(abs(own[trial, trial] - item.vector("input_output_overlap")[trial]) < 2e-7, "\(item)")
        }
    }
}

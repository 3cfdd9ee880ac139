import Foundation
import HDF5Store
import LearningRules
import Neurons
import Numerics
import Patterns
import Testing

@testable import Models
@testable import Training

/// The circuit and rule of Diehl and Cook.
@Suite struct DiehlCookTests {
    /// 5 units that learn from the spikes of 20 inputs in Brian2 2.9: tools/check-diehl-cook wrote the file.
    struct Reference {
        let spikes: InputSpikes
        let start: Matrix
        /// Steps and units.
        let outputs: [[Int]]
        let weights: [Float]
        let theta: [Float]
        let potentials: [Float]

        init() throws {
            let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Reference/brian2-diehl-cook.h5").path
            let file = try HDF5File.open(at: path)
            let names = ["inputs", "start", "outputs", "weights", "theta", "v"]
            let values = try file.root { root in
                try names.map { name in try root.dataset(name) { try $0.read(as: Float.self) } }
            }
            try file.close()
            let inputs = values[0].map { Int($0) }
            var steps = [[Int32]](repeating: [], count: 1000)
            for event in 0..<inputs.count / 2 { steps[inputs[2 * event]].append(Int32(inputs[2 * event + 1])) }
            spikes = InputSpikes(steps)
            start = Matrix(rows: 5, columns: 20, values: values[1])
            let outputs = values[2].map { Int($0) }
            self.outputs = (0..<outputs.count / 2).map { [outputs[2 * $0], outputs[2 * $0 + 1]] }
            (weights, theta, potentials) = (values[3], values[4], values[5])
        }
    }

    /// Another learner, and when the outputs fire.
    struct Observed<Learner: ExposureLearner>: StepLearner {
        var learner: Learner
        var step = -1
        var outputs: [[Int]] = []
        mutating func begin() { learner.begin() }
        mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs fired: UnsafeBufferPointer<Int32>) {
            step += 1
            outputs += fired.map { [step, Int($0)] }
            learner.learn(inputs: inputs, outputs: fired)
        }
        mutating func pass(_ steps: Int) { learner.pass(steps) }
        mutating func end() { learner.end() }
    }

    private func check<Learner: ExposureLearner>(_: Learner.Type, isCompiled: Bool) throws {
        let reference = try Reference()
        var rule = DiehlCookRule()
        (rule.learningRate, rule.weightSum, rule.exposure.shownTime) = (0.1, 0, 500)
        rule.circuit.longestDelay = 0
        let layer = try AdaptiveThresholdLayer(
            weights: reference.start, circuit: rule.circuit, exposure: rule.exposure)
        let run = layer.learningRun(isCompiled: isCompiled)
        var observed = Observed(learner: Learner(rule, run, rule.initialState(outputs: 5, inputs: 20)))
        observed.learner.rate = 0.1
        run.show(reference.spikes, &observed)
        #expect(observed.outputs == reference.outputs && reference.outputs.count > 20)
        // Brian2 computes in Float64; a weight is changed some hundred times, each rounded to 3e-8.
        #expect(zip(run.synapses.matrix.values, reference.weights).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(zip(run.synapses.matrix.values, reference.start.values).contains { abs($0 - $1) > 0.1 })
        #expect(zip(run.potentials, reference.potentials).allSatisfy { abs($0 - $1) < 1e-4 })
        // Thetas fall by a share of 5e-5 in 500 ms, which the rest after the pattern applies.
        var rest = NoSteps()
        run.rest(&rest)
        #expect(zip(run.thetas, reference.theta).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    /// With a delay of d steps a unit is where it would be d steps earlier without one.
    @Test(arguments: [true, false]) func spikesArriveAfterTheirDelays(isCompiled: Bool) throws {
        func potentials(longestDelay: Double, steps: Int) throws -> (run: ExposureRun, potentials: [Float]) {
            var circuit = CompetitiveCircuit()
            circuit.longestDelay = longestDelay
            let layer = try AdaptiveThresholdLayer(
                weights: Matrix(rows: 40, columns: 1, values: [Float](repeating: 0.5, count: 40)),
                thetas: [Float](repeating: 1000, count: 40), circuit: circuit)
            let run = layer.learningRun(isCompiled: isCompiled)
            var learner = NoSteps()
            run.show(InputSpikes((0..<steps).map { $0 % 7 == 0 ? [0] : [] }), &learner)
            return (run, run.potentials)
        }
        // 10 ms are 20 steps.
        let (run, delayed) = try potentials(longestDelay: 10, steps: 60)
        let delays = try #require(run.synapses.delays(of: 0))
        let own = (0..<40).map { Int(delays[$0]) }
        #expect(Set(own).count > 10 && own.allSatisfy { (0...20).contains($0) })
        for (unit, delay) in own.enumerated() {
            #expect(try potentials(longestDelay: 0, steps: 60 - delay).potentials[unit] == delayed[unit])
        }
    }

    struct NoSteps: StepLearner {
        mutating func begin() {}
        mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs: UnsafeBufferPointer<Int32>) {}
        mutating func pass(_ steps: Int) {}
        mutating func end() {}
    }

    @Test func brian2() throws { try check(EventLearner.self, isCompiled: true) }
    @Test func brian2StepByStep() throws { try check(PlainLearner.self, isCompiled: false) }

    /// An input fires k times before an output that fires twice, 20 steps of 0.5 ms apart: worked out by hand.
    ///
    /// First output spike at step 10, no slow trace before it, so nothing is strengthened. Second at step 30: the slow
    /// trace is exp(-10/40), the input of step 25 left exp(-2.5/20), so w grows by .01 · .882497 · .778801 = .006873. The
    /// input spike at step 25 found the output trace exp(-7.5/20) = .687289 and took .0001 of it, before.
    @Test func oneTriplet() throws {
        let rule = DiehlCookRule()
        let layer = try AdaptiveThresholdLayer(weights: Matrix([[0.5]]))
        let run = layer.learningRun(isCompiled: true)
        var learner = EventLearner(rule, run, rule.initialState(outputs: 1, inputs: 1))
        learner.rate = 0.01
        let none: [Int32] = []
        let one: [Int32] = [0]
        for step in 0...30 {
            (step == 25 ? one : none).withUnsafeBufferPointer { inputs in
                (step == 10 || step == 30 ? one : none).withUnsafeBufferPointer { outputs in
                    learner.learn(inputs: inputs, outputs: outputs)
                }
            }
        }
        #expect(abs(run.synapses.matrix[0, 0] - (0.5 - 0.0000687289 + 0.00687286)) < 1e-6)
    }

    /// Two kinds of pictures: with the sum of weights kept, some units come to stand for the one and some for the other.
    @Test func unitsFindKinds() throws {
        var random = RandomStream(seed: 4, purpose: "two kinds")
        let kinds = (0..<60).map { _ in random.nextInt(below: 2) }
        let values = kinds.flatMap { kind in
            (0..<40).map { Float($0 / 20 == kind ? 0.5 + 0.5 * random.nextUniform() : 0) }
        }
        let patterns = PatternSet(Matrix(rows: 60, columns: 40, values: values))
        var rule = DiehlCookRule()
        (rule.learningRate, rule.weightSum, rule.exposure.rate) = (0.1, 8, 200)
        var design = ModelDesign(inputs: 40, outputs: 4)
        design.parameters = rule.modelParameters
        var trainer = Trainer(try AdaptiveThresholdLayer(design: design), rule)
        trainer.configureProgress(showProgress: false, compiled: true)
        try trainer.train(patterns)
        let counts = try trainer.predictBatch(patterns)
        let totals = (0..<4).map { unit in
            (0..<2).map { kind in kinds.indices.filter { kinds[$0] == kind }.reduce(0) { $0 + counts[$1, unit] } }
        }
        for kind in 0..<2 { #expect(totals.contains { $0[kind] > 10 * max(1, $0[1 - kind]) }, "\(totals)") }
    }
}

import Models
import Numerics
import Patterns
import TestSupport
import Testing

/// One memory and its cues, to be recalled in every form and on every path.
struct FormCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let memory: OuterProductWeights
    let cues: PatternSet
    var activation = Activation.sign
    var threshold: Float = 0
    var temperature: Float = 1

    /// 131 units: two words of bits and three more. Coefficients and thresholds are such that no field comes near a
    /// threshold without being equal to it, so that rounding decides nothing: multiples of 1/8.
    static let all: [FormCase] = {
        let random = randomPatterns(8, 131)
        let even = randomPatterns(4, 130)
        let biased = randomPatterns(8, 131, activity: 0.7)
        let many = randomPatterns(32, 131)
        let binary = randomPatterns(8, 131, coding: .binary, activity: 0.25)
        let real = PatternSet(Matrix(rows: 8, columns: 131, values: biased.matrix.values.map { $0 * 0.5 + 0.25 }))
        func cues(_ patterns: PatternSet, hiding: Bool = false) -> PatternSet {
            (try? Networks.cues(patterns, hiding: hiding)) ?? patterns
        }
        return [
            FormCase(testDescription: "random", memory: Networks.hebbian(random), cues: cues(random)),
            FormCase(
                testDescription: "hidden units", memory: Networks.hebbian(random), cues: cues(random, hiding: true)),
            FormCase(testDescription: "ties", memory: Networks.hebbian(even), cues: cues(even)),
            FormCase(testDescription: "silent cue", memory: Networks.hebbian(even), cues: silent(even)),
            FormCase(testDescription: "overloaded", memory: Networks.hebbian(many), cues: cues(many)),
            FormCase(
                testDescription: "biased, offset", memory: Networks.hebbian(biased, offset: 0.375), cues: cues(biased)),
            FormCase(
                testDescription: "threshold", memory: Networks.hebbian(random), cues: cues(random), threshold: 3.5),
            FormCase(
                testDescription: "different coefficients",
                memory: OuterProductWeights(
                    patterns: random, coefficients: [1, 0.5, -0.25, 1, 2, 1, 0.75, 1],
                    offsets: [Float](repeating: 0, count: 8), zeroDiagonal: false), cues: cues(random)),
            FormCase(
                testDescription: "negative coefficients",
                memory: OuterProductWeights(
                    patterns: even, coefficients: [-1, -1, -1, -1], offsets: [0, 0, 0, 0], zeroDiagonal: true),
                cues: cues(even)),
            FormCase(
                testDescription: "binary", memory: Networks.hebbian(binary, offset: 0.25), cues: cues(binary),
                activation: .step, threshold: 0.125),
            FormCase(
                testDescription: "winners", memory: Networks.hebbian(binary, offset: 0.25), cues: cues(binary),
                activation: .winners(30)),
            FormCase(testDescription: "real patterns", memory: Networks.hebbian(real), cues: cues(biased)),
            FormCase(
                testDescription: "tanh", memory: Networks.hebbian(random), cues: cues(random, hiding: true),
                activation: .tanh, temperature: 20),
            FormCase(
                testDescription: "sigmoid", memory: Networks.hebbian(random), cues: cues(random), activation: .sigmoid,
                threshold: 0.5, temperature: 8),
        ]
    }()

    private static func silent(_ patterns: PatternSet) -> PatternSet {
        PatternSet(
            coding: .bipolar, neurons: patterns.neurons,
            values: .integers([Int8](repeating: 0, count: 2 * patterns.neurons)))
    }

    var forms: [(name: String, weights: AssociativeWeights)] {
        let dense = memory.dense()
        return [
            ("outer-product", .outerProduct(memory)), ("dense", .dense(dense)),
            ("stored", .stored(RowsInMemory(matrix: dense))),
        ]
    }

    func network(_ weights: AssociativeWeights, _ order: UpdateOrder) -> AmariHopfieldNetwork {
        AmariHopfieldNetwork(
            weights: weights, activation: activation, order: order, threshold: threshold, temperature: temperature)
    }
}

@Suite struct FormAgreementTests {
    /// Every path against the step-by-step one on the dense matrix. Discrete states, steps and stops must be equal.
    /// Energies and graded states are sums of 131 Float32 products in different order: 1e-5 of the largest is about
    /// 100 roundings. Where a graded state settles may differ by a step, so steps may.
    @Test(arguments: FormCase.all, UpdateOrder.allCases)
    func allPathsAgree(_ item: FormCase, _ order: UpdateOrder) throws {
        let options = Networks.options()
        let reference = try item.network(item.forms[1].weights, order).recallStepByStep(item.cues, options: options)
        for (name, weights) in item.forms {
            let network = item.network(weights, order)
            let fast = try network.recall(item.cues, options: options)
            Self.expectEqual(fast, reference, item, "\(name), fast")
            guard name == "outer-product" else { continue }
            let plain = try network.recallStepByStep(item.cues, options: options)
            Self.expectEqual(plain, reference, item, "\(name), step by step")
        }
    }

    static func expectEqual(_ recall: Recall, _ expected: Recall, _ item: FormCase, _ path: String) {
        let comment = Comment(rawValue: path)
        let (energies, right) = (recall.energy, expected.energy)
        #expect(energies.rows == right.rows, comment)
        let scale = right.values.filter { !$0.isNaN }.reduce(Float(1)) { max($0, abs($1)) }
        if item.activation.isDiscrete {
            #expect(recall.final.values == expected.final.values, comment)
            #expect(recall.history?.values == expected.history?.values, comment)
            #expect(recall.steps == expected.steps && recall.stop == expected.stop, comment)
            #expect(energies.columns == right.columns, comment)
            for (value, energy) in zip(energies.values, right.values) {
                #expect(value.isNaN == energy.isNaN && !(abs(value - energy) > 1e-5 * scale), comment)
            }
            return
        }
        for trial in 0..<recall.final.count {
            for (value, state) in zip(recall.final.row(trial), expected.final.row(trial)) {
                #expect(abs(value - state) < 1e-5, comment)
            }
            for step in 0..<min(energies.columns, right.columns) {
                #expect(!(abs(energies[trial, step] - right[trial, step]) > 1e-5 * scale), comment)
            }
        }
    }

    /// Bit for bit, also where random numbers are drawn. 600 units are more than one block, 20 cues more than one group.
    @Test(arguments: UpdateOrder.allCases, [Activation.sign, .tanh, .glauber])
    func threadsChangeNothing(_ order: UpdateOrder, _ activation: Activation) throws {
        let patterns = randomPatterns(20, 600)
        let memory = Networks.hebbian(patterns, offset: 0.1)
        let cues = try Networks.cues(patterns, hiding: true)
        for weights in [AssociativeWeights.outerProduct(memory), .dense(memory.dense())] {
            let network = AmariHopfieldNetwork(weights: weights, activation: activation, order: order, temperature: 5)
            let results = try [1, 2, 3].map { threads in
                try network.recall(cues, options: Networks.options(steps: 3, threads: threads))
            }
            for other in results.dropFirst() {
                #expect(other.final.values == results[0].final.values)
                #expect(other.history?.values == results[0].history?.values)
                #expect(other.energy.values.map(\.bitPattern) == results[0].energy.values.map(\.bitPattern))
                #expect(other.steps == results[0].steps && other.stop == results[0].stop)
            }
        }
    }

    /// The leader of a packed step may be found or not; what follows must be the same. A load at which both happen.
    @Test func oneCueAloneRecallsAsInABatch() throws {
        let patterns = randomPatterns(12, 300)
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)))
        let cues = try Networks.cues(patterns, hiding: true)
        let batch = try network.recall(cues, options: Networks.options())
        for trial in 0..<cues.count {
            let alone = try network.recall(cues.selecting([trial]), options: Networks.options())
            #expect(alone.final.row(0) == batch.final.row(trial))
            #expect(alone.steps[0] == batch.steps[trial] && alone.stop[0] == batch.stop[trial])
        }
    }

    @Test func historyOfDiscreteStatesTakesOneByteAUnit() throws {
        let patterns = randomPatterns(3, 70)
        let network = AmariHopfieldNetwork(weights: .dense(Networks.hebbian(patterns).dense()))
        let recall = try network.recall(patterns, options: Networks.options())
        guard case .integers(let states)? = recall.history?.values else {
            Issue.record("states are not integers")
            return
        }
        #expect(states.count == 3 * recall.energy.columns * 70)
    }
}

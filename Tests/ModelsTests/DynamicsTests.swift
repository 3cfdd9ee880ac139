import Models
import Numerics
import Patterns
import TestSupport
import Testing

/// Results that can be worked out by hand, or that a theorem promises.
@Suite struct DynamicsTests {
    static func bipolar(_ rows: [[Int8]]) -> PatternSet {
        PatternSet(coding: .bipolar, neurons: rows[0].count, values: .integers(rows.flatMap { $0 }))
    }

    static func states(_ recall: Recall) -> [Int8] {
        guard case .integers(let values) = recall.final.values else { return [] }
        return values
    }

    /// W = [[0, -1], [-1, 0]], s = (1, 1): both units turn around for ever. E = -1/2 sᵀWs = 1 in both states.
    @Test(arguments: [true, false]) func twoCycle(_ compiled: Bool) throws {
        let network = AmariHopfieldNetwork(weights: .dense(Matrix([[0, -1], [-1, 0]])))
        let cue = Self.bipolar([[1, 1]])
        let options = Networks.options(steps: 20)
        let recall =
            compiled
            ? try network.recall(cue, options: options) : try network.recallStepByStep(cue, options: options)
        #expect(recall.stop == [.cycle] && recall.steps == [2])
        #expect(Self.states(recall) == [1, 1])
        #expect(recall.history?.values == .integers([1, 1, -1, -1, 1, 1]))
        #expect(recall.energy.values == [1, 1, 1])
    }

    /// The same two units one after the other: the first turns, the second then agrees. E falls from 1 to -1.
    @Test(arguments: [true, false]) func noCycleOneByOne(_ compiled: Bool) throws {
        let network = AmariHopfieldNetwork(weights: .dense(Matrix([[0, -1], [-1, 0]])), order: .asynchronous)
        let cue = Self.bipolar([[1, 1]])
        let options = Networks.options()
        let recall =
            compiled
            ? try network.recall(cue, options: options) : try network.recallStepByStep(cue, options: options)
        #expect(recall.stop == [.fixedPoint] && recall.steps == [1])
        #expect(Self.states(recall).reduce(0, +) == 0)
        #expect(recall.energy.values == [1, -1])
    }

    /// Without weights every field is 0: a unit keeps its state, also a hidden one.
    @Test(arguments: UpdateOrder.allCases, [true, false]) func noFieldKeepsTheState(_ order: UpdateOrder, _ outer: Bool)
        throws
    {
        let patterns = Self.bipolar([[1, -1, 1]])
        let none = OuterProductWeights(patterns: patterns, coefficients: [0], offsets: [0], zeroDiagonal: true)
        let network = AmariHopfieldNetwork(
            weights: outer ? .outerProduct(none) : .dense(Matrix(rows: 3, columns: 3)), order: order)
        let recall = try network.recall(Self.bipolar([[1, -1, 0]]), options: Networks.options())
        #expect(Self.states(recall) == [1, -1, 0] && recall.stop == [.fixedPoint] && recall.steps == [0])
    }

    /// A field equal to the threshold keeps the state too: h = 2 s for one pattern of 3 units.
    @Test func fieldEqualToTheThreshold() throws {
        let patterns = Self.bipolar([[1, 1, 1]])
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)), threshold: 2)
        let recall = try network.recall(Self.bipolar([[1, 1, 1]]), options: Networks.options())
        #expect(Self.states(recall) == [1, 1, 1] && recall.stop == [.fixedPoint])
    }

    /// W does not change when all patterns are inverted, so neither does what is stable.
    @Test(arguments: UpdateOrder.allCases) func inversesAreStable(_ order: UpdateOrder) throws {
        let patterns = randomPatterns(4, 200)
        let inverse = PatternSet(
            coding: .bipolar, neurons: 200, values: .integers(patterns.matrix.values.map { -Int8($0) }))
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)), order: order)
        let recall = try network.recall(inverse, options: Networks.options())
        #expect(recall.steps == [0, 0, 0, 0])
        let overlaps = recall.overlaps(with: patterns)
        #expect((0..<4).allSatisfy { overlaps[$0, $0] == -1 })
    }

    /// Asynchronous updates of symmetric weights without diagonal never raise the energy. Tolerance: Float32 rounding
    /// of an energy of some thousands.
    @Test(arguments: [0, 1, 2], [0, 2.5] as [Float]) func energyNeverRises(_ form: Int, _ threshold: Float) throws {
        let patterns = randomPatterns(40, 150)
        let memory = Networks.hebbian(patterns)
        let dense = memory.dense()
        let weights: AssociativeWeights =
            form == 0 ? .outerProduct(memory) : form == 1 ? .dense(dense) : .stored(RowsInMemory(matrix: dense))
        let network = AmariHopfieldNetwork(weights: weights, order: .asynchronous, threshold: threshold)
        let cues = randomPatterns(10, 150, seed: 99)
        let recall = try network.recall(cues, options: Networks.options(steps: 60))
        #expect(recall.stop.allSatisfy { $0 == .fixedPoint })
        for trial in 0..<10 {
            for step in 1..<recall.energy.columns where !recall.energy[trial, step].isNaN {
                #expect(recall.energy[trial, step] <= recall.energy[trial, step - 1] + 1e-3)
            }
        }
    }

    /// Sweeps visit units in a fresh order: from one cue of an overloaded network, different trials end differently.
    @Test func sweepsDiffer() throws {
        let patterns = randomPatterns(60, 100)
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)), order: .asynchronous)
        let cue = randomPatterns(1, 100, seed: 99)
        let recall = try network.recall(
            cue.selecting([Int](repeating: 0, count: 6)), options: Networks.options(steps: 60))
        #expect(Set((0..<6).map { recall.final.row($0) }).count > 1)
    }

    /// One pattern at temperature T under Glauber dynamics: m = tanh(m / T), .95750 at T = .5. W = x xᵀ/N over 1000
    /// units, 20 sweeps to settle, 20 to average; the mean wanders by less than .005.
    @Test(arguments: UpdateOrder.allCases) func glauber(_ order: UpdateOrder) throws {
        let patterns = randomPatterns(1, 1000)
        let weights = OuterProductWeights(
            patterns: patterns, coefficients: [0.001], offsets: [0], zeroDiagonal: true)
        let network = AmariHopfieldNetwork(
            weights: .outerProduct(weights), activation: .glauber, order: order, temperature: 0.5)
        let recall = try network.recall(patterns.selecting([0, 0, 0, 0]), options: Networks.options(steps: 40))
        #expect(recall.stop.allSatisfy { $0 == .limit })
        let history = try #require(recall.history)
        let overlaps = Overlap.matrix(history, patterns)
        var sum = 0.0
        for trial in 0..<4 { for step in 21...40 { sum += Double(overlaps[trial * 41 + step, 0]) } }
        #expect(abs(sum / 80 - 0.9575) < 0.005)
    }

    /// sign(x1 + x2 + x3) is a fixed point of three random patterns of 1000 units, with overlap 1/2 (±.05: three
    /// standard deviations of 1/sqrt(1000)) with each and higher energy than they have.
    @Test func mixturesOfThree() throws {
        let patterns = randomPatterns(3, 1000)
        let x = patterns.matrix
        let mixture = Self.bipolar([(0..<1000).map { x[0, $0] + x[1, $0] + x[2, $0] > 0 ? 1 : -1 }])
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)), order: .asynchronous)
        let recall = try network.recall(mixture, options: Networks.options())
        #expect(recall.steps == [0])
        let overlaps = recall.overlaps(with: patterns)
        #expect((0..<3).allSatisfy { abs(overlaps[0, $0] - 0.5) < 0.1 })
        let energies = try network.recall(patterns, options: Networks.options()).energy
        #expect((0..<3).allSatisfy { energies[$0, 0] < recall.energy[0, 0] })
    }

    @Test func refusals() throws {
        let patterns = randomPatterns(2, 20)
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)))
        let options = RecallOptions()
        #expect(throws: RecallError.self) { try network.recall(randomPatterns(1, 21), options: options) }
        #expect(throws: RecallError.self) {
            try network.recall(randomPatterns(1, 20, coding: .binary), options: options)
        }
        #expect(throws: RecallError.self) { try network.recallStepByStep(randomPatterns(1, 21), options: options) }
    }

    /// No step is taken where none is allowed; the energy of the cue is still told.
    @Test(arguments: UpdateOrder.allCases, [true, false]) func noSteps(_ order: UpdateOrder, _ outer: Bool) throws {
        let patterns = randomPatterns(2, 20)
        let memory = Networks.hebbian(patterns)
        let network = AmariHopfieldNetwork(
            weights: outer ? .outerProduct(memory) : .dense(memory.dense()), order: order)
        let cues = try Networks.cues(patterns, hiding: false)
        let recall = try network.recall(cues, options: Networks.options(steps: 0))
        #expect(recall.final.values == cues.values && recall.stop == [.limit, .limit] && recall.steps == [0, 0])
        #expect(recall.energy.columns == 1 && recall.energy.values.allSatisfy { !$0.isNaN })
    }

    /// 0.14 N, at least 1.
    @Test(arguments: [7: 1, 50: 7, 100: 14, 784: 109, 1000: 140]) func capacity(_ neurons: Int, _ expected: Int) {
        #expect(AmariHopfieldNetwork(neurons: neurons).storageCapacity == expected)
    }
}

import Models
import Numerics
import Patterns
import Testing

/// Likeness of states and patterns, worked out by hand.
@Suite struct OverlapMeasureTests {
    static let signs = DynamicsTests.bipolar([[1, 1, -1, -1], [1, -1, 1, -1]])

    /// s = (.4, .2, -.4, -.2): |s|² = .4; with (1, 1, -1, -1): 1.2 / (2 sqrt(.4)) = .94868, with (1, -1, 1, -1): 0.
    @Test func gradedStatesHaveACosine() {
        let states = PatternSet(Matrix([[0.4, 0.2, -0.4, -0.2]]))
        let measure = OverlapMeasure(states, Self.signs)
        #expect(measure == .cosine)
        let overlaps = measure.matrix(states, Self.signs)
        #expect(abs(overlaps[0, 0] - 0.948683) < 1e-6 && abs(overlaps[0, 1]) < 1e-6)
    }

    /// States of 0...1 are mapped first: s = (.7, .6, .3, .4) is 2 s - 1 = (.4, .2, -.4, -.2).
    @Test func statesOfSigmoidAreMapped() {
        let states = PatternSet(Matrix([[0.7, 0.6, 0.3, 0.4]]))
        let overlaps = OverlapMeasure.cosine.matrix(states, Self.signs, span: 0...1)
        #expect(abs(overlaps[0, 0] - 0.948683) < 1e-6 && abs(overlaps[0, 1]) < 1e-6)
    }

    /// With real patterns the means go: (1, 2, 3) and (10, 20, 30) correlate by 1, (1, 2, 3) and (9, 9, 3) by -.866:
    /// (-1, 0, 1)·(2, 2, -4) / sqrt(2 · 24) = -6 / 6.9282.
    @Test func realPatternsHaveACorrelation() {
        let states = PatternSet(Matrix([[1, 2, 3]]))
        let patterns = PatternSet(Matrix([[10, 20, 30], [9, 9, 3], [5, 5, 5]]))
        let measure = OverlapMeasure(states, patterns)
        #expect(measure == .correlation)
        let overlaps = measure.matrix(states, patterns).row(0)
        #expect(abs(overlaps[0] - 1) < 1e-6 && abs(overlaps[1] + 0.866025) < 1e-6 && overlaps[2] == 0)
    }

    /// Two-valued states keep s·x / N.
    @Test func discreteStatesHaveTheirProduct() {
        #expect(OverlapMeasure(Self.signs, Self.signs) == .product)
        #expect(OverlapMeasure.product.matrix(Self.signs, Self.signs).values == [1, 0, 0, 1])
    }

    @Test func theBestMatch() {
        #expect(Overlap.best([0.2, -0.9, 0.5]) == 1)
        #expect(Overlap.best([-1, 1]) == 1)
        #expect(Overlap.best([1, 1, -1], target: 1) == 1)
        #expect(Overlap.best([-1, 1], target: 0) == 1)
        #expect(Overlap.best([-1, -1], target: 1) == 1)
        #expect(Overlap.best([0.5, 0.999999], target: 0) == 1)
        #expect(Overlap.best([1, 0.999999], target: 1, tolerance: 1e-5) == 1)
        #expect(Overlap.best([1, -0.5, 0.5], without: 0) == 2)
        #expect(Overlap.best([0, 0], without: 0) == 1 && Overlap.best([1], without: 0) == nil)
        #expect(Overlap.best([]) == nil)
    }

    /// W = x xᵀ of 4 units without its diagonal: x_i h_i = 3 everywhere.
    @Test func meanFieldOfOnePattern() throws {
        let patterns = DynamicsTests.bipolar([[1, 1, -1, -1]])
        let network = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(patterns)))
        #expect(try network.meanField(of: patterns) == 3)
        // 0/1: y = x - 1/2 = (½, ½, -½, -½), b = 1, h_i = y_i b - y_i² x_i = (¼, ¼, -½, -½); with 2 x - 1: mean ⅜.
        let bits = PatternSet(coding: .binary, neurons: 4, values: .integers([1, 1, 0, 0]))
        let binary = AmariHopfieldNetwork(weights: .outerProduct(Networks.hebbian(bits, offset: 0.5)))
        #expect(try binary.meanField(of: bits) == 0.375)
    }

    /// A cycle of two ends at the state that all steps lead to: (1, 1) after an even number, (-1, -1) after an odd one.
    @Test(arguments: [2, 3, 20, 21], [true, false]) func cyclesEndWhereAllStepsLead(
        _ steps: Int, _ compiled: Bool
    ) throws {
        let network = AmariHopfieldNetwork(weights: .dense(Matrix([[0, -1], [-1, 0]])))
        let cue = DynamicsTests.bipolar([[1, 1]])
        let options = Networks.options(steps: steps)
        let recall =
            compiled
            ? try network.recall(cue, options: options) : try network.recallStepByStep(cue, options: options)
        #expect(recall.stop == [.cycle] && recall.steps == [steps % 2 == 0 ? 2 : 3])
        #expect(DynamicsTests.states(recall) == (steps % 2 == 0 ? [1, 1] : [-1, -1]))
        #expect(recall.energy.values.allSatisfy { $0 == 1 })
    }
}

import Foundation
import LearningRules
import Models
import Numerics
import Patterns
import Testing

@testable import Studies

/// What is proved of a memory, beside all cues there are.
@Suite struct CertifyTests {
    /// A memory of random patterns, every state of which is stepped: h_i = sum_p x_pi D(a_p), a_p = m_p - x_pi s_i with
    /// m_p = N - 2 (units in which s and x_p differ), D(a) = a in unit 1/N by Hebb's rule. A unit keeps its state at a field of
    /// 0; sums of exponentials within 1e-12 of their size are one.
    struct Exhaustive {
        let patterns: [Int]
        let neurons: Int
        /// The state after a step from each state.
        let next: [Int]

        init(_ patterns: [Int], neurons: Int, _ difference: (Int) -> Double = { Double($0) }) {
            (self.patterns, self.neurons) = (patterns, neurons)
            next = (0..<1 << neurons).map { state in
                let overlaps = patterns.map { neurons - 2 * ($0 ^ state).nonzeroBitCount }
                var after = 0
                for unit in 0..<neurons {
                    let own = state >> unit & 1 == 1 ? 1 : -1
                    var (field, size) = (0.0, 0.0)
                    for (pattern, overlap) in zip(patterns, overlaps) {
                        let value = pattern >> unit & 1 == 1 ? 1 : -1
                        let gain = difference(overlap - value * own)
                        field += Double(value) * gain
                        size += abs(gain)
                    }
                    let isOpen = abs(field) <= 1e-12 * size
                    if isOpen ? own > 0 : field > 0 { after |= 1 << unit }
                }
                return after
            }
        }

        /// The least number of wrong units of a state that a step does not lead to the pattern, and of one that no
        /// number of steps does; N + 1 for none.
        func leastFailures(_ pattern: Int) -> (step: Int, recall: Int) {
            var (step, recall) = (neurons + 1, neurons + 1)
            var leads = [Int8](repeating: -1, count: next.count)
            for state in next.indices {
                // Along the way until a state is known, or met again.
                var (way, place) = ([Int](), state)
                while leads[place] == -1 {
                    leads[place] = place == pattern && next[place] == pattern ? 1 : -2
                    way.append(place)
                    if leads[place] == 1 { break }
                    place = next[place]
                }
                for passed in way { leads[passed] = leads[place] == 1 ? 1 : 0 }
            }
            for state in next.indices {
                let wrong = (state ^ pattern).nonzeroBitCount
                if next[state] != pattern { step = min(step, wrong) }
                if leads[state] != 1 { recall = min(recall, wrong) }
            }
            return (step, recall)
        }
    }

    private func bits(_ row: [Float]) -> Int {
        row.enumerated().reduce(0) { $1.element > 0 ? $0 | 1 << $1.offset : $0 }
    }

    /// Every state of 8, 16 and 13 units. Sums of 1/8 and 1/16 are exact: the radius of a step is the true one, and every
    /// attack succeeds. Sums of 1/13 are not: what is proved may be less, where fields are 0. Recall is never promised too
    /// much.
    @Test(arguments: [(8, 1), (8, 2), (16, 2), (16, 3), (13, 2), (13, 3)]) func allCues(neurons: Int, count: Int) throws
    {
        for seed in 0..<2 {
            let study = try CertifyStudy([
                "rules": .texts(["hebbian:subtract-mean=off"]), "neurons": .integers([neurons]),
                "counts": .integers([count]), "trials": .integer(1),
                "seed": .integer(seed), "update": .text("sync"), "steps": .integer(100),
            ])
            let memory = try study.memories.memory(rule: 0, neurons: 0, load: 0, trial: 0)
            let all = Exhaustive((0..<count).map { bits(memory.patterns.row($0)) }, neurons: neurons)
            let found = try study.cell(0)
            for pattern in 0..<count {
                let truth = all.leastFailures(all.patterns[pattern])
                let (radius, attack) = proved(found, pattern, below: truth)
                if neurons != 13 {
                    #expect(radius == truth.step - 1)
                    #expect(attack.isNaN || Int(attack) >= truth.recall)
                }
            }
        }
    }

    /// The radius of one step and the attack on a pattern, of a cell's numbers; no radius may reach what fails.
    private func proved(
        _ cell: [Double], _ pattern: Int, below truth: (step: Int, recall: Int)
    ) -> (radius: Int, attack: Double) {
        let (radius, recall) = (Int(cell[3 * pattern]), Int(cell[3 * pattern + 1]))
        #expect(recall >= radius && radius < truth.step && recall < truth.recall)
        return (radius, cell[3 * pattern + 2])
    }

    /// Rules of dense memories with their D(a) = F(a + 1) - F(a - 1), and whether the radius of one step is the true one.
    static let dense: [(rule: String, difference: @Sendable (Int) -> Double, isExact: Bool)] = [
        ("separation=linear", { 4 * Double($0) }, true),
        ("separation=power:degree=2", { 4 * Double($0) }, true),
        // (a + 1)^3 - (a - 1)^3 and (a + 1)^4 - (a - 1)^4.
        ("separation=power:degree=3", { Double(6 * $0 * $0 + 2) }, false),
        ("separation=power:degree=4", { Double(8 * $0 * $0 * $0 + 8 * $0) }, false),
        (
            "separation=power-rectified:degree=3",
            {
                Double(
                    max($0 + 1, 0) * max($0 + 1, 0) * max($0 + 1, 0) - max($0 - 1, 0) * max($0 - 1, 0) * max($0 - 1, 0))
            },
            false
        ),
        ("separation=softmax:beta=0.3", { exp(0.3 * Double($0 + 1)) - exp(0.3 * Double($0 - 1)) }, false),
        ("separation=exponential:beta=1", { exp(Double($0 + 1)) - exp(Double($0 - 1)) }, false),
    ]

    /// Every state of 10 units of dense memories of two to four patterns: never too much is proved, and every attack succeeds.
    @Test(arguments: 0..<dense.count) func allCuesOfDenseMemories(place: Int) throws {
        let (rule, difference, isExact) = Self.dense[place]
        for count in 2...4 {
            let study = try CertifyStudy([
                "rules": .texts(["store:\(rule)"]), "neurons": .integers([10]), "counts": .integers([count]),
                "trials": .integer(1), "seed": .integer(count), "update": .text("sync"), "steps": .integer(100),
            ])
            let memory = try study.memories.memory(rule: 0, neurons: 0, load: 0, trial: 0)
            let all = Exhaustive((0..<count).map { bits(memory.patterns.row($0)) }, neurons: 10, difference)
            let found = try study.cell(0)
            for pattern in 0..<count {
                let truth = all.leastFailures(all.patterns[pattern])
                let (radius, attack) = proved(found, pattern, below: truth)
                #expect(!isExact || radius == truth.step - 1)
                #expect(attack.isNaN || Int(attack) >= truth.recall)
            }
        }
    }

    /// One pattern: exp(b (a + 1)) - exp(b (a - 1)) and 6 a² + 2 are positive for all a, so that every cue is led to it; with
    /// 4 a it is Hebb's memory, whose 49 of 100 units are counted below.
    @Test func oneDensePattern() throws {
        for (rule, radius) in [("softmax:beta=0.1", 100.0), ("power:degree=3", 100), ("power:degree=2", 49)] {
            let result = try CertifyStudy([
                "rules": .texts(["store:separation=\(rule)"]), "neurons": .integers([100]), "counts": .integers([1]),
                "trials": .integer(1), "update": .text("sync"),
            ]).run()
            #expect(result.numbers("radius") == [radius])
        }
    }

    /// Units that few patterns do not tell apart are looked at once, with the radii of all of them.
    @Test func classesOfUnits() throws {
        let patterns = try PatternStatistics.random.patterns(count: 4, neurons: 300, seed: 9)
        let network = try Memory.network(RuleChoice("hebbian").rule, patterns)
        guard case .outerProduct(let memory) = network.weights, let bits = memory.bits else {
            Issue.record("Hebb's rule keeps patterns")
            return
        }
        let classes = UnitClasses(bits)
        #expect(classes.representatives.count == 16 && classes.counts.reduce(0, +) == 300)
        for unit in 0..<300 {
            let representative = classes.representatives[classes.classes[unit]]
            #expect((0..<4).allSatisfy { bits[$0, unit] == bits[$0, representative] })
        }
    }

    /// One pattern in N units: c_ij = 1/N for j other than i, so g_i = (N - 1)/N. A right unit bears d wrong ones while
    /// N - 1 >= 2 d, a wrong one while N - 1 > 2 (d - 1), so d = 49 of 100. Fields are off by at most 100 · 2^-24 where they
    /// are Float32, which changes nothing as N - 1 is odd. With 50 wrong units the field of a right one is 49 - 50, of a
    /// wrong one 50 - 49, in 1/N: all change at each step, for ever.
    @Test func onePattern() throws {
        let result = try CertifyStudy([
            "rules": .texts(["hebbian:subtract-mean=off"]), "neurons": .integers([100]), "counts": .integers([1]),
            "trials": .integer(1), "update": .text("sync"),
        ]).run()
        #expect(result.numbers("radius") == [49] && result.numbers("recall_radius") == [49])
        #expect(result.numbers("attack") == [50])
    }

    /// Weights as a matrix: the same patterns, the same radius but for what rounding may do; binary patterns are refused.
    @Test func matrixAndRefusal() throws {
        let patterns = try PatternStatistics.random.patterns(count: 3, neurons: 64, seed: 5)
        var network = try Memory.network(RuleChoice("hebbian").rule, patterns)
        let pattern = patterns.row(0)
        let products = try CorrectionRadius(network, pattern: pattern)
        network.weights = .dense(network.matrix)
        #expect(try CorrectionRadius(network, pattern: pattern).units == products.units)
        #expect(products.manySteps >= products.oneStep && products.oneStep > 5)
        #expect(throws: StudyError.self) {
            _ = try CertifyStudy(["neurons": .integers([50]), "counts": .integers([2]), "statistics": .text("sparse")])
                .run()
        }
    }
}

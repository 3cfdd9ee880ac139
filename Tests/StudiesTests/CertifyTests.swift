import LearningRules
import Models
import Numerics
import Patterns
import Testing

@testable import Studies

/// What is proved of a memory, beside all cues there are.
@Suite struct CertifyTests {
    /// A memory of random patterns by Hebb's rule, every state of which is stepped by integers: N h_i = sum_p x_pi m_p - P s_i
    /// with m_p = N - 2 (units in which s and x_p differ). A unit keeps its state at a field of 0.
    struct Exhaustive {
        let patterns: [Int]
        let neurons: Int
        /// The state after a step from each state.
        let next: [Int]

        init(_ patterns: [Int], neurons: Int) {
            (self.patterns, self.neurons) = (patterns, neurons)
            next = (0..<1 << neurons).map { state in
                let overlaps = patterns.map { neurons - 2 * ($0 ^ state).nonzeroBitCount }
                var after = 0
                for unit in 0..<neurons {
                    let own = state >> unit & 1 == 1 ? 1 : -1
                    var field = -patterns.count * own
                    for (pattern, overlap) in zip(patterns, overlaps) {
                        field += pattern >> unit & 1 == 1 ? overlap : -overlap
                    }
                    if field > 0 || field == 0 && own > 0 { after |= 1 << unit }
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
                let (radius, recall, attack) = (
                    Int(found[3 * pattern]), Int(found[3 * pattern + 1]), found[3 * pattern + 2]
                )
                #expect(recall >= radius && radius < truth.step && recall < truth.recall)
                if neurons != 13 {
                    #expect(radius == truth.step - 1)
                    #expect(attack.isNaN || Int(attack) >= truth.recall)
                }
            }
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

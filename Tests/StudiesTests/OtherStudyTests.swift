import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Testing

@testable import Studies

@Suite struct OtherStudyTests {
    // MARK: - Patterns

    @Test("margins and energies of a memory computed by hand")
    func patternNumbers() throws {
        // Two orthogonal patterns of four units, no mean, no 1/P: W = x xᵀ + y yᵀ without diagonal. For x: h_i = 4 x_i - 2 x_i
        // = 2 x_i, so every x_i h_i = 2, E = -4; row 0 of W is (0, 0, 0, -2), |w| = 2, so the margin is 1.
        let patterns = PatternSet(coding: .bipolar, neurons: 4, values: .integers([1, 1, -1, -1, 1, -1, 1, -1]))
        let study = try PatternStudy(
            [
                "rule": .texts(["hebbian:subtract-mean=off:normalize-by-patterns=off"]), "flip": .number(0),
                "trials": .integer(1),
            ],
            inputs: StudyInputs(patterns: patterns))
        let result = try study.run()
        #expect(result.numbers("energy") == [-4, -4])
        #expect(result.numbers("margin") == [1, 1])
        #expect(result.numbers("cross_talk") == [0, 0])
        #expect(result.numbers("wrong_bits") == [0, 0])
        #expect(result.numbers("overlaps") == [1, 0, 0, 1])
        #expect(result.numbers("symmetry_error") == [0])
        #expect(result.warnings.isEmpty)
    }

    /// x, -x and x again: each ends at itself, and the most alike of the first is its twin, not its inverse.
    @Test func anInverseIsNotTheNearest() throws {
        let x: [Int8] = [1, 1, 1, -1, 1, -1, -1, -1]
        let patterns = PatternSet(
            coding: .bipolar, neurons: 8, values: .integers(x + x.map { -$0 } + x), names: ["a", "inverse", "twin"])
        let result = try PatternStudy(
            ["remedies": .toggle(false), "flip": .number(0), "rule": .texts(["hebbian:subtract-mean=off"])],
            inputs: StudyInputs(patterns: patterns)
        ).run()
        #expect(result.column("most_alike")?.texts == ["twin", "a", "a"])
        #expect(result.column("ends_at")?.texts == ["a", "inverse", "twin"])
        let rows = (0..<3).map { patterns.row($0) }
        let found = AttractorClass.classify(
            rows[1], overlaps: [-1, 1, -1], patterns: rows, stop: .fixedPoint, criterion: 0.95)
        #expect(found.kind == .stored && found.nearest == 1)
    }

    @Test func rowNormsOfBothForms() throws {
        let patterns = try PatternStatistics.correlated(overlap: 0.3).patterns(count: 7, neurons: 50, seed: 3)
        let network = try Memory.network(RuleChoice("hebbian").rule, patterns)
        let thin = try RowNorms.of(network.weights)
        let full = try RowNorms.of(.dense(network.weights.matrix()))
        // Sums of 50 Float32 products: relative rounding of some 1e-6.
        for (a, b) in zip(thin, full) { #expect(abs(a - b) < 1e-5 * max(1, b)) }
    }

    @Test("patterns that are too alike are named, with what was tried")
    func alikePatterns() throws {
        let patterns = try PatternStatistics.correlated(overlap: 0.6).patterns(count: 8, neurons: 200, seed: 4)
        let result = try PatternStudy(
            ["rule": .texts(["hebbian:subtract-mean=off"])], inputs: StudyInputs(patterns: patterns)
        ).run()
        #expect(result.numbers("recalled").contains { $0 <= 0.5 })
        #expect(result.warnings.contains { $0.contains("too alike to") })
        #expect(result.column("remedy")?.texts.first == "hebbian, mean subtracted")
    }

    @Test("cheap remedies come first; none is tried after one that suffices, nor a costly one, nor without need")
    func remediesAreTriedInTurn() throws {
        let patterns = try PatternStatistics.correlated(overlap: 0.6).patterns(count: 8, neurons: 200, seed: 4)
        func run(_ given: [String: ParameterValue], _ patterns: PatternSet) throws -> (PatternStudy, StudyResult) {
            let study = try PatternStudy(given, inputs: StudyInputs(patterns: patterns))
            return (study, try study.run())
        }
        let (study, result) = try run(["rule": .texts(["hebbian:subtract-mean=off"])], patterns)
        let (names, shares) = (result.column("remedy")?.texts ?? [], result.numbers("remedy_recalled"))
        let work = study.remedies.map { $0.work(patterns, cues: 10) }
        // Passes over 8 patterns: one, one and 100 dreams of some steps, at most 1000.
        #expect(work == work.sorted() && names.suffix(3) == ["storkey", "dreaming", "perceptron"])
        // The projection rule recalls what is linearly independent; what comes after it is not tried.
        let place = try #require(names.firstIndex(of: "pseudo-inverse"))
        #expect(shares[place] >= 0.95 && shares[(place + 1)...].allSatisfy(\.isNaN))
        #expect(result.findings.last?.hasPrefix("not tried, since pseudo-inverse suffices: ") == true)
        // A cell does not depend on the cells computed before it.
        let alone = try PatternStudy(
            ["rule": .texts(["hebbian:subtract-mean=off"])], inputs: StudyInputs(patterns: patterns))
        let cells = try [8 + place, 8 + place + 1].map { try alone.cell($0) }
        #expect(cells[0][PatternStudy.Quantity.recalled.rawValue] == shares[place] && cells[1][0].isNaN)
        var tasks: [String] = []
        let third = try PatternStudy(
            ["rule": .texts(["hebbian:subtract-mean=off"])], inputs: StudyInputs(patterns: patterns))
        _ = try third.cell(8 + place + 1) { tasks.append($0) }
        #expect(tasks == names[...place].map { "trying \($0)" })
        // 200² units and 8 patterns with 10 cues are some millions of multiplications for rules that make a matrix.
        let (_, cheap) = try run(["rule": .texts(["pseudo-inverse"]), "remedy-work": .number(0.001)], patterns)
        #expect(cheap.column("remedy")?.texts.contains("dreaming") == false)
        let fine = try PatternStatistics.random.patterns(count: 3, neurons: 200, seed: 5)
        #expect(try run([:], fine).1.numbers("remedy_recalled").allSatisfy(\.isNaN))
    }

    @Test func theCrossTalkOfRandomPatterns() throws {
        let patterns = try PatternStatistics.random.patterns(count: 50, neurons: 500, seed: 5)
        let result = try PatternStudy(["remedies": .toggle(false)], inputs: StudyInputs(patterns: patterns)).run()
        let mean = Summary(result.numbers("cross_talk")).mean
        // sqrt(P/N) = .316; the diagonal removed and finite N change it by a few percent.
        #expect(abs(mean / result.numbers("cross_talk_theory")[0] - 1) < 0.1)
    }

    // MARK: - Window

    @Test("T1: one pair changes the weight by eta A+ d^k or -eta A- d^k")
    func window() throws {
        let text = "stdp:learning-rate=1:a-plus=0.01:a-minus=0.01:trace-decay=0.95"
        let result = try WindowStudy(["rule": .texts([text]), "largest-lag": .integer(30)]).run()
        let changes = result.numbers("change")
        let middle = 30
        // Weights near .5 are Float32: a change is exact to 6e-8.
        for (lag, change) in [(1, 0.0095), (-1, -0.0095), (5, 0.00773781), (-5, -0.00773781), (0, 0.01)] {
            #expect(abs(changes[middle + lag] - change) < 1e-7)
        }
        for (measured, theory) in zip(changes, result.numbers("change_theory")) {
            #expect(abs(measured - theory) < 1e-7)
        }
        // T2: a decay of .95 a millisecond is a time constant of 19.50 ms.
        #expect(abs(result.numbers("tau_plus")[0] - 19.50) < 0.01)
        #expect(abs(result.numbers("tau_minus")[0] - 19.50) < 0.01)
    }

    /// The rule of 20 ms, lags of up to 10 ms, in steps of half a ms: the windows meet at the whole ms.
    @Test func windowInMilliseconds() throws {
        let rule = "stdp:learning-rate=1:a-plus=0.01:a-minus=0.01:tau-plus=20ms:tau-minus=20ms"
        func changes(_ step: Double) throws -> [Double] {
            try WindowStudy([
                "rule": .texts([rule]), "largest-lag": .quantity(.milliseconds(10)),
                "interval": .quantity(.milliseconds(100)), "time-step": .number(step),
            ]).run().numbers("change")
        }
        let (whole, half) = (try changes(1), try changes(0.5))
        #expect(whole.count == 21 && half.count == 41)
        // Of some .01, each exact to a weight's 6e-8 and ten or twenty roundings of the decay.
        for lag in 0..<21 { #expect(abs(whole[lag] - half[2 * lag]) < 1e-7) }
        #expect(throws: StudyError.self) {
            try WindowStudy(["largest-lag": .quantity(.milliseconds(10)), "time-step": .number(0.3)])
        }
    }

    /// At lag 0: A+, A+ - A- or nothing, in the measurement and in the theory.
    @Test(arguments: [("strengthen", 0.01), ("both", 0.006), ("neither", 0)])
    func spikesOfOneStep(_ word: String, _ change: Double) throws {
        let text = "stdp:learning-rate=1:a-plus=0.01:a-minus=0.004:coincident=" + word
        let result = try WindowStudy(["rule": .texts([text]), "largest-lag": .integer(2)]).run()
        #expect(abs(result.numbers("change")[2] - change) < 1e-7)
        #expect(abs(result.numbers("change_theory")[2] - change) < 1e-9)
    }

    /// One pair shows the pairs of the triplets: -A2- e^(-k/33.7), and nothing for A2+ = 0. Among repeated pairs all four
    /// time constants mix; changes that are no exponential have no time constant.
    @Test func timeConstantsAreFittedWhereTheyMeanSomething() throws {
        let triplets: [String: ParameterValue] = ["rule": .texts(["triplet-stdp:w-min=-10:w-max=10"])]
        let one = try WindowStudy(triplets).run()
        #expect(abs(one.numbers("tau_minus")[0] - 33.7) < 0.01 && one.numbers("tau_plus")[0].isNaN)
        #expect(
            one.findings == [
                "no time constant, input before output: the changes are not one exponential of the lag",
                "time constant, output before input: 33.70 ms",
            ])
        let many = try WindowStudy(triplets.merging(["pairs": .integer(60), "interval": .integer(49)]) { $1 }).run()
        #expect(many.numbers("tau_plus")[0].isNaN && many.numbers("tau_minus")[0].isNaN)
        #expect(many.findings.allSatisfy { $0.contains("repeated pairs mix the time constants of the triplets") })
        let line = try WindowStudy(largestLag: 20) { lag in Double(20 - abs(lag)) }.run()
        #expect(line.numbers("tau_plus")[0].isNaN && line.numbers("tau_minus")[0].isNaN)
    }

    /// Every fifth lag of the whole window, from another weight: with mu = 1 an output first weakens by A- w d^k.
    @Test func lagsApartFromAWeight() throws {
        let text = "stdp:learning-rate=1:a-plus=0.01:a-minus=0.01:mu-minus=1"
        let result = try WindowStudy([
            "rule": .texts([text]), "largest-lag": .integer(12), "lag-step": .integer(5), "weight": .number(0.2),
        ]).run()
        #expect(result.numbers("lag") == [-10, -5, 0, 5, 10])
        // -.01 · .2 · .95^5.
        #expect(abs(result.numbers("change")[1] + 0.00154756) < 1e-7)
        #expect(abs(result.numbers("change_theory")[1] + 0.00154756) < 1e-7)
    }

    /// The output of rule voltage is a neuron that fires when it is told; five pairs at 50 Hz strengthen most where the input
    /// comes first, and there are as many means as lags. NEST's example at 50 Hz: +.019 and +.016 of .5 after five pairs.
    @Test func windowOfVoltage() throws {
        let times = "tau-m=9.367ms:tau-x=15ms:tau-plus=7ms:tau-minus=10ms:potential-delay=4ms:clamp-time=2ms"
        let slow = "tau-threshold=50ms:tau-adaptation=144ms:tau-after=40ms:v-reset=-49.6:adaptation-jump=.0805"
        let changes = try WindowStudy([
            "rule": .texts(["voltage:\(times):\(slow)"]), "weight": .number(0.5), "time-step": .number(0.1),
            "largest-lag": .quantity(.milliseconds(10)), "lag-step": .quantity(.milliseconds(10)),
            "pairs": .integer(5), "interval": .quantity(.milliseconds(9.9)),
        ]).run().numbers("change")
        #expect(changes.count == 3 && abs(5 * changes[2] - 0.019) < 0.004 && abs(5 * changes[0] - 0.0165) < 0.004)
    }

    /// Calcium of 2 lifts weights by nothing but noise where gamma_d and gamma_p are 0: for 13.8629 ms above 1 and 8.6157 ms above
    /// 1.3, of variance 2² · 22.4786 / 150 = .599429 of 2000 synapses, the mean of which has a standard error of .0173; the seed
    /// says which. Half of them end above the middle: .5 ± .0112.
    @Test func noiseOfASynapse() throws {
        let rule = "calcium:sigma=2:gamma-d=0:gamma-p=0:tau=150:calcium-pre=0:rho-star=0.5:w-min=-1e6:w-max=1e6"
        func run(_ seed: Int) throws -> StudyResult {
            try WindowStudy([
                "rule": .texts([rule]), "largest-lag": .integer(1), "synapses": .integer(2000), "seed": .integer(seed),
                "interval": .integer(30), "weight": .number(0),
            ]).run()
        }
        let (one, again, other) = (try run(1), try run(1), try run(2))
        #expect(one.numbers("change") == again.numbers("change") && one.numbers("change") != other.numbers("change"))
        // A range of 2 · 10^6 makes a change of 2 · 10^6 of one of 1.
        #expect(one.numbers("change").allSatisfy { abs($0) < 4 * 2e6 * 0.0173 })
        #expect(one.numbers("share_above").allSatisfy { abs($0 - 0.5) < 4 * 0.0112 })
    }

    @Test func anExperimentOfOnesOwn() throws {
        let study = try WindowStudy(largestLag: 3) { lag in Double(lag) }
        #expect(try study.run().numbers("change") == [-3, -2, -1, 0, 1, 2, 3])
    }

    /// e^(-k/10) is a hundredth of e^(-1/10) at k = 1 + 10 ln 100 = 47.05; lags grow by an eighth: ... 37, 41, 46, 51.
    @Test func windowsEndWhereTheyChangeNothing() throws {
        let reach = try LearningWindow.reach(of: { exponential(-Double(abs($0)) / 10) }, atMost: 250)
        #expect(reach == 51)
        #expect(try LearningWindow.reach(of: { exponential(-Double(abs($0)) / 10) }, atMost: 30) == 30)
        let window = try LearningWindow(of: STDPRule(learningRate: 1, aPlus: 0.01), atMost: 20)
        // Float32 weights near .5; one pair at lag 1 gives eta A+ d = .0095.
        #expect(window.reach == 20 && window.pairs == 1 && abs(window[1] - 0.0095) < 1e-7)
    }

    // MARK: - Selectivity

    @Test("selectivity 1 - mean/max, sparseness of Vinje and Gallant, by hand")
    func selectivity() throws {
        let responses = Matrix([[0, 0, 4, 0], [1, 1, 1, 1], [0, 0, 0, 0], [3, -5, 1, 0]])
        let result = try SelectivityStudy(
            inputs: StudyInputs(responses: responses, stimuli: ["a", "b", "c", "d"])
        ).run()
        let (selectivity, sparseness) = (result.numbers("selectivity"), result.numbers("sparseness"))
        #expect(selectivity[0] == 0.75 && sparseness[0] == 1)
        #expect(selectivity[1] == 0 && sparseness[1] == 0)
        #expect(selectivity[2].isNaN && sparseness[2].isNaN)
        // 3, 0, 1, 0: mean 1, greatest 3; sum²/n over the sum of squares = (16/4)/10 = .4, so (1 - .4)/(3/4) = .8.
        #expect(abs(selectivity[3] - 2.0 / 3) < 1e-15 && abs(sparseness[3] - 0.8) < 1e-12)
        let preferred = result.column("preferred")?.texts ?? []
        #expect([preferred[0], preferred[2], preferred[3]] == ["c", "", "a"])
        let absolute = try SelectivityStudy(["absolute": .toggle(true)], inputs: StudyInputs(responses: responses))
            .run()
        #expect(absolute.column("preferred")?.texts[3] == "stimulus-1")
    }

    @Test func aLongTableTellsThatThereIsMore() throws {
        func table(_ units: Int) throws -> StudyTable {
            try SelectivityStudy(inputs: StudyInputs(responses: Matrix((0..<units).map { [Float($0), 1] }))).run().table
        }
        #expect(try table(25).rows.count == 20 && table(25).footnote == "the first 20 of 25 units")
        #expect(try table(20).rows.count == 20 && table(20).footnote == nil)
    }

    // MARK: - Given weights

    @Test func basinsAndAttractorsOfGivenWeights() throws {
        let patterns = try PatternStatistics.random.patterns(count: 3, neurons: 100, seed: 6)
        var network = try Memory.network(RuleChoice("hebbian").rule, patterns)
        network.activation = .sign
        let inputs = StudyInputs(patterns: patterns, network: network)
        let basins = try BasinStudy(["cues": .integer(2), "trials": .integer(2)], inputs: inputs).run()
        // Three patterns in cells of two: every pattern is there, each with a wide basin.
        #expect(basins.numbers("pattern_critical_overlap").count == 3)
        #expect(basins.numbers("pattern_critical_overlap").allSatisfy { $0 > -0.01 && $0 < 0.5 })
        let attractors = try AttractorStudy(["trials": .integer(2)], inputs: inputs).run()
        #expect(abs(attractors.numbers("attractor_frequency").reduce(0, +) - 1) < 1e-12)
        let names = attractors.column("attractor_nearest")?.texts ?? []
        #expect(names.allSatisfy(patterns.names.contains) && !names.isEmpty)
    }

    @Test func theRegistryKnowsEveryStudyOnce() {
        #expect(
            StudyRegistry.names == [
                "capacity", "noise", "basin", "attractors", "patterns", "window", "selectivity", "competition",
                "accuracy", "certify", "sequence", "phase",
            ])
        for study in StudyRegistry.all {
            let names = study.parameterTable.map(\.name)
            #expect(Set(names).count == names.count)
            // The defaults pass their own check.
            #expect(throws: Never.self) {
                _ = try study.settings(
                    Dictionary(uniqueKeysWithValues: study.parameterTable.map { ($0.name, $0.defaultValue) }))
            }
        }
    }
}

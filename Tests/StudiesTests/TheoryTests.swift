import Models
import Parameters
import Patterns
import Testing

@testable import Studies

/// The closed formulas at the values printed in the literature; the tolerance is half a unit of the last digit given.
@Suite struct TheoryTests {
    @Test(
        "first-step error: Hertz, Krogh, Palmer, table 2.1 and its inverse",
        arguments: [(0.105, 0.00101), (0.138, 0.00355), (0.185, 0.01004), (0.37, 0.05009), (0.61, 0.10021)])
    func firstStepError(load: Double, error: Double) {
        #expect(abs(FirstStepError.probability(load: load) - error) <= 0.5e-5)
    }

    @Test(arguments: [(0.001, 0.1047), (0.0036, 0.1385), (0.01, 0.1848), (0.05, 0.3696), (0.1, 0.6089)])
    func loadOfFirstStepError(error: Double, load: Double) {
        #expect(abs(FirstStepError.load(probability: error) - load) <= 0.5e-4)
        // The inverse undoes the formula, as well as Double can.
        #expect(abs(FirstStepError.probability(load: FirstStepError.load(probability: error)) - error) < 1e-12)
    }

    @Test func noErrorWithoutLoad() {
        #expect(FirstStepError.probability(load: 0) == 0)
        #expect(RetrievalOverlap.overlap(load: 0) == 1)
    }

    @Test("Amit, Gutfreund, Sompolinsky 1987: the critical load and its overlap")
    func criticalLoad() {
        #expect(abs(RetrievalOverlap.criticalLoad - 0.137906) < 0.5e-6)
        #expect(abs(RetrievalOverlap.criticalOverlap - 0.96742) < 0.5e-5)
        #expect(RetrievalOverlap.overlap(load: 0.138) == 0)
        #expect(RetrievalOverlap.overlap(load: 1e-12) == 1)
    }

    @Test(
        arguments: [
            (0.05, 0.999992, 0.5e-6), (0.08, 0.99956, 0.5e-5), (0.10, 0.99800, 0.5e-5), (0.11, 0.99626, 0.5e-5),
            (0.12, 0.99322, 0.5e-5), (0.13, 0.98721, 0.5e-5), (0.135, 0.98079, 0.5e-5), (0.1375, 0.97295, 0.5e-5),
        ])
    func retrievalOverlap(load: Double, overlap: Double, tolerance: Double) {
        #expect(abs(RetrievalOverlap.overlap(load: load) - overlap) <= tolerance)
    }

    @Test(
        arguments: [
            (0.1, [0.9984, 0.9886, 0.9422, 0.7941, 0.4729]), (0.138, [0.9929, 0.9687, 0.8937, 0.7184, 0.4097]),
            (0.5, [0.8427, 0.7421, 0.6039, 0.4284, 0.2227]),
        ])
    func oneStepOverlap(load: Double, overlaps: [Double]) {
        for (start, overlap) in zip([1, 0.8, 0.6, 0.4, 0.2], overlaps) {
            #expect(abs(OneStepOverlap.overlap(from: start, load: load) - overlap) <= 0.5e-4)
        }
    }

    @Test("one step from the pattern itself makes the first-step error", arguments: [0.05, 0.138, 0.5, 2])
    func oneStepOverlapAndError(load: Double) {
        // m = 1 - 2 P_err; both formulas are one, so only rounding is between them.
        let error = FirstStepError.probability(load: load)
        #expect(abs(OneStepOverlap.overlap(from: 1, load: load) - (1 - 2 * error)) < 1e-14)
    }

    @Test("McEliece and others 1987", arguments: [(100, 10.9, 5.4), (784, 58.8, 29.4), (1000, 72.4, 36.2)])
    func errorFreeCapacity(neurons: Int, most: Double, all: Double) {
        #expect(abs(ErrorFreeCapacity.most(neurons: neurons) - most) <= 0.05)
        #expect(abs(ErrorFreeCapacity.all(neurons: neurons) - all) <= 0.05)
    }

    @Test func errorFreeCapacityOfPictures() {
        #expect(abs(ErrorFreeCapacity.most(neurons: 16384) - 844) <= 0.5)
        #expect(abs(ErrorFreeCapacity.all(neurons: 16384) - 422) <= 0.5)
    }

    @Test(
        "Gardner 1988",
        arguments: [(0, 2.0), (0.25, 1.3646), (0.5, 0.9612), (1, 0.5196), (1.5, 0.3099), (2, 0.2002)])
    func gardner(margin: Double, load: Double) {
        #expect(abs(GardnerCapacity.load(margin: margin) - load) <= 0.5e-4)
    }

    @Test(
        "one pattern under Glauber dynamics",
        arguments: [(0.25, 0.99933), (0.5, 0.95750), (0.75, 0.77552), (0.9, 0.52543)])
    func thermalOverlap(temperature: Double, overlap: Double) {
        #expect(abs(ThermalOverlap.overlap(temperature: temperature) - overlap) <= 0.5e-5)
    }

    @Test func thermalOverlapAtTheEnds() {
        #expect(ThermalOverlap.overlap(temperature: 0) == 1)
        #expect(ThermalOverlap.overlap(temperature: 1) == 0)
        #expect(ThermalOverlap.overlap(temperature: 3) == 0)
    }

    @Test("Krotov and Hopfield 2016", arguments: [(2, 10.9), (3, 361.9), (4, 7238)])
    func denseCapacity(order: Int, capacity: Double) {
        let tolerance = order == 4 ? 0.5 : 0.05
        #expect(abs(DenseCapacity.capacity(neurons: 100, order: order) - capacity) <= tolerance)
    }

    @Test("rules of thumb and limits")
    func limits() {
        #expect(abs(RuleOfThumb.capacity(neurons: 784) - 109.76) < 1e-9)
        #expect(PseudoInverseCapacity.load == 1)
    }

    @Test("overlaps of damaged cues")
    func cues() {
        let cue = CueOverlap()
        #expect(cue.flipped(0.15) == 0.7)
        #expect(cue.hidden(0.25, .zero) == 0.75 && cue.hidden(0.25, .random) == 0.75)
        // P(|z| < 1) of a normal z is 0.682689.
        #expect(abs(cue.noisy(deviation: 1) - 0.682689) < 0.5e-6)
        #expect(cue.noisy(deviation: 0) == 1)
        let sparse = CueOverlap(coding: .binary, agreement: .activeShare)
        #expect(sparse.flipped(0.15) == 0.85)
        #expect(sparse.hidden(0.25, .zero) == 0.75 && sparse.hidden(0.25, .random) == 0.875)
        // P(z < 1/2) of a normal z is 0.691462.
        #expect(abs(sparse.noisy(deviation: 1) - 0.691462) < 0.5e-6)
        #expect(CueOverlap(coding: .binary, agreement: .overlap).hidden(0.25, .zero).isNaN)
    }

    @Test(
        "Amit, Gutfreund, Sompolinsky 1987 at a temperature; the values solve their equations by another program",
        arguments: [
            (0.05, 0.2, 0.9989), (0.05, 0.4, 0.9662), (0.05, 0.5, 0.9041), (0.10, 0.1, 0.9968), (0.10, 0.2, 0.9891),
            (0.10, 0.3, 0.9530), (0.02, 0.5, 0.9450), (0.02, 0.6, 0.8793),
        ])
    func thermalRetrieval(load: Double, temperature: Double, overlap: Double) {
        #expect(abs(ThermalRetrieval.overlap(temperature: temperature, load: load) - overlap) <= 0.5e-4)
    }

    @Test func thermalRetrievalAtTheEnds() {
        // Above the limit of retrieval, .5423 at a load of .05, nothing is left.
        #expect(ThermalRetrieval.overlap(temperature: 0.6, load: 0.05) == 0)
        #expect(abs(ThermalRetrieval.overlap(temperature: 0.5, load: 0) - 0.9575) < 0.5e-4)
        // T = 0 is continuous: .99800 at a load of .10.
        #expect(abs(ThermalRetrieval.overlap(temperature: 0.011, load: 0.1) - 0.998) < 1e-4)
    }

    @Test(
        "Tsodyks, Feigel'man 1988", arguments: [(0.1, 2.17), (0.05, 3.34), (0.02, 6.39), (0.01, 10.86), (0.001, 72.4)])
    func sparseCapacity(activity: Double, load: Double) {
        #expect(abs(SparseCapacity.load(activity: activity) - load) <= (activity < 0.01 ? 0.05 : 0.005))
    }

    // MARK: - Where theories hold

    private func columns(_ given: [String: ParameterValue]) throws -> Set<String> {
        var values: [String: ParameterValue] = [
            "neurons": .integers([60]), "counts": .integers([3, 6]), "trials": .integer(1), "cues": .integer(1),
        ]
        values.merge(given) { $1 }
        return Set(try CapacityStudy(values).run().columns.map(\.name))
    }

    private static let hebbian: Set = ["wrong_bits_theory", "overlap_theory", "critical_load", "rule_of_thumb_load"]

    @Test func hebbianTheoryIsOfRandomPatterns() throws {
        #expect(try columns([:]).isSuperset(of: Self.hebbian))
        #expect(try columns(["rules": .texts(["hebbian:subtract-mean=off"])]).isSuperset(of: Self.hebbian))
        for other: [String: ParameterValue] in [
            ["rules": .texts(["storkey"])], ["rules": .texts(["hebbian:zero-diagonal=off"])],
            ["statistics": .text("correlated")], ["statistics": .text("sparse"), "activity": .number(0.1)],
        ] {
            #expect(try columns(other).isDisjoint(with: Self.hebbian))
        }
        // One sweep is not rest where some of 2000 bits are wrong (5.5 on average): of the state at rest there is nothing to
        // say.
        let result = try CapacityStudy([
            "neurons": .integers([2000]), "counts": .integers([260]), "trials": .integer(1), "cues": .integer(1),
            "steps": .integer(1),
        ]).run()
        #expect(result.numbers("overlap_theory")[0].isNaN && !result.numbers("wrong_bits_theory")[0].isNaN)
        // The overlap at rest is derived for asynchronous updates; a single step has no order.
        let sync = try columns(["update": .text("sync")])
        #expect(!sync.contains("overlap_theory") && sync.contains("wrong_bits_theory"))
    }

    @Test func whereNoPatternIsRetrievedTheTheoryOfRetrievalIsSilent() throws {
        let loads = try CapacityStudy([
            "neurons": .integers([60]), "counts": .integers([6, 12]), "trials": .integer(1), "cues": .integer(1),
        ]).run().numbers("overlap_theory")
        // .998 at a load of .10; .20 is beyond .1379.
        #expect(abs(loads[0] - 0.998) < 0.5e-5 && loads[1].isNaN)
        let warm = try NoiseStudy([
            "kind": .text("temperature"), "neurons": .integers([60]), "counts": .integers([4]), "trials": .integer(1),
            "cues": .integer(1), "steps": .integer(2), "levels": .numbers([0.5, 0.8, 1.3]),
        ]).run().numbers("overlap_theory")
        // The other three patterns are a load of .05: .9041 at T = .5, none from .5423 on, nothing at all above 1.22.
        #expect(abs(warm[0] - 0.9041) < 0.5e-4 && warm[1].isNaN && warm[2] == 0)
    }

    @Test func otherCasesHaveTheirOwn() throws {
        let sparse = try columns([
            "rules": .texts(["covariance"]), "statistics": .text("sparse"), "activity": .number(0.1),
        ])
        #expect(sparse.contains("sparse_load") && !sparse.contains("gardner_load"))
        let projection = try columns(["rules": .texts(["pseudo-inverse"])])
        #expect(projection.contains("pseudo_inverse_load") && projection.contains("gardner_load"))
        #expect(try !columns([:]).contains("sparse_load"))
    }

    @Test func aRuleWithoutTheoryHasNoneBesideOneThatHas() throws {
        let result = try CapacityStudy([
            "rules": .texts(["hebbian", "storkey"]), "neurons": .integers([60]), "counts": .integers([3, 6]),
            "trials": .integer(1),
        ]).run()
        let theory = result.numbers("wrong_bits_theory")
        // Loads of .05 and .1: 1/2 erfc(sqrt(10)) = 3.9e-6 and 1/2 erfc(sqrt(5)) = 7.8e-4.
        #expect(abs(theory[0] - 3.872e-6) < 1e-9 && abs(theory[1] - 7.827e-4) < 1e-7)
        #expect(theory[2].isNaN && theory[3].isNaN)
    }

    @Test func patternsOfAFileHaveTheTheoryOfRandomOnesIfTheyCouldBe() throws {
        let random = try PatternStatistics.random.patterns(count: 20, neurons: 500, seed: 3)
        #expect(RandomLikeness.kind(of: random) == .random)
        let alike = try PatternStatistics.correlated(overlap: 0.2).patterns(count: 20, neurons: 500, seed: 3)
        #expect(RandomLikeness.kind(of: alike) == .own)
        // One picture of which three quarters are white.
        let white = PatternSet(
            coding: .bipolar, neurons: 400, values: .integers((0..<400).map { $0 % 4 == 0 ? -1 : 1 }))
        #expect(RandomLikeness.kind(of: white) == .own)
        let result = try PatternStudy(["remedies": .toggle(false)], inputs: StudyInputs(patterns: alike)).run()
        #expect(result.column("cross_talk_theory") == nil && result.column("usage") == nil)
        #expect(!result.findings[0].contains("0.14 N"))
    }
}

import Numerics
import Parameters
import Testing

@testable import Studies

/// Studies of dense memories, sequences, pairs, bits and worse weights beside theory and simulations made apart.
@Suite struct DenseResultTests {
    private let workers = Workers.all

    /// N = 100, order 3: .0012 ± .0003 wrong bits a step at 362 patterns, none at 100.
    @Test func orderThree() throws {
        let result = try CapacityStudy([
            "separation": .texts(["power:degree=3"]), "neurons": .integers([100]), "counts": .integers([100, 362]),
            "trials": .integer(4), "cues": .integer(1), "steps": .integer(1),
        ]).run(workers: workers)
        let wrong = result.numbers("wrong_bits")
        #expect(wrong[0] == 0 && abs(wrong[1] - 0.0012) < 0.0003)
        #expect(abs(result.numbers("dense_load")[0] - 3.619) < 0.001)
    }

    /// A cyclic sequence keeps its order at .10 patterns a unit with the overlap .9984, and loses it at .35.
    @Test func sequence() throws {
        let result = try CapacityStudy([
            "rules": .texts(["sequence:cyclic=on"]), "neurons": .integers([1000]), "loads": .numbers([0.10, 0.35]),
            "trials": .integer(1), "cues": .integer(5), "steps": .integer(30),
        ]).run(workers: workers)
        let (overlaps, theory) = (result.numbers("overlap"), result.numbers("overlap_theory"))
        // 5 states of 1000 units: a standard deviation of some .001.
        #expect(abs(overlaps[0] - theory[0]) < 0.005 && overlaps[1] < 0.3 && theory[1].isNaN)
    }

    /// Pairs have the cross-talk of single patterns: 1/2 erfc(1/sqrt(2 load)) wrong bits.
    @Test func pairs() throws {
        let result = try CapacityStudy([
            "partners": .toggle(true), "rules": .texts(["hebbian:subtract-mean=off", "pseudo-inverse", "store"]),
            "neurons": .integers([500]), "loads": .numbers([0.2]), "trials": .integer(2), "cues": .integer(5),
        ]).run(workers: workers)
        let wrong = result.numbers("wrong_bits")
        // 2·100·500 bits at .0127 make 1270 errors, a standard deviation of 3 %.
        #expect(abs(wrong[0] / FirstStepError.probability(load: 0.2) - 1) < 0.12)
        #expect(wrong[1] == 0 && wrong[2] == 0 && result.numbers("recalled")[1] == 1)
    }

    /// 512 units, 8 active, 2000 pairs: p = .3862 and 504 p^8 = .2494 wrong units; with unequal use of units .377.
    @Test func bits() throws {
        let result = try CapacityStudy([
            "rules": .texts(["willshaw"]), "partners": .toggle(true), "statistics": .text("sparse"),
            "activity": .number(8.0 / 512), "neurons": .integers([512]), "counts": .integers([2000]),
            "trials": .integer(1), "cues": .integer(20),
        ]).run(workers: workers)
        let units = result.numbers("wrong_bits")[0] * 512
        #expect(abs(units - 0.377) < 0.06)
        #expect(abs(result.numbers("wrong_bits_theory")[0] * 512 - 0.2494) < 0.001)
        #expect(abs(result.numbers("unequal_use_theory")[0] * 512 - 0.377) < 0.001)
    }

    /// H11 and H12: clipped at .08 patterns a unit .9946, half of the connections at .05 .9980, N = 1000, within .02.
    @Test(arguments: [("clip", ParameterValue.toggle(true), 0.08, 0.9946), ("dilute", .number(0.5), 0.05, 0.9980)])
    func worseWeights(name: String, value: ParameterValue, load: Double, overlap: Double) throws {
        let result = try CapacityStudy([
            name: value, "neurons": .integers([1000]), "loads": .numbers([load]), "trials": .integer(1),
            "cues": .integer(10),
        ]).run(workers: workers)
        #expect(abs(result.numbers("overlap")[0] - overlap) < 0.02)
        #expect(abs(result.numbers("overlap_theory")[0] - overlap) < 0.02)
    }

    /// Noise, basins and attractors of a dense memory: what Hebb loses from a load of 1.
    @Test func otherStudies() throws {
        let memory: [String: ParameterValue] = [
            "separation": .texts(["power:degree=4"]), "neurons": .integers([60]), "loads": .numbers([1]),
            "trials": .integer(1),
        ]
        let noise = try NoiseStudy(memory.merging(["levels": .numbers([0.1]), "cues": .integer(10)]) { $1 })
            .run(workers: workers)
        #expect(noise.numbers("recalled") == [1])
        let basin = try BasinStudy(memory.merging(["cues": .integer(5)]) { $1 }).run(workers: workers)
        #expect(basin.numbers("unstable") == [0])
        let attractors = try AttractorStudy(memory.merging(["starts": .integer(5)]) { $1 }).run(workers: workers)
        #expect(attractors.numbers("frequency").reduce(0, +) > 0.99)
    }

    @Test(
        arguments: [
            (["rules": .texts(["sequence"])], "the sequence of rule sequence ends, expected sequence:cyclic=on"),
            (["rules": .texts(["storkey"]), "partners": .toggle(true)], "rule storkey stores no pairs"),
            (["rules": .texts(["store"]), "clip": .toggle(true)], "rule store makes no weights between units"),
            (["clip": .toggle(true), "quantize": .integer(3)], "clip and quantize exclude each other"),
            (["quantize": .integer(1)], "is 1, expected 2 to 16 bits"),
        ] as [([String: ParameterValue], String)])
    func refused(given: [String: ParameterValue], sentence: String) {
        let study = Result { try CapacityStudy(given) }
        guard case .failure(let error) = study else {
            Issue.record("expected an error")
            return
        }
        #expect("\(error)".contains(sentence), "\(error)")
    }
}

import Parameters
import Testing

@testable import Studies

/// The phases of Hebbian memories by load and temperature.
@Suite struct PhaseTests {
    /// T_M, T_c and m at T_M of a replica-symmetric solution computed apart from this one, by SciPy on a grid of 4001
    /// points; Amit, Gutfreund, Sompolinsky 1985 draw them.
    @Test(arguments: [
        (load: 0.01, retrieval: 0.8010, ground: 0.7216, overlap: 0.58),
        (load: 0.05, retrieval: 0.5423, ground: 0.2164, overlap: 0.82),
        (load: 0.1, retrieval: 0.3154, ground: 0, overlap: 0.926),
        (load: 0.13, retrieval: 0.1489, ground: 0, overlap: 0.956),
    ]) func boundaries(load: Double, retrieval: Double, ground: Double, overlap: Double) {
        let found = PhaseBoundaries(load: load)
        #expect(abs(found.retrieval - retrieval) < 0.002)
        #expect(abs(found.groundState - ground) < 0.002)
        // m falls steeply near T_M.
        #expect(abs(found.lastOverlap - overlap) < 0.01)
        #expect(found.glass == 1 + load.squareRoot())
    }

    /// Weights of one bit add e = pi/2 - 1, half of the connections 1: T_M, T_c, T_g and m at T = 0.2 by SciPy, in another way
    /// (tools/check-phases).
    @Test(arguments: [
        (noise: Double.pi / 2 - 1, load: 0.01, limits: [0.7980, 0.7174, 1.1002], overlap: 0.9998),
        (noise: Double.pi / 2 - 1, load: 0.03, limits: [0.6345, 0.4515, 1.1743], overlap: 0.9990),
        (noise: Double.pi / 2 - 1, load: 0.08, limits: [0.3148, 0, 1.2868], overlap: 0.9781),
        (noise: 1, load: 0.03, limits: [0.6220, 0.4291, 1.1751], overlap: 0.9983),
        (noise: 1, load: 0.08, limits: [0.2165, 0, 1.2899], overlap: 0.9367),
    ]) func boundariesOfWorseWeights(noise: Double, load: Double, limits: [Double], overlap: Double) {
        let found = PhaseBoundaries(load: load, noise: noise)
        for (value, wanted) in zip([found.retrieval, found.groundState, found.glass], limits) {
            // Four digits are printed; T_M and T_c are halved to 1e-5 there.
            #expect(abs(value - wanted) < 2e-4)
        }
        #expect(abs(found.overlap(temperature: 0.2) - overlap) < 1e-4)
        #expect(found.overlap(temperature: limits[2] + 0.01) == 0)
        #expect(found.overlap(temperature: (limits[0] + limits[2]) / 2).isNaN)
    }

    /// Clipped weights have theory, connections that were removed one way have none: it is of symmetric ones.
    @Test func theoryIsOfSymmetricWeights() throws {
        func limits(_ damage: [String: ParameterValue]) throws -> [Double]? {
            let own: [String: ParameterValue] = [
                "temperatures": .numbers([0.2, 0.8]), "neurons": .integers([100]), "loads": .numbers([0.05]),
                "trials": .integer(1), "steps": .integer(2), "cues": .integer(1),
            ]
            let result = try PhaseStudy(own.merging(damage) { $1 }).run()
            return result.columns.contains { $0.name == "retrieval_limit_theory" }
                ? result.numbers("retrieval_limit_theory") : nil
        }
        // 4 other patterns in 100 units.
        #expect(try limits(["clip": .toggle(true)]) == [PhaseBoundaries(load: 0.04, noise: .pi / 2 - 1).retrieval])
        #expect(try limits(["dilute": .number(0.5)]) == [PhaseBoundaries(load: 0.04, noise: 1).retrieval])
        #expect(try limits(["dilute": .number(0.5), "asymmetric": .toggle(true)]) == nil)
    }

    @Test func beyondTheCriticalLoad() {
        let found = PhaseBoundaries(load: 0.15)
        #expect(found.retrieval == 0 && found.groundState == 0 && abs(found.glass - 1.3873) < 1e-4)
    }

    /// 20 patterns in 400 units, 19 of which are noise to the one: at T = .2 the overlap is .9989 in an infinite network,
    /// and it is lost about T_M = .55. At T = 1.4 > T_g nothing is left: q of 20 averaged sweeps is near 1/20.
    @Test func measured() throws {
        let study = try PhaseStudy([
            "temperatures": .numbers([0.2, 0.45, 0.8, 1.4]), "neurons": .integers([400]), "loads": .numbers([0.05]),
            "trials": .integer(2), "steps": .integer(40), "cues": .integer(1),
        ])
        let result = try study.run()
        let overlaps = result.numbers("overlap")
        #expect(abs(overlaps[0] - 0.999) < 0.003 && overlaps[1] > 0.8 && overlaps[3] < 0.2)
        let limit = result.numbers("retrieval_limit")[0]
        #expect(limit > 0.45 && limit < 0.8)
        #expect(result.numbers("order")[3] < 0.15 && result.numbers("random_order")[0] > 0.8)
        #expect(abs(result.numbers("overlap_theory")[0] - 0.999) < 0.001 && result.numbers("overlap_theory")[3] == 0)
        #expect(abs(result.numbers("energy")[0] + 0.5) < 0.05)
    }
}

/// The map of loads and temperatures with its lines and names.
@Suite struct PhaseMapTests {
    /// Each name stands between the lines that bound its phase, at the load of one of the memories.
    @Test func everyPhaseHasItsNameInItsPlace() throws {
        let study = try PhaseStudy([
            "temperatures": .numbers([0.1, 1.5]), "neurons": .integers([100]),
            "loads": .numbers([0.02, 0.05, 0.08, 0.11, 0.14, 0.17, 0.2]), "trials": .integer(1), "steps": .integer(2),
            "cues": .integer(1),
        ])
        let result = try study.run()
        let map = try #require(result.plots.first { $0.name == "phases" })
        #expect(map.theory == ["glass_limit_theory", "retrieval_limit_theory", "ground_state_limit_theory"])
        #expect(map.regions.map(\.name) == ["memory", "memory or glass", "glass", "noise"])
        let lines = map.theory.map(result.numbers)
        for (region, bounds) in zip(map.regions, [(3, 2), (2, 1), (1, 0), (0, -1)]) {
            let place = try #require(result.numbers("load").firstIndex(of: region.x))
            // Above all lines lies the hottest temperature, below them the coldest.
            let low = bounds.0 == 3 ? 0.1 : lines[bounds.0][place]
            let high = bounds.1 == -1 ? 1.5 : lines[bounds.1][place]
            #expect(low < region.y && region.y < high)
        }
    }
}

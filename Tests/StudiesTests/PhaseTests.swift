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

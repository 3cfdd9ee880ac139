// What theory says beside a capacity study: of each formula the cases for which it holds, NaN for the others.

import Numerics

extension CapacityStudy {
    /// - Parameter atRest: for each rule, size and load whether relaxation came to rest, which the overlap is about.
    func theory(atRest: [Bool]) -> [StudyColumn] {
        let units = memories.neurons
        let activity = activity ?? 0
        return [
            wrongBits, unequalUse, overlap(atRest: atRest), bitsPerWeight,
            limit(
                "critical_load", DamagedRetrieval.domain, axes: [], [retrieval.criticalLoad],
                retrieval.noise == 0
                    ? "Hebbian critical load, Amit, Gutfreund, Sompolinsky 1987"
                    : "critical load of Hebbian weights with noise \(fixed(retrieval.noise, 3)), Sompolinsky 1986"),
            limit(
                "sequence_load", SequenceOverlap.domain, axes: [], [SequenceOverlap.criticalLoad],
                "largest load of a sequence, Duering, Coolen, Sherrington 1998"),
            limit(
                "dense_load", DenseCapacity.domain, axes: ["rule", "neurons"], denseLoads,
                "all bits of most patterns right, N^(n-1)/(2 (2n-3)!! ln N) patterns, Krotov, Hopfield 2016"),
            limit(
                "exponential_load", ExponentialCapacity.domain, axes: ["rule", "neurons"], exponentialLoads,
                "all bits of most patterns right, (e^2b/cosh 2b)^(N-1)/(2 ln N) patterns, Chaudhry and others 2023"),
            limit(
                "attracting_load", ExponentialCapacity.domain, axes: ["neurons"],
                units.map { ExponentialCapacity.attracting(neurons: $0) / Double($0) },
                "patterns of an exponential memory attract, 2^(N/2) of them, Demircigil and others 2017"),
            limit(
                "willshaw_load", WillshawCapacity.domain, axes: ["neurons"],
                units.map { WillshawCapacity.pairs(neurons: $0, active: activeUnits($0)) / Double($0) },
                "half of the bits are 1, ln 2 (N/k)^2 pairs, Willshaw and others 1969"),
            limit(
                "gardner_load", GardnerCapacity.domain, axes: ["rule"],
                memories.rules.map { GardnerCapacity.load(margin: $0.margin ?? 0) },
                "largest load of any weights at the rule's margin, Gardner 1988"),
            limit(
                "pseudo_inverse_load", PseudoInverseCapacity.domain, axes: [], [PseudoInverseCapacity.load],
                "limit of the projection rule, Personnaz and others 1985"),
            limit("rule_of_thumb_load", RuleOfThumb.domain, axes: [], [RuleOfThumb.load], "0.14, Hopfield 1982"),
            limit(
                "error_free_most_load", ErrorFreeCapacity.domain, axes: ["neurons"],
                units.map { ErrorFreeCapacity.most(neurons: $0) / Double($0) },
                "most patterns without error, 1/(2 ln N), McEliece and others 1987"),
            limit(
                "error_free_all_load", ErrorFreeCapacity.domain, axes: ["neurons"],
                units.map { ErrorFreeCapacity.all(neurons: $0) / Double($0) },
                "all patterns without error, 1/(4 ln N), McEliece and others 1987"),
            limit(
                "sparse_load", SparseCapacity.domain, axes: [],
                [activity > 0 && activity < 1 ? SparseCapacity.load(activity: activity) : .nan],
                "limit of sparse patterns, 1/(2 f |ln f|) for small f, Tsodyks, Feigel'man 1988"),
        ].compactMap { $0 }
    }

    private func limit(
        _ name: String, _ domain: TheoryDomain, axes: [String], _ loads: [Double], _ text: String
    ) -> StudyColumn? {
        guard memories.holds(domain).contains(true) else { return nil }
        return StudyColumn(name, .numbers(loads), axes: axes, description: "\(text); for \(domain)")
    }

    /// How the study is drawn, with what there is of theory.
    func plots(_ theory: [StudyColumn]) -> [StudyPlot] {
        func known(_ names: String...) -> [String] { names.filter { name in theory.contains { $0.name == name } } }
        let limits = known(
            "critical_load", "sequence_load", "dense_load", "exponential_load", "attracting_load", "willshaw_load",
            "pseudo_inverse_load", "sparse_load")
        return [
            StudyPlot(
                "recalled", title: "Share of patterns recalled", x: "load", y: ["recalled"], errors: ["recalled_error"],
                marks: limits, range: 0...1),
            StudyPlot(
                "overlap", title: "Overlap after relaxation", x: "load", y: ["overlap"], errors: ["overlap_error"],
                theory: known("overlap_theory"), marks: limits, range: 0...1),
            StudyPlot(
                "wrong-bits", title: "Wrong bits after one step", x: "load", y: ["wrong_bits"],
                errors: ["wrong_bits_error"], theory: known("wrong_bits_theory", "unequal_use_theory"),
                marks: known("dense_load", "exponential_load", "willshaw_load")),
        ]
    }
}

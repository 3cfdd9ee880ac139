// What theory says beside a capacity study: of each formula the cases for which it holds, NaN for the others.

import Numerics

extension CapacityStudy {
    /// - Parameter atRest: for each rule, size and load whether relaxation came to rest, which the overlap is about.
    func theory(atRest: [Bool]) -> [StudyColumn] {
        let axes = ["rule", "neurons", "load"]
        let units = memories.neurons
        let activity = activity ?? 0
        return [
            curve(
                "wrong_bits_theory", FirstStepError.domain, axes: axes,
                "1/2 erfc(1/sqrt(2 load)), Hertz, Krogh, Palmer 1991", FirstStepError.probability),
            curve(
                "overlap_theory", RetrievalOverlap.domain, axes: axes,
                "fixed point near a pattern in an infinite network, Amit, Gutfreund, Sompolinsky 1987; NaN where there is none",
                where: atRest
            ) { $0 <= RetrievalOverlap.criticalLoad ? RetrievalOverlap.overlap(load: $0) : .nan },
            limit(
                "critical_load", RetrievalOverlap.domain, axes: [], [RetrievalOverlap.criticalLoad],
                "Hebbian critical load, Amit, Gutfreund, Sompolinsky 1987"),
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

    /// The share of active units of patterns that are drawn sparse.
    private var activity: Double? {
        guard case .sparse(let activity) = memories.statistics, let units = memories.neurons.max() else { return nil }
        return Double(PatternStatistics.activeCount(activity, units)) / Double(units)
    }

    /// A formula of the load, at each load that is really stored; nil where it holds for no rule.
    private func curve(
        _ name: String, _ domain: TheoryDomain, axes: [String], _ text: String, where applies: [Bool]? = nil,
        _ formula: (Double) -> Double
    ) -> StudyColumn? {
        let holds = memories.holds(domain)
        guard holds.contains(true) else { return nil }
        let theories = memories.map { rule, size, load in
            holds[rule] ? formula(memories.storedLoad(neurons: size, load: load)) : .nan
        }
        let values = theories.indices.map { applies?[$0] ?? true ? theories[$0] : .nan }
        return StudyColumn(name, .numbers(values), axes: axes, description: "theory: \(text); for \(domain)")
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
        let limits = known("critical_load", "pseudo_inverse_load", "sparse_load")
        return [
            StudyPlot(
                "recalled", title: "Share of patterns recalled", x: "load", y: ["recalled"], errors: ["recalled_error"],
                marks: limits, range: 0...1),
            StudyPlot(
                "overlap", title: "Overlap after relaxation", x: "load", y: ["overlap"], errors: ["overlap_error"],
                theory: known("overlap_theory"), marks: limits, range: 0...1),
            StudyPlot(
                "wrong-bits", title: "Wrong bits after one step", x: "load", y: ["wrong_bits"],
                errors: ["wrong_bits_error"], theory: known("wrong_bits_theory")),
        ]
    }
}

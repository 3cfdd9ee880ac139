// What theory says beside a capacity study. The curves hold for random ±1 patterns under Hebbian weights, the limits
// for the rules they name.

extension CapacityStudy {
    var theory: [StudyColumn] {
        let columns = memories.columns
        guard let neurons = columns.first(where: { $0.name == "neurons" })?.numbers,
            let loads = columns.first(where: { $0.name == "load" })?.numbers,
            let counts = columns.first(where: { $0.name == "patterns" })?.numbers
        else { return [] }
        // The load that is really there, after rounding to whole patterns.
        let real = counts.indices.map { counts[$0] / neurons[$0 / loads.count] }
        let axes = ["neurons", "load"]
        var result = [
            StudyColumn(
                "wrong_bits_theory", .numbers(real.map { FirstStepError.probability(load: $0) }), axes: axes,
                description: "Hebbian, random patterns: 1/2 erfc(1/sqrt(2 load))"),
            StudyColumn(
                "overlap_theory", .numbers(real.map { RetrievalOverlap.overlap(load: $0) }), axes: axes,
                description: "Hebbian, random patterns: Amit, Gutfreund, Sompolinsky 1987"),
        ]
        result += [
            limit(
                "critical_load", RetrievalOverlap.criticalLoad,
                "Hebbian critical load, Amit, Gutfreund, Sompolinsky 1987"),
            StudyColumn(
                "gardner_load", .numbers(memories.rules.map { GardnerCapacity.load(margin: $0.margin ?? 0) }),
                axes: ["rule"],
                description: "random patterns: largest load of any weights at the rule's margin, Gardner 1988"),
            limit("pseudo_inverse_load", PseudoInverseCapacity.load, "limit of the projection rule"),
            limit("rule_of_thumb_load", RuleOfThumb.load, "0.14, Hopfield 1982"),
            StudyColumn(
                "error_free_most_load", .numbers(neurons.map { ErrorFreeCapacity.most(neurons: Int($0)) / $0 }),
                axes: ["neurons"],
                description: "Hebbian, most patterns without error: 1/(2 ln N), McEliece and others 1987"),
            StudyColumn(
                "error_free_all_load", .numbers(neurons.map { ErrorFreeCapacity.all(neurons: Int($0)) / $0 }),
                axes: ["neurons"],
                description: "Hebbian, all patterns without error: 1/(4 ln N), McEliece and others 1987"),
        ]
        return result
    }

    private func limit(_ name: String, _ load: Double, _ description: String) -> StudyColumn {
        StudyColumn(name, .numbers([load]), axes: [], description: description)
    }

    var plots: [StudyPlot] {
        [
            StudyPlot(
                "recalled", title: "Share of patterns recalled", x: "load", y: ["recalled"], errors: ["recalled_error"],
                marks: ["critical_load"], range: 0...1),
            StudyPlot(
                "overlap", title: "Overlap after relaxation", x: "load", y: ["overlap"], errors: ["overlap_error"],
                theory: ["overlap_theory"], marks: ["critical_load"], range: 0...1),
            StudyPlot(
                "wrong-bits", title: "Wrong bits after one step", x: "load", y: ["wrong_bits"],
                errors: ["wrong_bits_error"], theory: ["wrong_bits_theory"]),
        ]
    }
}

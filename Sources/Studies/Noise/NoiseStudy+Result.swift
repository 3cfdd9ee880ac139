import Patterns

extension NoiseStudy {
    public func result(_ values: StudyCells) throws -> StudyResult {
        let axes = ["rule", "neurons", "load", "level"]
        var columns = memories.columns
        columns.append(.axis("level", .numbers(levels), description: kind.levelDescription))
        if kind != .temperature {
            columns += meanColumns("start", groups(values, .start), axes: axes, description: "overlap of the cue")
            columns += meanColumns(
                "one_step", groups(values, .oneStep), axes: axes, description: "overlap after one step, synchronous")
        }
        columns += meanColumns(
            "overlap", groups(values, .overlap), axes: axes, description: "overlap after relaxation")
        columns += meanColumns(
            "recalled", groups(values, .recalled), axes: axes, description: "share of cues recalled")
        let theory = theory
        columns += theory
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots(theory),
            table: table(values).droppingConstant(first: 4),
            findings: findings(values))
    }

    private func plots(_ theory: [StudyColumn]) -> [StudyPlot] {
        func known(_ name: String) -> [String] { theory.contains { $0.name == name } ? [name] : [] }
        let final = StudyPlot(
            "overlap", title: "Overlap after relaxation", x: "level", y: ["overlap"], errors: ["overlap_error"],
            theory: known("overlap_theory"), range: 0...1)
        let recalled = StudyPlot(
            "recalled", title: "Share of cues recalled", x: "level", y: ["recalled"], errors: ["recalled_error"],
            range: 0...1)
        if kind == .temperature { return [final, recalled] }
        let step = StudyPlot(
            "one-step", title: "Overlap after one step", x: "level", y: ["one_step"], errors: ["one_step_error"],
            theory: known("one_step_theory"), range: 0...1)
        return [recalled, final, step]
    }

    private func table(_ values: StudyCells) -> StudyTable {
        let means = Quantity.allCases.map { groups(values, $0).map { Summary($0).mean } }
        // Dynamics at a temperature begin at the pattern.
        let steps = kind == .temperature ? [] : ["start", "one step"]
        var table = StudyTable(
            ["rule", "neurons", "load", "patterns", kind.rawValue] + steps + ["overlap", "recalled"])
        let conditions = memories.map { rule, size, load in memories.labels(rule, size, load) }
        for (index, labels) in conditions.enumerated() {
            for level in levels.indices {
                let place = index * levels.count + level
                table.add(
                    labels + [fixed(levels[level], 3)] + means[(2 - steps.count)..<3].map { fixed($0[place], 4) }
                        + [fixed(means[3][place], 3)])
            }
        }
        return table
    }

    private func findings(_ values: StudyCells) -> [String] {
        let recalled = groups(values, .recalled).map { Summary($0).mean }
        let conditions = memories.map { rule, size, load in memories.labels(rule, size, load) }
        return conditions.enumerated().map { index, labels in
            let shares = levels.indices.map { (levels[$0], recalled[index * levels.count + $0]) }
            let good = shares.filter { $0.1 >= 0.5 }.map(\.0).max()
            let who = MemoryGrid.subject(labels)
            guard let good else { return who + "less than half of the cues are recalled at every level" }
            return who + "half of the cues or more are recalled up to \(kind.rawValue) \(fixed(good, 3))"
        }
    }
}

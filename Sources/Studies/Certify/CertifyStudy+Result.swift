extension CertifyStudy {
    public func result(_ cells: StudyCells) throws -> StudyResult {
        let axes = ["rule", "neurons", "load"]
        let found = Quantity.allCases.map { values(cells, $0) }
        let isUnstable = found[Quantity.radius.rawValue].map { trials in
            trials.map { $0.filter { !$0.isNaN }.map { $0 < 0 ? 1.0 : 0 } }
        }
        var columns = memories.columns
        for (quantity, name, text) in Self.columns {
            let means = found[quantity.rawValue].map { trials in ClusteredMean(trials.map { $0.filter { $0 >= 0 } }) }
            columns += meanColumns(name, means, axes: axes, description: text + "; mean over patterns")
        }
        columns += meanColumns(
            "unstable", isUnstable.map(ClusteredMean.init), axes: axes,
            description: "share of patterns that are no fixed points")
        if let names {
            columns.append(.axis("pattern", .texts(names), description: "stored pattern"))
            columns += Self.columns.map { quantity, name, text in
                StudyColumn(
                    "pattern_" + name, .numbers(Array(found[quantity.rawValue][0][0].prefix(names.count))),
                    axes: ["pattern"], description: text)
            }
        }
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots,
            table: names == nil ? table(found, isUnstable).droppingConstant(first: 4) : patternTable(found),
            findings: findings(found, isUnstable))
    }

    private static let columns: [(quantity: Quantity, name: String, text: String)] = [
        (.radius, "radius", "wrong units of a cue that one step surely corrects, -1 for no fixed point"),
        (.recallRadius, "recall_radius", "wrong units of a cue that recall surely corrects, -1 for no fixed point"),
        (.attack, "attack", "least number of wrong units found that recall does not correct, NaN where none was found"),
    ]

    private var plots: [StudyPlot] {
        if names != nil {
            return [
                StudyPlot(
                    "patterns", title: "Wrong units that are surely corrected", kind: .bars, x: "pattern",
                    y: ["pattern_radius", "pattern_recall_radius", "pattern_attack"])
            ]
        }
        return [
            StudyPlot(
                "radius", title: "Wrong units that are surely corrected, and an attack", x: "load",
                y: ["radius", "recall_radius", "attack"],
                errors: ["radius_error", "recall_radius_error", "attack_error"])
        ]
    }

    private func table(_ found: [[[[Double]]]], _ isUnstable: [[[Double]]]) -> StudyTable {
        var table = StudyTable([
            "rule", "neurons", "load", "patterns", "radius", "least", "recall radius", "attack", "no fixed point",
        ])
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        for (condition, label) in labels.enumerated() {
            let radii = found[0][condition].flatMap { $0 }.filter { $0 >= 0 }
            table.add(
                label + [fixed(mean(found[0][condition]), 1), radii.min().map { fixed($0, 0) } ?? "-"]
                    + [mean(found[1][condition]), mean(found[2][condition])].map { $0.isNaN ? "-" : fixed($0, 1) }
                    + [fixed(ClusteredMean(isUnstable[condition]).mean, 3)])
        }
        return table
    }

    private func patternTable(_ found: [[[[Double]]]]) -> StudyTable {
        var table = StudyTable(["pattern", "radius", "recall radius", "attack"])
        for (place, name) in (names ?? []).enumerated() {
            table.add([name] + found.map { $0[0][0][place] }.map { $0.isNaN ? noAttack : fixed($0, 0) })
        }
        return table
    }

    /// In place of the size of an attack.
    private var noAttack: String { settings.attacks > 0 ? "none found" : "-" }

    private func mean(_ trials: [[Double]]) -> Double {
        ClusteredMean(trials.map { $0.filter { $0 >= 0 } }).mean
    }

    private func findings(_ found: [[[[Double]]]], _ isUnstable: [[[Double]]]) -> [String] {
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        return labels.enumerated().map { condition, label in
            let who = MemoryGrid.subject(label)
            let radii = found[0][condition].flatMap { $0 }.filter { $0 >= 0 }
            guard let least = radii.min() else { return who + "no pattern is a fixed point" }
            let attacks = found[2][condition].flatMap { $0 }.filter { $0 > 0 }
            let unstable = isUnstable[condition].flatMap { $0 }.reduce(0, +)
            let proved =
                least == 0
                ? "not every single wrong unit of a pattern that is a fixed point is corrected in one step"
                : "any \(Int(least)) wrong units of a pattern that is a fixed point are corrected in one step"
            return who + proved
                + (attacks.min().map { "; recall did not correct a cue of \(Int($0))" }
                    ?? (settings.attacks > 0 ? "; no cue was found that recall does not correct" : ""))
                + (unstable > 0 ? "; \(Int(unstable)) patterns are no fixed points" : "")
        }
    }
}

extension BasinStudy {
    /// Bins of the distribution of critical overlaps.
    static let bins = 20

    public func result(_ values: StudyCells) throws -> StudyResult {
        let conditions = conditions(values)
        let axes = ["rule", "neurons", "load"]
        let summaries = conditions.map { Summary($0.filter { !$0.isInfinite }) }
        var columns = memories.columns
        columns += [
            .axis(
                "overlap_bin", .numbers((0..<Self.bins).map { (Double($0) + 0.5) / Double(Self.bins) }),
                description: "critical overlap, middle of the bin"),
            StudyColumn(
                "critical_overlap", .numbers(summaries.map(\.mean)), axes: axes,
                description: "critical overlap, of the farthest cue that is recalled; mean over patterns with a basin"),
            StudyColumn(
                "critical_overlap_error", .numbers(summaries.map(\.error)), axes: axes,
                description: "standard error of the critical overlap"),
            StudyColumn(
                "unstable", .numbers(conditions.map(Self.unstableShare)), axes: axes,
                description: "share of patterns that are not recalled even from themselves"),
            StudyColumn(
                "distribution", .numbers(conditions.flatMap(Self.distribution)), axes: axes + ["overlap_bin"],
                description: "share of patterns, with a critical overlap in the bin"),
        ]
        columns += patternColumns(values)
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots,
            table: names == nil ? table(conditions).droppingConstant(first: 4) : patternTable(values),
            findings: findings(conditions))
    }

    /// Of each rule, size and load the critical overlaps of all patterns probed; infinite without a basin.
    private func conditions(_ values: StudyCells) -> [[Double]] {
        let (_, sizes, loads) = memories.lengths
        let perCondition = memories.trials * blocks * cues
        return (0..<values.values.count / perCondition).map { condition in
            let units = Double(memories.neurons[condition / loads % sizes])
            return values.values[condition * perCondition..<(condition + 1) * perCondition].filter { !$0.isNaN }
                .map { $0 < 0 ? .infinity : 1 - 2 * $0 / units }
        }
    }

    private static func unstableShare(_ overlaps: [Double]) -> Double {
        overlaps.isEmpty ? .nan : Double(overlaps.count(where: \.isInfinite)) / Double(overlaps.count)
    }

    private static func distribution(_ overlaps: [Double]) -> [Double] {
        var counts = [Double](repeating: 0, count: bins)
        for overlap in overlaps where overlap.isFinite {
            counts[max(0, min(bins - 1, Int(overlap * Double(bins))))] += 1
        }
        return counts.map { $0 / Double(max(1, overlaps.count)) }
    }

    /// Of given weights, each pattern by its name.
    private func patternColumns(_ values: StudyCells) -> [StudyColumn] {
        guard let names else { return [] }
        let summaries = patternOverlaps(values).map { Summary($0.filter { !$0.isInfinite }) }
        return [
            .axis("pattern", .texts(names), description: "stored pattern"),
            StudyColumn(
                "pattern_critical_overlap", .numbers(summaries.map(\.mean)), axes: ["pattern"],
                description:
                    "critical overlap, of the farthest cue that is recalled; mean over directions, NaN without a basin"),
            StudyColumn(
                "pattern_critical_overlap_error", .numbers(summaries.map(\.error)), axes: ["pattern"],
                description: "standard error of the critical overlap"),
        ]
    }

    private func patternOverlaps(_ values: StudyCells) -> [[Double]] {
        let units = Double(memories.neurons[0])
        return (names ?? []).indices.map { pattern in
            (0..<memories.trials).map { trial in
                let flips = values.values[(trial * blocks + pattern / cues) * cues + pattern % cues]
                return flips < 0 ? .infinity : 1 - 2 * flips / units
            }
        }
    }

    private var plots: [StudyPlot] {
        var plots = [
            StudyPlot(
                "critical-overlap", title: "Critical overlap", x: "load", y: ["critical_overlap"],
                errors: ["critical_overlap_error"], marks: [], range: 0...1),
            StudyPlot(
                "distribution", title: "Distribution of critical overlaps",
                kind: memories.map { _, _, _ in 0 }.count > 1 ? .lines : .bars, x: "overlap_bin",
                y: ["distribution"]),
        ]
        if names != nil {
            plots[0] = StudyPlot(
                "patterns", title: "Critical overlap of each pattern", kind: .bars, x: "pattern",
                y: ["pattern_critical_overlap"], errors: ["pattern_critical_overlap_error"], range: 0...1)
        }
        return plots
    }

    private func table(_ conditions: [[Double]]) -> StudyTable {
        var table = StudyTable([
            "rule", "neurons", "load", "patterns", "critical overlap", "error", "flips borne", "no basin",
        ])
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        for (index, overlaps) in conditions.enumerated() {
            let summary = Summary(overlaps.filter { !$0.isInfinite })
            table.add(
                labels[index] + [
                    fixed(summary.mean, 3), fixed(summary.error, 3), fixed((1 - summary.mean) / 2, 3),
                    fixed(Self.unstableShare(overlaps), 3),
                ])
        }
        return table
    }

    private func patternTable(_ values: StudyCells) -> StudyTable {
        var table = StudyTable(["pattern", "critical overlap", "error", "flips borne", "no basin"])
        for (name, overlaps) in zip(names ?? [], patternOverlaps(values)) {
            let summary = Summary(overlaps.filter { !$0.isInfinite })
            table.add([
                name, fixed(summary.mean, 3), fixed(summary.error, 3), fixed((1 - summary.mean) / 2, 3),
                fixed(Self.unstableShare(overlaps), 3),
            ])
        }
        return table
    }

    private func findings(_ conditions: [[Double]]) -> [String] {
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        return conditions.indices.map { index in
            let who = MemoryGrid.subject(labels[index])
            let summary = Summary(conditions[index].filter { !$0.isInfinite })
            guard summary.mean.isFinite else { return who + "no pattern has a basin" }
            return who
                + "cues are recalled down to an overlap of \(fixed(summary.mean, 3)), \(fixed(50 * (1 - summary.mean), 1)) % of the units wrong"
        }
    }
}

extension BasinStudy {
    /// Bins of the distribution of critical overlaps.
    static let bins = 20

    public func result(_ values: StudyCells) throws -> StudyResult {
        let conditions = conditions(values)
        let axes = ["rule", "neurons", "load"]
        let pooled = conditions.map { $0.flatMap { $0 } }
        var columns = memories.columns
        columns += [
            .axis(
                "overlap_bin", .numbers((0..<Self.bins).map { (Double($0) + 0.5) / Double(Self.bins) }),
                description: "critical overlap, middle of the bin")
        ]
        columns += meanColumns(
            "critical_overlap", conditions.map(Self.criticalOverlap), axes: axes,
            description: "critical overlap, of the farthest cue that is recalled; mean over patterns with a basin")
        columns += meanColumns(
            "unstable", conditions.map(Self.unstableShare), axes: axes,
            description: "share of patterns that are not recalled even from themselves")
        columns += [
            StudyColumn(
                "distribution", .numbers(pooled.flatMap(Self.distribution)), axes: axes + ["overlap_bin"],
                description: "share of patterns, with a critical overlap in the bin")
        ]
        columns += patternColumns(values)
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots,
            table: names == nil ? table(conditions).droppingConstant(first: 4) : patternTable(values),
            findings: findings(conditions))
    }

    /// Of each rule, size and load, for each trial, the critical overlaps of the patterns probed; infinite without a
    /// basin.
    private func conditions(_ values: StudyCells) -> [[[Double]]] {
        let (_, sizes, loads) = memories.lengths
        let perTrial = blocks * cues
        return (0..<values.values.count / perTrial / memories.trials).map { condition in
            let units = Double(memories.neurons[condition / loads % sizes])
            return (0..<memories.trials).map { trial in
                let first = (condition * memories.trials + trial) * perTrial
                return values.values[first..<first + perTrial].filter { !$0.isNaN }
                    .map { $0 < 0 ? .infinity : 1 - 2 * $0 / units }
            }
        }
    }

    private static func criticalOverlap(_ trials: [[Double]]) -> ClusteredMean {
        ClusteredMean(trials.map { $0.filter { !$0.isInfinite } })
    }

    private static func unstableShare(_ trials: [[Double]]) -> ClusteredMean {
        ClusteredMean(trials.map { $0.map { $0.isInfinite ? 1 : 0 } })
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
        let means = patternOverlaps(values).map { Self.criticalOverlap($0.map { [$0] }) }
        return [
            .axis("pattern", .texts(names), description: "stored pattern")
        ]
            + meanColumns(
                "pattern_critical_overlap", means, axes: ["pattern"],
                description:
                    "critical overlap, of the farthest cue that is recalled; mean over directions, NaN without a basin")
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

    private func table(_ conditions: [[[Double]]]) -> StudyTable {
        var table = StudyTable([
            "rule", "neurons", "load", "patterns", "critical overlap", "error", "flips borne", "no basin",
        ])
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        for (label, trials) in zip(labels, conditions) { table.add(label + Self.fields(trials)) }
        return table
    }

    /// Of given weights; the trials of a pattern are directions.
    private func patternTable(_ values: StudyCells) -> StudyTable {
        var table = StudyTable(["pattern", "critical overlap", "error", "flips borne", "no basin"])
        for (name, overlaps) in zip(names ?? [], patternOverlaps(values)) {
            table.add([name] + Self.fields(overlaps.map { [$0] }))
        }
        return table
    }

    private static func fields(_ trials: [[Double]]) -> [String] {
        let overlap = criticalOverlap(trials)
        return [
            fixed(overlap.mean, 3), fixed(overlap.error, 3), fixed((1 - overlap.mean) / 2, 3),
            fixed(unstableShare(trials).mean, 3),
        ]
    }

    private func findings(_ conditions: [[[Double]]]) -> [String] {
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        return zip(labels, conditions).map { label, trials in
            let who = MemoryGrid.subject(label)
            let overlap = Self.criticalOverlap(trials)
            guard overlap.mean.isFinite else { return who + "no pattern has a basin" }
            let error = overlap.error.isNaN ? "no error from one trial" : "± \(fixed(overlap.error, 3))"
            return who
                + "cues are recalled down to an overlap of \(fixed(overlap.mean, 3)) (\(error)), \(fixed(50 * (1 - overlap.mean), 1)) % of the units wrong"
        }
    }
}

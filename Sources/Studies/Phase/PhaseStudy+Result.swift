extension PhaseStudy {
    public func result(_ cells: StudyCells) throws -> StudyResult {
        let axes = ["rule", "neurons", "load"]
        let kept = groups(cells, .overlap)
        let noise = DamagedRetrieval.noise(memories.damage)
        let boundaries = noiseLoads.map { $0.map { PhaseBoundaries(load: $0, noise: noise) } }
        let criteria = criteria(boundaries)
        let (limits, theory) = (limits(kept, criteria), theory(boundaries))
        var columns = memories.columns
        columns.append(
            .axis(
                "temperature", .numbers(temperatures),
                description: "temperature, in units of the mean field x_i h_i at the stored patterns"))
        for (quantity, name, text) in [
            (Quantity.overlap, "overlap", "overlap with the pattern from which it began"),
            (.order, "order", "order q from patterns, mean square of a unit's mean"),
            (.energy, "energy", "energy per unit from patterns, a stored pattern has about -1/2"),
            (.randomOverlap, "random_overlap", "largest overlap with a pattern, from random states"),
            (.randomOrder, "random_order", "order q from random states"),
            (.randomEnergy, "random_energy", "energy per unit from random states"),
        ] {
            columns += meanColumns(
                name, quantity == .overlap ? kept : groups(cells, quantity), axes: axes + ["temperature"],
                description: text)
        }
        columns += meanColumns(
            "retrieval_limit", limits, axes: axes,
            description:
                "temperature at which the overlap from patterns falls through the criterion, NaN where it does not")
        columns += theory
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots(theory),
            table: table(limits, theory).droppingConstant(first: 4), findings: findings(limits, criteria))
    }

    /// For each condition and trial where its overlap falls through the criterion.
    private func limits(_ kept: [[Double]], _ criteria: [Double]) -> [[Double]] {
        criteria.enumerated().map { condition, criterion in
            (0..<memories.trials).map { trial in
                limit(temperatures.indices.map { kept[condition * temperatures.count + $0][trial] }, criterion)
            }
        }
    }

    /// The overlap below which patterns count as lost, for each condition.
    private func criteria(_ boundaries: [PhaseBoundaries?]) -> [Double] {
        boundaries.map { boundary in
            if settings.criterion > 0 { return settings.criterion }
            guard let boundary, boundary.retrieval > 0 else { return 0.5 }
            return 0.9 * boundary.lastOverlap
        }
    }

    private func limit(_ overlaps: [Double], _ criterion: Double) -> Double {
        guard let place = overlaps.indices.dropFirst().first(where: { overlaps[$0] < criterion }),
            overlaps[place - 1] >= criterion
        else { return .nan }
        let share = (overlaps[place - 1] - criterion) / (overlaps[place - 1] - overlaps[place])
        return temperatures[place - 1] + share * (temperatures[place] - temperatures[place - 1])
    }

    // MARK: - Theory

    /// At the load of the other patterns, which are the noise; nil for one pattern, and for rules of which theory says
    /// nothing.
    private var noiseLoads: [Double?] {
        let holds = memories.holds(PhaseBoundaries.domain)
        return memories.map { rule, size, load -> Double? in
            let others = Double(memories.patternCount(neurons: size, load: load) - 1) / Double(memories.neurons[size])
            return holds[rule] && others > 0 ? others : nil
        }
    }

    private func theory(_ boundaries: [PhaseBoundaries?]) -> [StudyColumn] {
        guard boundaries.contains(where: { $0 != nil }) else { return [] }
        let axes = ["rule", "neurons", "load"]
        let source =
            "Amit, Gutfreund, Sompolinsky 1987"
            + (memories.damage.isNothing ? "" : ", of worse weights Sompolinsky 1986")
        func column(_ name: String, _ text: String, _ value: (PhaseBoundaries) -> Double) -> StudyColumn {
            StudyColumn(
                name, .numbers(boundaries.map { $0.map(value) ?? .nan }), axes: axes,
                description: "theory: \(text), \(source)")
        }
        let overlaps = boundaries.flatMap { boundary in
            temperatures.map { boundary?.overlap(temperature: $0) ?? .nan }
        }
        return [
            StudyColumn(
                "overlap_theory", .numbers(overlaps), axes: axes + ["temperature"],
                description:
                    "theory: overlap of retrieval in an infinite network, \(source); NaN in a glass"
            ),
            column("retrieval_limit_theory", "T_M (below it patterns are stable)") { $0.retrieval },
            column("ground_state_limit_theory", "T_c (below it they have the least free energy)") {
                $0.groundState
            },
            column("glass_limit_theory", "T_g (below it there is a glass)") { $0.glass },
        ]
    }

    // MARK: - For people

    private func table(_ limits: [[Double]], _ theory: [StudyColumn]) -> StudyTable {
        var table = StudyTable(["rule", "neurons", "load", "patterns", "limit", "error", "T_M", "T_c", "T_g"])
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        let boundaries = theory.filter { $0.axes.count == 3 }.compactMap(\.numbers)
        for (condition, trials) in limits.enumerated() {
            let limit = Summary(trials)
            let known = boundaries.map { fixed($0[condition], 4) }
            table.add(
                labels[condition] + [fixed(limit.mean, 3), fixed(limit.error, 3)]
                    + (known.isEmpty ? ["-", "-", "-"] : known))
        }
        return table
    }

    private func findings(_ limits: [[Double]], _ criteria: [Double]) -> [String] {
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        return zip(zip(labels, limits), criteria).map { found, least in
            let (label, limit) = (found.0, Summary(found.1))
            let criterion = fixed(least, 2)
            return MemoryGrid.subject(label)
                + (limit.mean.isNaN
                    ? "the overlap does not fall through \(criterion) in every trial between these temperatures"
                    : "the overlap falls through \(criterion) at a temperature of \(fixed(limit.mean, 3))")
        }
    }
}

extension AttractorStudy {
    /// The most attractors that are listed one by one.
    static let listed = 100

    public func result(_ cells: StudyCells) throws -> StudyResult {
        let kinds = values(cells, .kind)
        let axes = ["rule", "neurons", "load", "class"]
        let classes = AttractorClass.allCases.map(\.rawValue)
        var columns = memories.columns
        columns.append(.axis("class", .texts(classes), description: "what a relaxation ended in"))
        columns += meanColumns(
            "frequency", frequencies(kinds), axes: axes,
            description: "share of starts, random states that end in the class")
        // Mixtures lie as often near the inverse of a pattern: their signs would cancel.
        let sizes = values(cells, .overlap).map { $0.map(abs) }
        for (values, name, text) in [
            (values(cells, .energy), "energy", "energy per unit, a stored pattern has about -1/2"),
            (sizes, "overlap", "size of the overlap with the nearest pattern"),
            (values(cells, .steps), "steps", "steps to rest"),
        ] {
            columns += meanColumns(
                name, byClass(kinds, values).map(ClusteredMean.init), axes: axes,
                description: text + ", mean over the starts of the class; NaN for none")
        }
        let distinct = values(cells, .fingerprint).map { Set($0).count }
        columns.append(
            StudyColumn(
                "distinct", .integers(distinct),
                axes: ["rule", "neurons", "load"], description: "different final states, over all trials"))
        let list = names == nil ? [] : attractors(cells)
        columns += attractorColumns(list)
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots,
            table: names == nil ? table(cells).droppingConstant(first: 4) : attractorTable(list, of: distinct[0]),
            findings: findings(kinds, values(cells, .overlap), values(cells, .energy)))
    }

    /// For each condition and class the share of each trial.
    private func frequencies(_ kinds: [[Double]]) -> [[Double]] {
        kinds.flatMap { all in
            AttractorClass.allCases.indices.map { kind in
                (0..<memories.trials).map { trial in
                    let own = all[trial * starts..<(trial + 1) * starts]
                    return Double(own.count { $0 == Double(kind) }) / Double(starts)
                }
            }
        }
    }

    /// For each condition and class the values of the starts of the class, by trial.
    private func byClass(_ kinds: [[Double]], _ values: [[Double]]) -> [[[Double]]] {
        kinds.indices.flatMap { condition in
            AttractorClass.allCases.indices.map { kind in
                (0..<memories.trials).map { trial in
                    (trial * starts..<(trial + 1) * starts)
                        .filter { kinds[condition][$0] == Double(kind) }.map { values[condition][$0] }
                }
            }
        }
    }

    // MARK: - Of given weights: the attractors themselves

    private struct Attractor {
        let kind: AttractorClass
        let nearest: Int
        let overlap: Double
        let energy: Double
        let fingerprint: Double
        var count = 0
    }

    /// The attractors found, most frequent first.
    private func attractors(_ cells: StudyCells) -> [Attractor] {
        var found: [Double: Attractor] = [:]
        let count = Quantity.allCases.count
        for start in 0..<cells.values.count / count {
            let note = Array(cells.values[start * count..<(start + 1) * count])
            let fingerprint = note[Quantity.fingerprint.rawValue]
            let new = Attractor(
                kind: AttractorClass.allCases[Int(note[Quantity.kind.rawValue])],
                nearest: Int(note[Quantity.nearest.rawValue]), overlap: note[Quantity.overlap.rawValue],
                energy: note[Quantity.energy.rawValue], fingerprint: fingerprint)
            found[fingerprint, default: new].count += 1
        }
        let sorted = found.values.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.fingerprint < $1.fingerprint
        }
        return Array(sorted.prefix(Self.listed))
    }

    private func attractorColumns(_ list: [Attractor]) -> [StudyColumn] {
        guard let names else { return [] }
        let total = Double(memories.trials * starts)
        let axes = ["attractor"]
        return [
            .axis("attractor", .integers(Array(list.indices)), description: "attractor, most frequent first"),
            StudyColumn(
                "attractor_class", .texts(list.map(\.kind.rawValue)), axes: axes, description: "what it is"),
            StudyColumn(
                "attractor_nearest", .texts(list.map { names[$0.nearest] }), axes: axes,
                description: "stored pattern nearest to it"),
            StudyColumn(
                "attractor_overlap", .numbers(list.map(\.overlap)), axes: axes,
                description: "overlap with the nearest pattern"),
            StudyColumn(
                "attractor_energy", .numbers(list.map(\.energy)), axes: axes,
                description: "energy per unit, a stored pattern has about -1/2"),
            StudyColumn(
                "attractor_frequency", .numbers(list.map { Double($0.count) / total }), axes: axes,
                description: "share of random starts that end there"),
        ]
    }

    private func attractorTable(_ list: [Attractor], of total: Int) -> StudyTable {
        var table = StudyTable(["class", "nearest", "overlap", "energy", "frequency"])
        let relaxed = Double(memories.trials * starts)
        for attractor in list {
            table.add([
                attractor.kind.rawValue, names?[attractor.nearest] ?? "", fixed(attractor.overlap, 3),
                fixed(attractor.energy, 3), fixed(Double(attractor.count) / relaxed, 3),
            ])
        }
        return table.first(of: total, "attractors")
    }

    // MARK: - For people

    private var plots: [StudyPlot] {
        var plots = [
            StudyPlot(
                "frequency", title: "What random starts end in", kind: .bars, x: "class", y: ["frequency"],
                errors: ["frequency_error"], range: 0...1)
        ]
        if memories.loads.count > 1 {
            plots.append(
                StudyPlot(
                    "frequency-load", title: "What random starts end in", x: "load", y: ["frequency"],
                    errors: ["frequency_error"], range: 0...1))
        }
        plots.append(
            StudyPlot(
                "energy", title: "Energy of attractors", kind: .bars, x: "class", y: ["energy"],
                errors: ["energy_error"]))
        return plots
    }

    private func table(_ cells: StudyCells) -> StudyTable {
        let kinds = values(cells, .kind)
        let shares = frequencies(kinds).map { Summary($0).mean }
        let classes = AttractorClass.allCases
        var table = StudyTable(["rule", "neurons", "load", "patterns"] + classes.map(\.rawValue))
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        for (index, label) in labels.enumerated() {
            table.add(label + classes.indices.map { fixed(shares[index * classes.count + $0], 3) })
        }
        return table
    }

    /// How often each class is met, with the mean size of the overlap and the mean energy of its states.
    private func findings(_ kinds: [[Double]], _ overlaps: [[Double]], _ energies: [[Double]]) -> [String] {
        let labels = memories.map { rule, size, load in memories.labels(rule, size, load) }
        return kinds.enumerated().map { index, all in
            let parts = AttractorClass.allCases.enumerated().compactMap {
                number, kind -> (share: Double, text: String)? in
                let own = all.indices.filter { all[$0] == Double(number) }
                guard !own.isEmpty else { return nil }
                let share = Double(own.count) / Double(all.count)
                let (overlap, energy) = (
                    Summary(own.map { abs(overlaps[index][$0]) }).mean, Summary(own.map { energies[index][$0] }).mean
                )
                let known = energy.isNaN ? "" : ", energy \(fixed(energy, 3))"
                return (
                    share, "\(fixed(100 * share, 1)) % \(kind.rawValue) (overlap \(fixed(overlap, 3))\(known))"
                )
            }
            return MemoryGrid.subject(labels[index])
                + parts.sorted { $0.share > $1.share }.map(\.text).joined(separator: ", ")
        }
    }
}

import Models
import Numerics

extension PatternStudy {
    public func result(_ values: StudyCells) throws -> StudyResult {
        let names = memory.patterns.names
        let count = names.count
        func column(_ quantity: Quantity, _ name: String, _ description: String) -> StudyColumn {
            StudyColumn(
                name, .numbers((0..<count).map { self.value(values, $0, quantity) }), axes: ["pattern"],
                description: description)
        }
        let nearest = (0..<count).map { Int(value(values, $0, .nearest)) }
        let alike = (0..<count).map(nearestOther)
        var columns: [StudyColumn] = [
            .axis("pattern", .texts(names), description: "stored pattern"),
            .axis("other", .texts(names), description: "stored pattern"),
            StudyColumn(
                "overlaps", .numbers(overlaps.values.map { Double($0) }), axes: ["pattern", "other"],
                description: "overlap of two stored patterns"),
            StudyColumn(
                "most_alike", .texts(alike.map { $0.map { names[$0.index] } ?? "" }), axes: ["pattern"],
                description: "stored pattern most alike to it"),
            StudyColumn(
                "most_alike_overlap", .numbers(alike.map { $0?.overlap ?? .nan }), axes: ["pattern"],
                description: "overlap with the pattern most alike; NaN for a single pattern"),
            column(.energy, "energy", "energy of the pattern"),
            column(.crossTalk, "cross_talk", "standard deviation of x_i h_i divided by its mean"),
            column(.margin, "margin", "margin, least x_i h_i / |w_i|; negative if the pattern is no fixed point"),
            column(.wrongBits, "wrong_bits", "share of units that one step changes"),
            column(.final, "overlap", "mean overlap after relaxation of damaged cues"),
            column(.recalled, "recalled", "share recalled, damaged cues that end at the pattern"),
            StudyColumn(
                "ends_at", .texts(nearest.map { names[$0] }), axes: ["pattern"],
                description: "stored pattern nearest to where most cues end"),
        ]
        columns += try networkColumns() + remedyColumns(values)
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots, table: table(values),
            findings: findings(values), warnings: warnings(values))
    }

    func value(_ values: StudyCells, _ cell: Int, _ quantity: Quantity) -> Double {
        values.values[cell * values.quantities + quantity.rawValue]
    }

    /// Numbers of the network as a whole.
    private func networkColumns() throws -> [StudyColumn] {
        let (units, count) = (Double(memory.patterns.neurons), Double(memory.patterns.count))
        var columns: [StudyColumn] = []
        func add(_ name: String, _ value: Double, _ description: String) {
            columns.append(StudyColumn(name, .numbers([value]), axes: [], description: description))
        }
        if case .dense(let matrix) = network.weights {
            add("symmetry_error", matrix.symmetryError, "|W - Wᵀ| / |W|, Frobenius norm")
        } else if case .outerProduct = network.weights {
            add("symmetry_error", 0, "|W - Wᵀ| / |W|, Frobenius norm; 0 for sums of outer products")
        }
        if RuleOfThumb.domain.includes(conditions) {
            let capacity = RuleOfThumb.capacity(neurons: memory.patterns.neurons)
            add("capacity", capacity, "0.14 N, for \(RuleOfThumb.domain)")
            add("usage", count / capacity, "patterns stored per capacity")
        }
        if CrossTalk.domain.includes(conditions) {
            add("cross_talk_theory", CrossTalk.deviation(load: count / units), "sqrt(P/N), for \(CrossTalk.domain)")
        }
        return columns
    }

    private func remedyColumns(_ values: StudyCells) -> [StudyColumn] {
        guard !remedies.isEmpty else { return [] }
        let cells = remedies.indices.map { memory.patterns.count + $0 }
        return [
            .axis("remedy", .texts(remedies.map(\.name)), description: "what was tried"),
            StudyColumn(
                "remedy_recalled", .numbers(cells.map { value(values, $0, .recalled) }), axes: ["remedy"],
                description:
                    "share recalled, damaged cues that end at their pattern; NaN if not tried or if it cannot be learned"
            ),
            StudyColumn(
                "remedy_overlap", .numbers(cells.map { value(values, $0, .final) }), axes: ["remedy"],
                description: "mean overlap after relaxation"),
        ]
    }

    private var plots: [StudyPlot] {
        var plots = [
            StudyPlot(
                "overlaps", title: "Overlaps of the stored patterns", kind: .map, x: "other", y: ["overlaps"],
                range: -1...1),
            StudyPlot(
                "recalled", title: "Share of damaged cues recalled", kind: .bars, x: "pattern", y: ["recalled"],
                range: 0...1),
            StudyPlot("margin", title: "Stability margin", kind: .bars, x: "pattern", y: ["margin"]),
        ]
        if !remedies.isEmpty {
            plots.append(
                StudyPlot(
                    "remedies", title: "What would help", kind: .bars, x: "remedy", y: ["remedy_recalled"], range: 0...1
                ))
        }
        return plots
    }

    // MARK: - For people

    /// The pattern most alike to one, and the overlap with it.
    private func nearestOther(_ pattern: Int) -> (index: Int, overlap: Double)? {
        let row = overlaps.row(pattern)
        return Overlap.best(row, without: pattern).map { ($0, Double(row[$0])) }
    }

    private func table(_ values: StudyCells) -> StudyTable {
        let names = memory.patterns.names
        var table = StudyTable(["pattern", "most alike", "overlap", "cross-talk", "margin", "wrong bits", "recalled"])
        for pattern in names.indices {
            let other = nearestOther(pattern)
            table.add([
                names[pattern], other.map { names[$0.index] } ?? "", other.map { fixed($0.overlap, 3) } ?? "",
                fixed(value(values, pattern, .crossTalk), 3), fixed(value(values, pattern, .margin), 3),
                fixed(value(values, pattern, .wrongBits), 4), fixed(value(values, pattern, .recalled), 2),
            ])
        }
        return table
    }

    private func findings(_ values: StudyCells) -> [String] {
        let count = memory.patterns.count
        let good = (0..<count).count { value(values, $0, .recalled) > 0.5 }
        let percent = fixed(100 * settings.flip, 0)
        var line = "\(good) of \(count) patterns are recalled with \(percent) % of the units inverted"
        if RuleOfThumb.domain.includes(conditions) {
            let usage = Double(count) / RuleOfThumb.capacity(neurons: memory.patterns.neurons)
            line += "; usage \(fixed(100 * usage, 1)) % of 0.14 N"
        }
        return good < count ? [line] + remedyFindings(values) : [line]
    }

    private func remedyFindings(_ values: StudyCells) -> [String] {
        let count = memory.patterns.count
        let (tried, untried) = (
            remedies.indices.filter { isTried($0, values) }, remedies.indices.filter { !isTried($0, values) }
        )
        var lines = tried.map { index in
            let remedy = remedies[index]
            guard !value(values, count + index, .recalled).isNaN else {
                return "\(remedy.name): cannot learn these patterns"
            }
            let number = Int(value(values, count + index, .energy))
            return "\(remedy.name): \(number) of \(count - (remedy.without == nil ? 0 : 1)) are recalled"
        }
        if let last = tried.last, suffices(last, values) {
            let names = untried.map { remedies[$0].name } + costlyRemedies.map(\.name)
            if !names.isEmpty {
                lines.append("not tried, since \(remedies[last].name) suffices: \(names.joined(separator: ", "))")
            }
        } else if !costlyRemedies.isEmpty {
            let most = "\(settings.remedyWork)"
            let work = costlyRemedies.map { remedy in
                "\(remedy.name) (\(fixed(remedy.work(memory.patterns, cues: settings.trials) / 1e9, 0)))"
            }
            lines.append(
                "not tried, since they may take more than \(most) thousand million multiplications (remedy-work): \(work.joined(separator: ", "))"
            )
        }
        return lines
    }

    private func isTried(_ remedy: Int, _ values: StudyCells) -> Bool {
        !value(values, memory.patterns.count + remedy, .energy).isNaN
    }

    private func suffices(_ remedy: Int, _ values: StudyCells) -> Bool {
        Self.suffices(Array(values[memory.patterns.count + remedy]))
    }

    private func warnings(_ values: StudyCells) -> [String] {
        let names = memory.patterns.names
        // Overlaps of unrelated patterns scatter by 1/sqrt(N); four times that is no accident.
        let chance = max(0.1, 4 / Double(memory.patterns.neurons).squareRoot())
        var lines: [String] = []
        for pattern in names.indices where value(values, pattern, .recalled) <= 0.5 {
            let end = names[Int(value(values, pattern, .nearest))]
            let place = end == names[pattern] ? "its cues end near it but not at it" : "its cues end nearest to \(end)"
            if let other = nearestOther(pattern), abs(other.overlap) > chance {
                lines.append(
                    "\(names[pattern]) is too alike to \(names[other.index]) (overlap \(fixed(other.overlap, 3))) to be told apart; \(place)"
                )
            } else {
                lines.append("\(names[pattern]) is not recalled though no other pattern is alike; \(place)")
            }
        }
        guard !lines.isEmpty else { return [] }
        let count = names.count
        let best = remedies.indices.max {
            let (a, b) = (value(values, count + $0, .recalled), value(values, count + $1, .recalled))
            return (a.isNaN ? -1 : a) < (b.isNaN ? -1 : b)
        }
        if let best, value(values, count + best, .recalled) >= 0.95 {
            lines.append(
                "remedy: \(remedies[best].name) recalls \(fixed(100 * value(values, count + best, .recalled), 0)) % of the cues"
            )
        } else if !remedies.isEmpty {
            lines.append("none of the remedies tried recalls all; fewer patterns or larger pictures would help")
        }
        return lines
    }
}

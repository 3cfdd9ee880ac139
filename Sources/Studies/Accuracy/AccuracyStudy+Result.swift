import Parameters
import Patterns

extension AccuracyStudy {
    public func result(_ cells: StudyCells) throws -> StudyResult {
        let last = cells[cellCount - 1].map { Int($0) }
        let counts = (0..<cellCount).map { cell in
            readouts.indices.map { ReadoutCount(cells[cell].map { Int($0) }, $0, shown, classes.count) }
        }
        guard let final = counts.last else { preconditionFailure("there is a cell at least") }
        let best = final.indices.max { final[$0].interval.share < final[$1].interval.share } ?? 0
        var columns: [StudyColumn] = [
            .axis("readout", .texts(readouts), description: "how the network is read out"),
            .axis("shown", .texts(classes), description: "what the pattern shows"),
            .axis("answer", .texts(classes), description: "what it was taken for"),
        ]
        columns += summary(final, "", axes: ["readout"])
        columns.append(
            StudyColumn(
                "test_patterns", .integers(final.map(\.known)), axes: ["readout"], units: "patterns",
                description: "test patterns with a label that training has"))
        if cellCount > 1 {
            columns.append(.axis("epoch", .integers(epochs), units: "epochs", description: "epochs of training"))
            columns += summary(counts.flatMap { $0 }, "_after", axes: ["epoch", "readout"])
        }
        if unitCount > 0 {
            columns += [
                .axis("unit", .integers(Array(0..<unitCount)), description: "unit of the layer"),
                StudyColumn(
                    "unit_label", .texts(last.suffix(unitCount).map(name)), axes: ["unit"],
                    description: "label to which a unit responds most, none where it never responds"),
            ]
        }
        columns += zip(readouts, final).map { name, count in
            StudyColumn(
                "confusion_\(name)", .integers(count.confusion), axes: ["shown", "answer"], units: "patterns",
                description: "test patterns by what they show and what \(name) took them for")
        }
        columns += errors(final[best], by: readouts[best])
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots, table: table(final),
            findings: [finding(final)])
    }

    /// The label at a position among the classes; -1 has none.
    private func name(_ place: Int) -> String { place < 0 ? "none" : classes[place] }

    /// Accuracy with its interval and errors.
    private func summary(_ counts: [ReadoutCount], _ suffix: String, axes: [String]) -> [StudyColumn] {
        let numbers: [(String, [Double], String)] = [
            ("accuracy", counts.map(\.interval.share), "share of test patterns with the right answer"),
            ("low", counts.map(\.interval.low), "lower end of the 95 % interval of the accuracy"),
            ("high", counts.map(\.interval.high), "upper end of the 95 % interval of the accuracy"),
        ]
        return numbers.map { StudyColumn($0.0 + suffix, .numbers($0.1), axes: axes, description: $0.2) } + [
            StudyColumn(
                "errors" + suffix, .integers(counts.map(\.wrong.count)), axes: axes, units: "patterns",
                description: "test patterns with a wrong answer")
        ]
    }

    /// The test patterns that the best readout took for something else, and what they look like.
    private func errors(_ count: ReadoutCount, by readout: String) -> [StudyColumn] {
        guard !count.wrong.isEmpty else { return [] }
        let answers = count.wrong.map { count.answers[$0] }
        return [
            .axis("error", .integers(count.wrong), description: "position of a test pattern that \(readout) got wrong"),
            StudyColumn(
                "error_shown", .texts(count.wrong.map { classes[shown[$0] ?? 0] }), axes: ["error"],
                description: "what it shows"),
            StudyColumn(
                "error_answer", .texts(answers.map(name)), axes: ["error"],
                description: "what it was taken for"),
            .axis("input", .integers(Array(0..<test.neurons)), description: "value of a pattern"),
            StudyColumn(
                "error_pattern", .numbers(count.wrong.flatMap { test.row($0).map { Double($0) } }),
                axes: ["error", "input"], description: "the pattern"),
        ]
    }

    private var plots: [StudyPlot] {
        let course = StudyPlot(
            "accuracy_after", title: "Accuracy over training", x: "epoch", y: ["accuracy_after"])
        return [StudyPlot("accuracy", title: "Accuracy", kind: .bars, x: "readout", y: ["accuracy"], range: 0...1)]
            + (cellCount > 1 ? [course] : [])
            + readouts.map {
                StudyPlot("confusion_\($0)", title: "Confusion, \($0)", kind: .map, x: "answer", y: ["confusion_\($0)"])
            }
    }

    private func table(_ counts: [ReadoutCount]) -> StudyTable {
        var table = StudyTable(["readout", "accuracy", "95 % interval", "wrong of \(counts.first?.known ?? 0)"])
        for (readout, count) in zip(readouts, counts) {
            let interval = count.interval
            table.add([
                readout, fixed(interval.share, 4), "\(fixed(interval.low, 4)) to \(fixed(interval.high, 4))",
                "\(count.wrong.count)",
            ])
        }
        return table
    }

    private func finding(_ counts: [ReadoutCount]) -> String {
        let last = unitCount > 0 ? counts.count - 1 : 0
        let share = fixed(100 * (1 - counts[last].interval.share), 2)
        let error = "test error \(share) % of \(counts[last].known) patterns"
        return unitCount > 0
            ? "\(error) with the readout by the delta rule, which has a teacher; the layer had none"
            : "\(error) by the labels of recalled patterns"
    }
}

/// How one readout did.
private struct ReadoutCount {
    /// What each test pattern was taken for, as a position among the classes.
    let answers: [Int]
    /// Test patterns with a known label.
    let known: Int
    /// Those of them with a wrong answer.
    let wrong: [Int]
    /// [shown, answer].
    let confusion: [Int]
    let interval: WilsonInterval

    /// - Parameters:
    ///   - cell: the answers of each readout to the test patterns, then the labels of units.
    ///   - readout: its position.
    init(_ cell: [Int], _ readout: Int, _ shown: [Int?], _ classes: Int) {
        let answers = Array(cell[readout * shown.count..<(readout + 1) * shown.count])
        let known = shown.indices.filter { shown[$0] != nil }
        var confusion = [Int](repeating: 0, count: classes * classes)
        for pattern in known where answers[pattern] >= 0 {
            confusion[(shown[pattern] ?? 0) * classes + answers[pattern]] += 1
        }
        self.answers = answers
        self.known = known.count
        wrong = known.filter { answers[$0] != shown[$0] }
        self.confusion = confusion
        interval = WilsonInterval(hits: known.count - wrong.count, of: known.count)
    }
}

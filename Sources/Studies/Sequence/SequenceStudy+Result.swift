extension SequenceStudy {
    private static let axes = ["cue", "presentations"]

    public func result(_ values: StudyCells) throws -> StudyResult {
        let points = settings.cueShares.count * settings.presentations.count
        /// [cue and presentations][trial]
        func of(_ quantity: Quantity) -> [[Double]] {
            (0..<points).map { cells.groups(values, $0 * Quantity.allCases.count + quantity.rawValue)[0] }
        }
        var columns: [StudyColumn] = [
            .axis("cue", .numbers(settings.cueShares), description: "share of the first group that is shown at recall"),
            .axis(
                "presentations", .integers(settings.presentations), description: "presentations of the sequence"),
        ]
        for (quantity, name, units, text) in [
            (Quantity.length, "length", "1", "share of the later groups recalled in order"),
            (.order, "order", "1", "rank correlation of first spikes and groups"),
            (.step, "step", "ms", "time from a recalled group to the next"),
            (.timing, "timing_error", "ms", "rms difference of first spikes from the times shown"),
        ] {
            columns += meanColumns(name, of(quantity), axes: Self.axes, units: units, description: text)
        }
        if let enough = enoughPresentations {
            columns.append(
                StudyColumn(
                    "enough_theory", .numbers(enough), axes: ["cue"],
                    description: "theory: presentations from which on the second group follows the first"))
        }
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots,
            table: table(Quantity.allCases.map(of)), findings: findings(of(.length)))
    }

    private var plots: [StudyPlot] {
        let marks = enoughPresentations == nil ? [] : ["enough_theory"]
        func plot(_ name: String, _ title: String, range: ClosedRange<Double>? = nil) -> StudyPlot {
            StudyPlot(
                name, title: title, x: "presentations", y: [name], errors: [name + "_error"], marks: marks, range: range
            )
        }
        return [
            plot("length", "How far", range: 0...1), plot("order", "In which order"),
            plot("step", "How fast"), plot("timing_error", "How exactly"),
        ]
    }

    private func table(_ groups: [[[Double]]]) -> StudyTable {
        var table = StudyTable(["cue", "presentations", "length", "order", "step (ms)", "error (ms)"])
        for (cue, share) in settings.cueShares.enumerated() {
            for (place, count) in settings.presentations.enumerated() {
                func mean(_ quantity: Quantity, _ places: Int) -> String {
                    fixed(Summary(groups[quantity.rawValue][cue * settings.presentations.count + place]).mean, places)
                }
                table.add([
                    fixed(share, 2), "\(count)", mean(.length, 3), mean(.order, 3), mean(.step, 2), mean(.timing, 2),
                ])
            }
        }
        return table.droppingConstant(first: 1)
    }

    private func findings(_ lengths: [[Double]]) -> [String] {
        settings.cueShares.indices.map { cue in
            let cueText = "cue of \(settings.cueSize(settings.cueShares[cue])) of \(settings.groupSize) units: "
            let whole = settings.presentations.indices.filter {
                lengths[cue * settings.presentations.count + $0].allSatisfy { $0 == 1 }
            }
            let found =
                whole.map { settings.presentations[$0] }.min().map {
                    "the whole sequence is recalled in all trials after \($0) presentations"
                } ?? "the whole sequence is recalled in all trials after none of these numbers of presentations"
            guard let enough = enoughPresentations?[cue], enough.isFinite else { return cueText + found }
            return cueText + found + "; by theory the second group follows from \(fixed(enough, 1)) on"
        }
    }
}

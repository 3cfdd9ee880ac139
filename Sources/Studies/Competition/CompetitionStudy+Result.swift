extension CompetitionStudy {
    public func result(_ values: StudyCells) throws -> StudyResult {
        let groups = (0..<quantityCount).map { cells.groups(values, $0) }
        func of(_ quantity: Quantity) -> [[Double]] { groups[quantity.rawValue] }
        let centres = (0..<Self.bins).map { (Double($0) + 0.5) / Double(Self.bins) }
        let histogram = rates.indices.flatMap { rate in
            (0..<Self.bins).map { Summary(groups[Quantity.allCases.count + $0][rate]).mean }
        }
        var columns: [StudyColumn] = [
            .axis("rate", .numbers(rates), units: "Hz", description: "rate of the excitatory inputs"),
            .axis("weight", .numbers(centres), description: "weight, as a share of the limit, middle of a bin"),
        ]
        columns += meanColumns(
            "output_rate", of(.outputRate), axes: ["rate"], units: "Hz",
            description: "output rate in the second half of the time")
        columns += meanColumns("mean_weight", of(.meanWeight), axes: ["rate"], description: "mean weight")
        columns += meanColumns("weak", of(.weak), axes: ["rate"], description: "share of weights below .2")
        columns += meanColumns("strong", of(.strong), axes: ["rate"], description: "share of weights above .8")
        columns.append(
            StudyColumn(
                "share", .numbers(histogram), axes: ["rate", "weight"],
                description: "share of the weights in a bin, mean over trials"))
        var table = StudyTable(["input (Hz)", "output (Hz)", "w < .2", "w > .8", "mean w"])
        for (index, rate) in rates.enumerated() {
            func mean(_ quantity: Quantity) -> Double { Summary(of(quantity)[index]).mean }
            table.add([
                fixed(rate, 1), fixed(mean(.outputRate), 2), fixed(mean(.weak), 3), fixed(mean(.strong), 3),
                fixed(mean(.meanWeight), 3),
            ])
        }
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots, table: table, findings: findings(groups))
    }

    private var plots: [StudyPlot] {
        [
            StudyPlot("weights", title: "Weights after competition", x: "weight", y: ["share"]),
            StudyPlot(
                "rates", title: "Output rate", x: "rate", y: ["output_rate"], errors: ["output_rate_error"]),
        ]
    }

    private func findings(_ groups: [[[Double]]]) -> [String] {
        silence(groups[Quantity.outputRate.rawValue]) + response(groups[Quantity.outputRate.rawValue])
    }

    /// Where the neuron does not fire nothing competes: weights stay as they are.
    private func silence(_ outputs: [[Double]]) -> [String] {
        rates.indices.compactMap { index in
            let silent = outputs[index].count { $0 == 0 }
            guard silent > 0 else { return nil }
            let trials = outputs[index].count == 1 ? "" : " in \(silent) of \(outputs[index].count) trials"
            return
                "at \(fixed(rates[index], 1)) Hz the neuron was silent in the second half of the time\(trials), so that no "
                + "inputs competed; use higher rates, more inputs or a lower inhibitory-rate"
        }
    }

    private func response(_ outputs: [[Double]]) -> [String] {
        guard rates.count > 1, let first = outputs.first, let last = outputs.last, rates[0] > 0 else { return [] }
        let (from, to) = (Summary(first).mean, Summary(last).mean)
        guard from > 0 else { return [] }
        return [
            "the output rate changes by a factor of \(fixed(to / from, 2)) while that of the inputs changes by \(fixed(rates[rates.count - 1] / rates[0], 2))"
        ]
    }
}

extension StudyResult {
    /// Results of one study under several conditions as one, for a figure or a table: every column gets the conditions as
    /// its first axis. Values of an axis that only some results have are those of all, in order, and NaN stands where a
    /// result has none. An axis of one value, other from result to result, is left to the conditions to tell.
    ///
    /// - Parameters:
    ///   - parts: results with what sets each apart, all labels different.
    ///   - axis: the name of the axis of conditions.
    /// - Precondition: results of the same study, one at least.
    package static func joined(_ parts: [(label: String, result: StudyResult)], axis: String) -> StudyResult {
        precondition(Set(parts.map(\.result.study)).count == 1, "results of one study")
        let results = parts.map(\.result)
        let axes = JoinedAxes(results)
        var columns = [
            StudyColumn.axis(axis, .texts(parts.map(\.label)), description: "what sets the results apart")
        ]
        columns += axes.columns
        for column in results.flatMap(\.columns) where column.axes != [column.name] && column.numbers != nil {
            guard !columns.contains(where: { $0.name == column.name }) else { continue }
            let kept = column.axes.filter(axes.isKept)
            columns.append(
                StudyColumn(
                    column.name, .numbers(results.flatMap { axes.values(of: column, in: $0) }), axes: [axis] + kept,
                    units: column.units, description: column.description))
        }
        var plots: [StudyPlot] = []
        for plot in results.flatMap(\.plots) where axes.isKept(plot.x) {
            if !plots.contains(where: { $0.name == plot.name }) { plots.append(plot) }
        }
        return StudyResult(study: results[0].study, columns: columns, plots: plots, table: StudyTable([]))
    }
}

/// The axes of several results as common ones.
private struct JoinedAxes {
    let columns: [StudyColumn]
    /// Axes that have one value in each result, but not the same in all.
    private let told: Set<String>

    init(_ results: [StudyResult]) {
        var columns: [StudyColumn] = []
        var told: Set<String> = []
        for column in results.flatMap(\.columns) where column.axes == [column.name] {
            guard !told.contains(column.name), !columns.contains(where: { $0.name == column.name }) else { continue }
            let all = results.compactMap { $0.column(column.name)?.values }
            if all.allSatisfy({ $0.count == 1 }), !all.allSatisfy({ $0 == all[0] }) {
                told.insert(column.name)
            } else {
                columns.append(column.replacing(Self.union(all)))
            }
        }
        (self.columns, self.told) = (columns, told)
    }

    func isKept(_ axis: String) -> Bool { !told.contains(axis) }

    /// The values of a column at every point of the common axes; NaN where the result has none.
    func values(of column: StudyColumn, in result: StudyResult) -> [Double] {
        let kept = column.axes.filter(isKept)
        let lengths = kept.map { name in columns.first { $0.name == name }?.values.count ?? 1 }
        var values = [Double](repeating: .nan, count: lengths.reduce(1, *))
        guard let own = result.column(column.name), own.axes == column.axes, let numbers = own.numbers else {
            return values
        }
        let shape = result.shape(of: own)
        // Where each value of the result's axes lies on the common ones; a told axis has one value, at 0.
        let places = zip(own.axes, shape).map { name, length -> [Int] in
            guard isKept(name), let mine = result.column(name), let all = columns.first(where: { $0.name == name })
            else { return [Int](repeating: 0, count: length) }
            if let mine = mine.numbers, let all = all.numbers { return mine.map { all.firstIndex(of: $0) ?? 0 } }
            return mine.texts.map { text in all.texts.firstIndex(of: text) ?? 0 }
        }
        for index in numbers.indices {
            var (rest, target, stride) = (index, 0, 1)
            for axis in shape.indices.reversed() {
                target += places[axis][rest % shape[axis]] * stride
                if isKept(own.axes[axis]) { stride *= lengths[kept.firstIndex(of: own.axes[axis]) ?? 0] }
                rest /= shape[axis]
            }
            values[target] = numbers[index]
        }
        return values
    }

    /// All values of an axis: numbers in order, texts as they come.
    private static func union(_ all: [StudyColumn.Values]) -> StudyColumn.Values {
        if all.allSatisfy({ $0 == all[0] }) { return all[0] }
        var texts: [String] = []
        var (numbers, whole): ([Double], [Int]) = ([], [])
        for values in all {
            switch values {
            case .numbers(let more): numbers += more
            case .integers(let more): whole += more
            case .texts(let more): texts += more.filter { !texts.contains($0) }
            }
        }
        if !texts.isEmpty { return .texts(texts) }
        if numbers.isEmpty { return .integers(Set(whole).sorted()) }
        return .numbers(Set(numbers + whole.map(Double.init)).sorted())
    }
}

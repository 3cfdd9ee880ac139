extension StudyResult {
    /// The result at some values of an axis alone; what does not lie along it stays.
    ///
    /// - Parameters:
    ///   - axis: a numeric axis.
    ///   - range: of the values that stay.
    /// - Returns: nil where there is no such axis, or no value of it in the range.
    package func restricted(_ axis: String, to range: ClosedRange<Double>) -> StudyResult? {
        guard let column = column(axis), column.axes == [axis], let numbers = column.numbers else { return nil }
        let kept = numbers.indices.filter { range.contains(numbers[$0]) }
        guard !kept.isEmpty else { return nil }
        let columns = self.columns.map { column -> StudyColumn in
            guard let place = column.axes.firstIndex(of: axis) else { return column }
            let shape = shape(of: column)
            let stride = shape[(place + 1)...].reduce(1, *)
            let chosen = (0..<column.values.count / max(1, stride * shape[place])).flatMap { block in
                kept.flatMap { row in (0..<stride).map { (block * shape[place] + row) * stride + $0 } }
            }
            return column.replacing(column.values.chosen(chosen))
        }
        return StudyResult(
            study: study, columns: columns, plots: plots, table: table, findings: findings, warnings: warnings)
    }
}

extension StudyColumn {
    /// The same quantity with other values.
    func replacing(_ values: Values) -> StudyColumn {
        StudyColumn(name, values, axes: axes, units: units, description: description)
    }
}

extension StudyColumn.Values {
    fileprivate func chosen(_ places: [Int]) -> StudyColumn.Values {
        switch self {
        case .numbers(let values): .numbers(places.map { values[$0] })
        case .integers(let values): .integers(places.map { values[$0] })
        case .texts(let values): .texts(places.map { values[$0] })
        }
    }
}

import Figures
import Studies

/// A measured column of a study over two of its axes.
struct StudyMap {
    private let result: StudyResult
    private let request: ViewRequest
    private let columns: StudyColumns

    init(result: StudyResult, request: ViewRequest, isAlone: Bool) {
        self.result = result
        self.request = request
        columns = StudyColumns(result: result, isAlone: isAlone)
    }

    /// Whether the first measured column of a plot lies over two quantities that have an order.
    func isSwept(_ plot: StudyPlot) -> Bool {
        guard let column = plot.y.first.flatMap(result.column) else { return false }
        let axes = columns.longAxes(column)
        return axes.count == 2 && axes.contains(plot.x)
            && axes.allSatisfy { name in result.column(name).flatMap(columns.risingNumbers) != nil }
    }

    /// Nil where the column has other than two axes of more than one value.
    func contour(_ plot: StudyPlot) -> Contour? {
        guard let column = plot.y.first.flatMap(result.column), let numbers = column.numbers else { return nil }
        let axes = plot.kind == .map && column.axes.count == 2 ? column.axes : columns.longAxes(column)
        guard axes.count == 2, let other = axes.first(where: { $0 != plot.x }) else { return nil }
        let (across, x) = columns.across(plot.x)
        let (up, y) = columns.across(other)
        let isRowMajor = axes[0] == other
        let values = up.indices.flatMap { row in
            across.indices.map { numbers[isRowMajor ? row * across.count + $0 : $0 * up.count + row] }
        }
        let hasBoth = (plot.range?.lowerBound ?? values.filter(\.isFinite).min() ?? 0) < 0
        var contour = Contour(
            columns: across, rows: up, values: values, x: x, y: y,
            map: request.colorMap ?? (hasBoth ? .balance : .viridis), scaleLabel: columns.label(plot, column),
            title: plot.title)
        if let range = plot.range {
            contour.scale = ColorScale(map: contour.scale.map, lower: range.lowerBound, upper: range.upperBound)
        }
        // Lines of equal value make no sense between things that have no order.
        if x.categories != nil || y.categories != nil { contour.levels = [] }
        if request.showsTheory {
            contour.curves = curves(plot, across)
            contour.names = plot.regions.map { (text: $0.name, x: $0.x, y: $0.y) }
        }
        // Lines of theory tell more than those of equal value, and are not to be taken for them.
        if !contour.curves.isEmpty { contour.levels = [] }
        return contour
    }

    /// What theory says of the other axis at each value of `x`.
    private func curves(_ plot: StudyPlot, _ places: [Double]) -> [Series] {
        plot.theory.compactMap { name in
            guard let column = result.column(name), columns.longAxes(column) == [plot.x], let values = column.numbers,
                values.contains(where: \.isFinite)
            else { return nil }
            return Series(columns.told(column), x: places, y: values, kind: .theory)
        }
    }
}

import Figures
import Studies

/// Draws a study's result as the result itself says: curves with their errors and the theory, bars, maps.
struct StudyFigure {
    let result: StudyResult
    let request: ViewRequest

    /// All plots of the result, or those of the given names.
    func figure() throws -> any Figure {
        let chosen = try request.only.indices(result.plots.map(\.name), noun: "plot").map { result.plots[$0] }
        var parts: [any Plot] = []
        for plot in chosen where isDrawable(plot) { parts.append(plot.kind == .map ? map(plot) : lines(plot)) }
        var grid = PlotGrid(parts, columns: request.columns ?? (parts.count == 2 ? 2 : nil), title: request.title)
        grid.subtitle = "study \(result.study)"
        // Colour scales differ from plot to plot, so that a map has a page of its own.
        if parts.count > 1, parts.contains(where: { $0 is Contour }) {
            let others = parts.filter { !($0 is Contour) }
            if request.only == nil, !others.isEmpty {
                grid.plots = others
                let maps = chosen.filter { $0.kind == .map }.map(\.name).joined(separator: ", ")
                grid.footnote = "--only \(maps) shows the map"
            }
        }
        return grid
    }

    /// Whether a single plot has the page, and room for longer labels.
    private var isAlone: Bool { result.plots.count == 1 }

    /// Whether any of the measured values is a number.
    func isDrawable(_ plot: StudyPlot) -> Bool {
        plot.y.contains { result.column($0)?.numbers?.contains { $0.isFinite } ?? false }
    }

    // MARK: - Curves and bars

    private func lines(_ plot: StudyPlot) -> LinePlot {
        let (places, axis) = across(plot.x)
        var series: [Series] = []
        var styles: [String: Int] = [:]
        for (index, name) in plot.y.enumerated() {
            let errors = index < plot.errors.count ? plot.errors[index] : nil
            for curve in curves(name, along: plot.x, severalColumns: plot.y.count > 1) {
                styles[curve.key] = styles[curve.key] ?? styles.count
                let spread = errors.flatMap { values($0, like: curve) }.map { $0.map { $0.isFinite ? $0 : 0 } }
                var one = Series(
                    curve.label, x: places, y: curve.values, kind: plot.kind == .bars ? .stems : .data,
                    style: styles[curve.key])
                if let spread {
                    one.lower = zip(curve.values, spread).map { $0 - $1 }
                    one.upper = zip(curve.values, spread).map { $0 + $1 }
                    one.spread = plot.kind == .lines && places.count > 8 ? .band : .bars
                }
                series.append(one)
            }
        }
        if plot.kind == .bars { standApart(&series) }
        series += theories(plot, places, styles)
        var figure = LinePlot(series, x: axis, y: upwards(plot), title: plot.title)
        figure.references = plot.marks.compactMap { name in
            guard let value = result.column(name)?.numbers?.first, value.isFinite else { return nil }
            return ReferenceLine(.vertical, at: value, label: words(name))
        }
        return figure
    }

    /// Theory has the colour of what was measured under the same conditions, and is dark where it is for all.
    private func theories(_ plot: StudyPlot, _ places: [Double], _ styles: [String: Int]) -> [Series] {
        plot.theory.flatMap { name in
            let all = curves(name, along: plot.x, severalColumns: false)
            return all.enumerated().map { index, curve in
                Series(
                    index == 0 ? "theory" : "", x: places, y: curve.values, kind: .theory,
                    style: all.count > 1 ? styles[curve.key] : nil)
            }
        }
    }

    /// Stems of several series at one place stand side by side.
    private func standApart(_ series: inout [Series]) {
        guard series.count > 1 else { return }
        let gaps = zip(series[0].x, series[0].x.dropFirst()).map { $1 - $0 }
        let step = 0.6 * (gaps.min() ?? 1) / Double(series.count)
        for index in series.indices {
            let shift = (Double(index) - Double(series.count - 1) / 2) * step
            series[index].x = series[index].x.map { $0 + shift }
        }
    }

    private func upwards(_ plot: StudyPlot) -> Axis {
        guard let first = plot.y.first.flatMap(result.column) else { return Axis(plot.name) }
        var axis = Axis(plot.y.count == 1 ? shortened(first) : words(plot.name), unit: first.units)
        // A little beyond, so that markers at the ends stay whole.
        if let range = plot.range {
            let margin = 0.03 * (range.upperBound - range.lowerBound)
            axis.range = range.lowerBound - margin...range.upperBound + margin
        }
        return axis
    }

    // MARK: - Maps

    private func map(_ plot: StudyPlot) -> any Plot {
        guard let column = plot.y.first.flatMap(result.column), column.axes.count == 2, let numbers = column.numbers,
            let other = column.axes.first(where: { $0 != plot.x })
        else { return lines(plot) }
        let (columns, x) = across(plot.x)
        let (rows, y) = across(other)
        let isRowMajor = column.axes[0] == other
        let values = rows.indices.flatMap { row in
            columns.indices.map { numbers[isRowMajor ? row * columns.count + $0 : $0 * rows.count + row] }
        }
        let hasBoth = values.contains { $0 < 0 }
        var contour = Contour(
            columns: columns, rows: rows, values: values, x: x, y: y,
            map: request.colorMap ?? (hasBoth ? .balance : .viridis), scaleLabel: shortened(column), title: plot.title)
        if let range = plot.range {
            contour.scale = ColorScale(map: contour.scale.map, lower: range.lowerBound, upper: range.upperBound)
        }
        // Lines of equal value make no sense between things that have no order.
        if x.categories != nil || y.categories != nil { contour.levels = [] }
        return contour
    }

    // MARK: - Columns

    private struct Curve {
        var label: String
        /// The same for curves of the same conditions.
        var key: String
        var values: [Double]
        var indices: [Int]
    }

    /// The values of a column along one of its axes, a curve for each combination of the others.
    private func curves(_ name: String, along axis: String, severalColumns: Bool) -> [Curve] {
        guard let column = result.column(name), let numbers = column.numbers,
            let position = column.axes.firstIndex(of: axis)
        else { return [] }
        let shape = result.shape(of: column)
        let stride = shape[(position + 1)...].reduce(1, *)
        let own = severalColumns ? shortened(column) : ""
        return numbers.indices.filter { $0 / stride % shape[position] == 0 }.map { start in
            let indices = (0..<shape[position]).map { start + $0 * stride }
            let conditions = conditions(column, shape, except: position, at: start)
            let label = [own, conditions].filter { !$0.isEmpty }.joined(separator: ", ")
            return Curve(
                label: label, key: (severalColumns ? name : "") + conditions, values: indices.map { numbers[$0] },
                indices: indices)
        }
    }

    private func values(_ name: String, like curve: Curve) -> [Double]? {
        guard let numbers = result.column(name)?.numbers, curve.indices.allSatisfy(numbers.indices.contains) else {
            return nil
        }
        return curve.indices.map { numbers[$0] }
    }

    /// "neurons 500, flip 0.1" for the axes that have more than one value.
    private func conditions(_ column: StudyColumn, _ shape: [Int], except axis: Int, at start: Int) -> String {
        column.axes.indices.filter { $0 != axis && shape[$0] > 1 }.compactMap { index in
            guard let values = result.column(column.axes[index]) else { return nil }
            let place = start / shape[(index + 1)...].reduce(1, *) % shape[index]
            if case .texts(let texts) = values.values { return texts[place] }
            return "\(words(column.axes[index])) \(values.texts[place])"
        }.joined(separator: ", ")
    }

    /// Places along an axis: its numbers, or 0, 1, 2, ... with names.
    private func across(_ name: String) -> ([Double], Axis) {
        guard let column = result.column(name) else { return ([], Axis(name)) }
        let label = shortened(column)
        guard let numbers = column.numbers, zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            let texts = column.texts
            return (texts.indices.map(Double.init), Axis(label, categories: texts))
        }
        let isInteger = if case .integers = column.values { true } else { false }
        let isWide = numbers.count > 2 && (numbers.first ?? 0) > 0 && (numbers.last ?? 0) >= 50 * (numbers.first ?? 1)
        return (
            numbers, Axis(label, unit: column.units, kind: isWide ? .log : .linear, wholeNumbers: isInteger && !isWide)
        )
    }

    /// What stands at an axis: the description up to its first comma or colon, or the name where that is long.
    private func shortened(_ column: StudyColumn) -> String {
        let text = column.description.split(whereSeparator: { ",:;(".contains($0) }).first.map(String.init) ?? ""
        let trimmed = text.hasSuffix(" ") ? String(text.dropLast()) : text
        return (1...(isAlone ? 48 : 26)).contains(trimmed.count) ? trimmed : words(column.name)
    }

    private func words(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }
}

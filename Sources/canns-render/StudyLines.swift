import Figures
import Studies

/// A plot of a study as curves or bars with their errors, the theory beside them.
struct StudyLines {
    private let result: StudyResult
    private let columns: StudyColumns
    /// Whether a curve goes on over points that it does not have, where several archives share an axis.
    private let joinsGaps: Bool

    init(result: StudyResult, isAlone: Bool, joinsGaps: Bool = false) {
        self.result = result
        self.joinsGaps = joinsGaps
        columns = StudyColumns(result: result, isAlone: isAlone)
    }

    func plot(_ plot: StudyPlot) -> LinePlot {
        let (places, axis) = columns.across(plot.x)
        var series: [Series] = []
        var styles: [String: Int] = [:]
        for (index, name) in plot.y.enumerated() {
            let errors = index < plot.errors.count ? plot.errors[index] : nil
            for curve in curves(name, along: plot.x, severalColumns: plot.y.count > 1) {
                if joinsGaps, !curve.values.contains(where: \.isFinite) { continue }
                styles[curve.key] = styles[curve.key] ?? styles.count
                let shown = shown(curve.values)
                let spread = errors.flatMap { values($0, like: curve) }.map { $0.map { $0.isFinite ? $0 : 0 } }
                var one = Series(
                    curve.label, x: shown.map { places[$0] }, y: shown.map { curve.values[$0] },
                    kind: plot.kind == .bars ? .stems : .data, style: styles[curve.key])
                if let spread {
                    one.lower = shown.map { curve.values[$0] - spread[$0] }
                    one.upper = shown.map { curve.values[$0] + spread[$0] }
                    one.spread = plot.kind == .lines && places.count > 8 ? .band : .bars
                }
                series.append(one)
            }
        }
        if plot.kind == .bars { standApart(&series) }
        let marks = marks(plot, within: places, styles)
        let theories = theories(plot, places, styles, marks.map(\.value))
        if series.count == 1, series[0].name.isEmpty, !theories.isEmpty { series[0].name = "measured" }
        series += theories
        let upwards = columns.upwards(plot)
        // What the axis says already is not said again above it.
        let title = upwards.label == plot.title.prefix(1).lowercased() + plot.title.dropFirst() ? nil : plot.title
        var figure = LinePlot(series, x: axis, y: upwards, title: title)
        figure.references = marks
        return figure
    }

    /// Curves of the first measured column.
    func curveCount(_ plot: StudyPlot) -> Int {
        plot.y.first.map { curves($0, along: plot.x, severalColumns: false).count } ?? 0
    }

    /// Limits that lie near what was measured: one far away would press the measurements into a corner. One that holds for
    /// some curves alone has their colour.
    private func marks(_ plot: StudyPlot, within places: [Double], _ styles: [String: Int]) -> [ReferenceLine] {
        guard let least = places.min(), let greatest = places.max() else { return [] }
        let margin = 0.25 * (greatest - least)
        return plot.marks.flatMap { name -> [ReferenceLine] in
            guard let column = result.column(name), let numbers = column.numbers else { return [] }
            let shape = result.shape(of: column)
            let near = numbers.indices.filter { (least - margin...greatest + margin).contains(numbers[$0]) }
            let isForAll = Set(near.map { numbers[$0] }).count == 1 && near.count == numbers.count
            return near.prefix(isForAll ? 1 : near.count).enumerated().map { index, place in
                let key = conditions(column, shape, except: -1, at: place)
                return ReferenceLine(
                    .vertical, at: numbers[place], label: index == 0 ? columns.shortened(column, most: 32) : "",
                    style: styles.count > 1 && !isForAll ? styles[key] : nil)
            }
        }
    }

    /// Theory has the colour of what was measured under the same conditions, and is dark where it is for all. What it is,
    /// "theory" or "theory at load 0", is what its description begins with.
    private func theories(
        _ plot: StudyPlot, _ places: [Double], _ styles: [String: Int], _ marks: [Double]
    ) -> [Series] {
        plot.theory.flatMap { name in
            let label =
                result.column(name).map { plot.theory.count > 1 ? columns.told($0) : columns.shortened($0, most: 32) }
                ?? "theory"
            let known = curves(name, along: plot.x, severalColumns: false).filter {
                $0.values.contains(where: \.isFinite)
            }
            return known.enumerated().map { index, curve in
                let shown = shown(curve.values)
                let (x, y) = Self.broken(shown.map { places[$0] }, shown.map { curve.values[$0] }, at: marks)
                return Series(
                    index == 0 ? label : "", x: x, y: y, kind: .theory,
                    style: styles.count > 1 ? styles[curve.key] : nil)
            }
        }
    }

    /// A theory that jumps at a mark, such as the critical load, has a gap there: a slope between two swept values
    /// would say what the theory does not.
    static func broken(_ x: [Double], _ y: [Double], at marks: [Double]) -> (x: [Double], y: [Double]) {
        let finite = y.filter(\.isFinite)
        let span = (finite.max() ?? 0) - (finite.min() ?? 0)
        var result = (x: Array(x.prefix(1)), y: Array(y.prefix(1)))
        for index in x.indices.dropFirst() {
            let jumps = abs(y[index] - y[index - 1]) > 0.3 * span
            if jumps, let mark = marks.first(where: { x[index - 1] < $0 && $0 < x[index] }) {
                result.x.append(mark)
                result.y.append(.nan)
            }
            result.x.append(x[index])
            result.y.append(y[index])
        }
        return result
    }

    /// The points of a curve that are drawn.
    private func shown(_ values: [Double]) -> [Int] {
        values.indices.filter { !joinsGaps || values[$0].isFinite }
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

    // MARK: - Curves

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
        let own = severalColumns ? columns.shortened(column) : ""
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
            return "\(columns.words(column.axes[index])) \(values.texts[place])"
        }.joined(separator: ", ")
    }
}

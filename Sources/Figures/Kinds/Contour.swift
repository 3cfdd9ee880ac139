#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A measured quantity over two swept ones: a coloured cell for each pair, with lines of equal value.
package struct Contour: Plot {
    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    package var x: Axis
    package var y: Axis
    /// Swept values, rising.
    package let columns: [Double]
    package let rows: [Double]
    /// `rows.count * columns.count` values, row by row; what is not finite is hatched.
    package let values: [Double]
    package var scale: ColorScale
    package var scaleLabel: String
    package var scaleUnit: String?
    /// Values of the lines; nil takes round numbers.
    package var levels: [Double]?
    /// Curves over the map, and names in it.
    package var curves: [Series] = []
    package var names: [(text: String, x: Double, y: Double)] = []

    package init(
        columns: [Double], rows: [Double], values: [Double], x: Axis, y: Axis, map: ColorMap = .viridis,
        scaleLabel: String = "", title: String? = nil
    ) {
        precondition(values.count == columns.count * rows.count, "the values do not fill the grid")
        self.columns = columns
        self.rows = rows
        self.values = values
        self.x = x
        self.y = y
        self.title = title
        self.scaleLabel = scaleLabel
        let finite = values.filter(\.isFinite)
        scale = ColorScale(map: map, minimum: finite.min() ?? .nan, maximum: finite.max() ?? .nan)
    }

    package func part() throws(FigureError) -> PlotPart {
        let name = title ?? scaleLabel
        guard !values.isEmpty else { throw .empty("the contour plot '\(name)' has no values") }
        let across = try Contour.edges(columns, x)
        let up = try Contour.edges(rows, y)
        let styled = StyledSeries.all(curves)
        var panel = Panel(border: .frame) { canvas, place in
            drawCells(on: canvas, in: place, across, up)
            drawLines(on: canvas, in: place)
            drawCurves(styled, on: canvas, in: place)
        }
        panel.obstacles = { [$0.frame.center] }
        let bar = ColorBar(
            scale: scale, label: scaleLabel, unit: scaleUnit, showsMissing: values.contains { !$0.isFinite })
        return PlotPart(
            x: x, y: y, xScale: x.scale(showing: across, margin: 0), yScale: y.scale(showing: up, margin: 0),
            legend: styled.compactMap(\.entry), colorBar: bar, subtitle: subtitle, footnote: footnote, panel: panel)
    }

    /// Curves with a white rim, which parts them from dark cells, and names above them.
    private func drawCurves(_ styled: [StyledSeries], on canvas: Canvas, in place: PlacedPanel) {
        canvas.clipped(to: place.frame) {
            for one in styled {
                for piece in SeriesPainter(series: [one]).pieces(one.series.x, one.series.y, place) {
                    canvas.stroke(piece, .white, width: 3.4)
                }
            }
        }
        SeriesPainter(series: styled).draw(on: canvas, in: place)
        for name in names {
            guard let point = place.point(name.x, name.y) else { continue }
            canvas.text(name.text, at: point, .label, horizontal: .center, vertical: .middle, halo: true)
        }
    }

    /// Ends of the cells: half-way between swept values, on a logarithmic axis half-way between their logarithms.
    static func edges(_ values: [Double], _ axis: Axis) throws(FigureError) -> [Double] {
        let rising = zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
        guard rising, values.allSatisfy({ $0.isFinite && (axis.kind == .linear || $0 > 0) }) else {
            throw FigureError(
                "the values of '\(axis.label)' must be finite and rising, above 0 on a logarithmic axis")
        }
        let places = axis.kind == .log ? values.map { log($0) } : values
        guard let first = places.first, let last = places.last else { return [] }
        let inner = zip(places, places.dropFirst()).map { ($0 + $1) / 2 }
        let alone = axis.kind == .log ? 0.5 : max(0.5, first.magnitude / 2)
        let start = inner.first.map { 2 * first - $0 } ?? first - alone
        let end = inner.last.map { 2 * last - $0 } ?? last + alone
        let edges = [start] + inner + [end]
        return axis.kind == .log ? edges.map { exp($0) } : edges
    }

    private func drawCells(on canvas: Canvas, in place: PlacedPanel, _ across: [Double], _ up: [Double]) {
        guard let xAxis = place.x, let yAxis = place.y else { return }
        var missing: [Rect] = []
        canvas.clipped(to: place.frame) {
            for row in rows.indices {
                for column in columns.indices {
                    guard let left = xAxis.position(of: across[column]).map(canvas.aligned),
                        let right = xAxis.position(of: across[column + 1]).map(canvas.aligned),
                        let bottom = yAxis.position(of: up[row]).map(canvas.aligned),
                        let top = yAxis.position(of: up[row + 1]).map(canvas.aligned)
                    else { continue }
                    let rect = Rect(x: left, y: top, width: right - left, height: bottom - top)
                    if let color = scale.color(of: values[row * columns.count + column]) {
                        canvas.fill(rect, color)
                    } else {
                        missing.append(rect)
                    }
                }
            }
            canvas.hatch(missing)
        }
    }

    private func drawLines(on canvas: Canvas, in place: PlacedPanel) {
        var labels: [(text: String, at: Point, box: Rect)] = []
        let chosen = levels ?? roundLevels()
        let step =
            zip(chosen, chosen.dropFirst()).map { $1 - $0 }.min() ?? max(chosen.first?.magnitude ?? 1, 1e-9)
        let texts =
            levels == nil
            ? FigureNumber.labels(of: chosen, step: step) : chosen.map { FigureNumber.short($0) }
        canvas.clipped(to: place.frame) {
            for (level, text) in zip(chosen, texts) {
                let lines = MarchingSquares.lines(
                    level: level, values: values, rows: rows.count, columns: columns.count
                ).map { $0.compactMap { point(at: $0, in: place) } }
                for line in lines {
                    canvas.stroke(line, .white, width: 2.2)
                    canvas.stroke(line, .ink, width: 1)
                }
                let longest = lines.max { Contour.length($0) < Contour.length($1) }
                if let longest, let spot = Contour.spot(longest, text, labels.map(\.box), place.frame) {
                    labels.append((text, spot.center, spot))
                }
            }
            for label in labels {
                canvas.text(
                    label.text, at: label.at, .tick, horizontal: .center, vertical: .middle, halo: true)
            }
        }
    }

    private func roundLevels() -> [Double] {
        let span = Scale(.linear, from: scale.lower, to: scale.upper)
        return Ticks.ticks(of: span, most: 8) { _ in true }.map(\.value)
            .filter { $0 > scale.lower && $0 < scale.upper }
    }

    /// A place between grid points, on the page; between swept values the axis is followed.
    private func point(at spot: Point, in place: PlacedPanel) -> Point? {
        func position(_ values: [Double], _ index: Double, _ axis: PlacedAxis?) -> Double? {
            let low = min(values.count - 1, Int(index))
            let high = min(values.count - 1, low + 1)
            guard let from = axis?.position(of: values[low]), let to = axis?.position(of: values[high]) else {
                return nil
            }
            return from + (index - Double(low)) * (to - from)
        }
        guard let across = position(columns, spot.x, place.x), let up = position(rows, spot.y, place.y) else {
            return nil
        }
        return Point(x: across, y: up)
    }

    private static func length(_ line: [Point]) -> Double {
        zip(line, line.dropFirst()).reduce(0) { $0 + hypot($1.0.x - $1.1.x, $1.0.y - $1.1.y) }
    }

    /// A box for a label on a line that overlaps no other, tried from the middle outwards.
    private static func spot(_ line: [Point], _ text: String, _ taken: [Rect], _ frame: Rect) -> Rect? {
        let size = Size(
            width: Double(text.count) * TextStyle.tick.size * 0.66 + 4, height: TextStyle.tick.height + 2)
        guard length(line) > 1.6 * size.width else { return nil }
        let order = line.indices.sorted { abs($0 - line.count / 2) < abs($1 - line.count / 2) }
        for index in order {
            let center = line[index]
            let box = Rect(
                x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width,
                height: size.height)
            let inside =
                box.left > frame.left + 2 && box.right < frame.right - 2 && box.top > frame.top + 2
                && box.bottom < frame.bottom - 2
            if inside, !taken.contains(where: box.overlaps) { return box }
        }
        return nil
    }
}

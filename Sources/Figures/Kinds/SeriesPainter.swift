/// Draws series into a panel: uncertainties first, then lines, markers on top.
struct SeriesPainter {
    let series: [StyledSeries]

    private static let lineWidth = 1.5
    private static let mostMarkers = 60

    func draw(on canvas: Canvas, in place: PlacedPanel) {
        let shared = coincidence(place)
        // Markers on the edge stay whole, lines end at it.
        canvas.clipped(to: place.frame) {
            for one in series where one.series.hasBand { drawBand(one, canvas, place) }
            for (index, one) in series.enumerated() where one.series.kind != .theory {
                drawLine(one, shared.map { ($0, index) }, canvas, place)
            }
            // Dashes of a theory stay visible on a line that follows it.
            for one in series where one.series.kind == .theory { drawLine(one, nil, canvas, place) }
            for one in series where !one.series.hasBand { drawBars(one, canvas, place) }
        }
        for (index, one) in series.enumerated() where one.series.hasMarkers {
            drawMarkers(one, shared.map { ($0, index) }, canvas, place)
        }
    }

    /// Where measured curves lie on each other; nil where there are none that could.
    private func coincidence(_ place: PlacedPanel) -> CoincidentCurves? {
        guard series.count > 1 else { return nil }
        return CoincidentCurves(
            series.map { one in
                let isCurve = one.series.kind == .data || one.series.kind == .line || one.series.kind == .markers
                return isCurve ? pieces(one.series.x, one.series.y, place) : []
            })
    }

    private func drawLine(
        _ one: StyledSeries, _ shared: (CoincidentCurves, Int)?, _ canvas: Canvas, _ place: PlacedPanel
    ) {
        let style = one.style
        if one.series.kind == .stems {
            guard let base = place.y?.position(of: max(0, place.y?.scale.lower ?? 0)) else { return }
            for point in pieces(one.series.x, one.series.y, place).joined() {
                canvas.stroke([Point(x: point.x, y: base), point], style.color, width: 1.2)
            }
        }
        guard one.series.hasLine else { return }
        let width =
            one.series.kind == .trace ? 0.8 : one.series.kind == .data ? 1.2 : SeriesPainter.lineWidth
        for piece in pieces(one.series.x, one.series.y, place) {
            if piece.count == 1, !one.series.hasMarkers { drawAlone(one, at: piece[0], width, canvas) }
            if let (coincidence, index) = shared, one.series.kind != .trace {
                for stretch in coincidence.stretches(of: index, piece) where stretch.count > 1 {
                    drawShared(stretch, style, width, canvas)
                }
                for stretch in SeriesPainter.joined(coincidence.stretches(of: index, piece).filter { $0.count == 1 }) {
                    drawPlain(stretch, one, width, canvas, place)
                }
            } else {
                drawPlain(piece, one, width, canvas, place)
            }
        }
    }

    private func drawPlain(
        _ points: [Point], _ one: StyledSeries, _ width: Double, _ canvas: Canvas, _ place: PlacedPanel
    ) {
        canvas.stroke(
            SeriesPainter.thinned(points, step: 1 / place.density), one.style.color, width: width,
            dashes: one.style.dashes, opacity: one.series.kind == .trace ? traceOpacity : 1)
    }

    /// Every so many-th dash of a stretch, beginning with the one that the rank among its curves gives.
    private func drawShared(
        _ stretch: (points: [Point], rank: Int, count: Int), _ style: SeriesStyle, _ width: Double, _ canvas: Canvas
    ) {
        let length = zip(stretch.points, stretch.points.dropFirst()).reduce(0.0) {
            $0 + (($1.0.x - $1.1.x) * ($1.0.x - $1.1.x) + ($1.0.y - $1.1.y) * ($1.0.y - $1.1.y)).squareRoot()
        }
        let count = Double(stretch.count)
        // All dashes have room at least once.
        let dash = min(7, length / count)
        guard dash > 0 else { return }
        canvas.stroke(
            stretch.points, style.color, width: width, dashes: [dash, (count - 1) * dash],
            phase: (count - Double(stretch.rank)) * dash)
    }

    /// One point of a line: a dot, of a theory a level dash that shows beside the marker of what was measured.
    private func drawAlone(_ one: StyledSeries, at point: Point, _ width: Double, _ canvas: Canvas) {
        guard one.series.kind == .theory else {
            return canvas.circle(at: point, radius: width, fill: one.style.color, outline: nil)
        }
        canvas.stroke(
            [Point(x: point.x - 8, y: point.y), Point(x: point.x + 8, y: point.y)], one.style.color, width: width)
    }

    /// Many traces let each other through, so that it is seen where they are dense.
    private var traceOpacity: Double {
        let count = series.count { $0.series.kind == .trace }
        return min(0.8, 4 / Double(count).squareRoot())
    }

    private func drawBand(_ one: StyledSeries, _ canvas: Canvas, _ place: PlacedPanel) {
        let series = one.series
        let low = series.lower ?? series.y
        let high = series.upper ?? series.y
        var outline: [(Point, Point)] = []
        func close() {
            if outline.count > 1 {
                canvas.fill(outline.map(\.0) + outline.reversed().map(\.1), one.style.color, opacity: 0.22)
            }
            outline = []
        }
        for index in series.x.indices {
            if let from = place.point(series.x[index], low[index]),
                let to = place.point(series.x[index], high[index])
            {
                outline.append(
                    (
                        SeriesPainter.bounded(from, by: place.frame),
                        SeriesPainter.bounded(to, by: place.frame)
                    ))
            } else {
                close()
            }
        }
        close()
    }

    private func drawBars(_ one: StyledSeries, _ canvas: Canvas, _ place: PlacedPanel) {
        let series = one.series
        guard series.lower != nil || series.upper != nil, let axis = place.y else { return }
        for index in series.x.indices {
            guard let point = place.point(series.x[index], series.y[index]) else { continue }
            // An end that a logarithmic axis cannot show lies below it.
            let low = (series.lower?[index]).map { axis.position(of: $0) ?? place.frame.bottom } ?? point.y
            let high = (series.upper?[index]).flatMap { axis.position(of: $0) } ?? point.y
            let color = one.style.color
            canvas.stroke([Point(x: point.x, y: low), Point(x: point.x, y: high)], color, width: 1)
            for y in [low, high] where (y - point.y).magnitude > 1 {
                canvas.stroke(
                    [Point(x: point.x - 2.5, y: y), Point(x: point.x + 2.5, y: y)], color, width: 1)
            }
        }
    }

    private func drawMarkers(
        _ one: StyledSeries, _ shared: (CoincidentCurves, Int)?, _ canvas: Canvas, _ place: PlacedPanel
    ) {
        let series = one.series
        let points = series.x.indices.compactMap { place.point(series.x[$0], series.y[$0]) }
        let joined = series.kind == .data
        let stride = joined ? max(1, points.count / SeriesPainter.mostMarkers) : 1
        let radius = !joined && points.count > 400 ? 1.6 : Canvas.markerRadius
        let reach = place.frame.inset(-0.01)
        for (index, point) in points.enumerated() where index % stride == 0 && reach.contains(point) {
            let (rank, count) = shared.map { $0.0.rank(of: $0.1, at: point) } ?? (0, 1)
            // A white rim parts a marker from the larger one below it.
            if rank > 0 {
                canvas.marker(one.style.white, at: point, radius: radius * SeriesPainter.growth(rank, count) + 1)
            }
            canvas.marker(one.style, at: point, radius: radius * SeriesPainter.growth(rank, count))
        }
    }

    /// How much larger a marker is that others cover: the last has its own size, those below it half as much again each, at
    /// most three times.
    private static func growth(_ rank: Int, _ count: Int) -> Double {
        min(3, 1 + 0.5 * Double(count - 1 - rank))
    }
}

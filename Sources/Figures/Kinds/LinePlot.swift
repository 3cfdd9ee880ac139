/// Curves and points over two axes: measured values with their uncertainty, the theory beside them.
package struct LinePlot: Plot {
    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    package var x: Axis
    package var y: Axis
    package var series: [Series]
    package var references: [ReferenceLine] = []

    package init(_ series: [Series], x: Axis, y: Axis, title: String? = nil) {
        self.series = series
        self.x = x
        self.y = y
        self.title = title
    }

    package func part() throws(FigureError) -> PlotPart {
        guard series.contains(where: { !$0.x.isEmpty }) else {
            throw .empty("the plot '\(title ?? y.label)' has no points")
        }
        let styled = StyledSeries.all(series)
        let painter = SeriesPainter(series: styled)
        var panel = Panel { canvas, place in painter.draw(on: canvas, in: place) }
        panel.showsGrid = true
        panel.references = references
        panel.obstacles = painter.obstacles
        let across = series.flatMap(\.x) + references.filter { $0.direction == .vertical }.map(\.value)
        let up = series.flatMap(\.heights) + references.filter { $0.direction == .horizontal }.map(\.value)
        // Curves may run from edge to edge, markers want room.
        let margin = series.contains(where: \.hasMarkers) ? 0.04 : 0
        return PlotPart(
            x: x, y: y, xScale: x.scale(showing: across, margin: margin), yScale: y.scale(showing: up),
            legend: styled.compactMap(\.entry), subtitle: subtitle, footnote: footnote, panel: panel)
    }
}

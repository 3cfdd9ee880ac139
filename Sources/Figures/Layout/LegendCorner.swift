/// Looks for a corner of a plot in which a legend covers nothing.
struct LegendCorner {
    let measure: TextMeasure

    private static let distance = 8.0

    /// The box of the legend, or nil where every corner holds something or there are several panels.
    func rect(for legend: Legend, page: Page, layout: FigureLayout) -> Rect? {
        guard page.panels.count == 1, let panel = page.panels.first, let place = layout.panels.first else {
            return nil
        }
        let size = legend.columnSize(measure)
        let area = place.frame.inset(LegendCorner.distance)
        guard size.width < 0.6 * area.width, size.height < 0.6 * area.height else { return nil }
        let obstacles = panel.obstacles(place)
        let (right, bottom) = (area.right - size.width, area.bottom - size.height)
        let corners = [(right, area.top), (area.left, area.top), (area.left, bottom), (right, bottom)]
        for (x, y) in corners {
            let box = Rect(x: x, y: y, width: size.width, height: size.height)
            let lines = place.references.contains { reference in
                switch reference.line.direction {
                case .vertical: box.left < reference.position && reference.position < box.right
                case .horizontal: box.top < reference.position && reference.position < box.bottom
                }
            }
            let reach = box.inset(-4)
            if !lines, !obstacles.contains(where: reach.contains) { return box }
        }
        return nil
    }
}

/// A picture with axes that can stand alone or share a page with others.
package protocol Plot: Figure {
    var title: String? { get }
    /// What the plot brings to a page.
    func part() throws(FigureError) -> PlotPart
}

extension Plot {
    package func page() throws(FigureError) -> Page {
        try PlotGrid([self], columns: 1, title: title).page()
    }
}

/// What a plot brings to the page it stands on.
package struct PlotPart {
    var x: Axis
    var y: Axis
    /// Scales that suit the plot's own data; a grid may widen them to share axes.
    var xScale: Scale
    var yScale: Scale
    var legend: [Legend.Entry] = []
    var colorBar: ColorBar?
    var subtitle: String?
    var footnote: String?
    /// The panel, without axes, which the grid adds.
    var panel: Panel
}

/// Plots side by side: small multiples with shared axes, rasters above traces.
package struct PlotGrid: Figure {
    package var plots: [any Plot]
    /// Plots a row; nil chooses a pleasant shape.
    package var columns: Int?
    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    /// All plots have the same horizontal axis, labelled below the lowest.
    package var sharesX = false
    /// All plots have the same vertical axis, labelled at the left.
    package var sharesY = false
    /// How the rows share the height; equally where there is no weight.
    package var rowWeights: [Double] = []
    /// Wanted size of the area of one plot, in points; nil depends on the number of plots.
    package var plotSize: Size?

    package init(_ plots: [any Plot], columns: Int? = nil, title: String? = nil) {
        self.plots = plots
        self.columns = columns
        self.title = title
    }

    private static let smallest = Size(width: 90, height: 56)

    package func page() throws(FigureError) -> Page {
        guard !plots.isEmpty else { throw .empty("the figure has no plots") }
        var parts: [PlotPart] = []
        for plot in plots { parts.append(try plot.part()) }
        if sharesX { PlotGrid.share(\.xScale, among: &parts) }
        if sharesY { PlotGrid.share(\.yScale, among: &parts) }
        let across = max(1, columns ?? (plots.count == 3 ? 3 : Int(Double(plots.count).squareRoot().rounded(.up))))
        let natural =
            plotSize ?? (plots.count == 1 ? Size(width: 420, height: 270) : Size(width: 230, height: 150))
        var page = Page(
            panels: zip(plots, parts).map { panel($0, $1) }, columns: across,
            sizing: .free(natural: natural, minimum: PlotGrid.smallest, rowWeights: rowWeights))
        page.title = title
        page.subtitle = subtitle ?? (plots.count == 1 ? parts[0].subtitle : nil)
        page.footnote = footnote ?? (plots.count == 1 ? parts[0].footnote : nil)
        page.gap = Size(width: 18, height: 16)
        page.sharesX = sharesX
        page.sharesY = sharesY
        page.legend = legend(of: parts)
        page.colorBar = try colorBar(of: parts)
        return page
    }

    private func panel(_ plot: any Plot, _ part: PlotPart) -> Panel {
        var panel = part.panel
        panel.x = (part.x, part.xScale)
        panel.y = (part.y, part.yScale)
        panel.title = plots.count > 1 ? plot.title : nil
        return panel
    }

    /// Entries of the same name are one.
    private func legend(of parts: [PlotPart]) -> Legend? {
        var entries: [Legend.Entry] = []
        for entry in parts.flatMap(\.legend) where !entries.contains(where: { $0.label == entry.label }) {
            entries.append(entry)
        }
        guard !entries.isEmpty else { return nil }
        // Cells fill the corners of a map.
        let hasFreeCorner = parts.count == 1 && parts[0].colorBar == nil
        return Legend(entries: entries, placement: hasFreeCorner ? .corner : .below)
    }

    private func colorBar(of parts: [PlotPart]) throws(FigureError) -> ColorBar? {
        let bars = parts.compactMap(\.colorBar)
        guard let first = bars.first else { return nil }
        guard bars.allSatisfy({ $0.scale == first.scale }) else {
            throw FigureError(
                "plots on one page have different colour scales; give all of them the same range")
        }
        // What the colours mean is said at the bar where it is the same for all; else the titles say it.
        var bar = first
        if !bars.allSatisfy({ $0.label == first.label }) { bar.label = "" }
        return bar
    }

    /// Widens the scales of all parts to one that holds all of them.
    private static func share(_ scale: WritableKeyPath<PlotPart, Scale>, among parts: inout [PlotPart]) {
        let scales = parts.map { $0[keyPath: scale] }
        guard let first = scales.first, scales.allSatisfy({ $0.kind == first.kind }) else { return }
        let lower = scales.map(\.lower).min() ?? first.lower
        let upper = scales.map(\.upper).max() ?? first.upper
        for index in parts.indices {
            parts[index][keyPath: scale] = Scale(first.kind, from: lower, to: upper)
        }
    }
}

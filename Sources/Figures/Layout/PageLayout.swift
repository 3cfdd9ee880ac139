/// The layout engine: measures labels, gives panels what is left, and repeats until both agree.
struct PageLayout {
    var page: Page
    let measure: TextMeasure
    let medium: Canvas.Medium

    static let padding = 14.0
    static let titleGap = 10.0
    static let footGap = 10.0
    static let legendGap = 14.0
    static let widestTitle = 420.0

    /// Scale of type that makes a page of a given size look like one of natural size, but stays readable.
    func suitableScale(for size: PixelSize?) -> Double {
        guard let size else { return medium == .image ? 2 : 1 }
        let natural = GridSolver(engine: self, scale: 1).natural().total
        let ratio = min(Double(size.width) / natural.width, Double(size.height) / natural.height)
        let most = min(FigureLimits.scale.upperBound, max(1, ratio))
        guard case .cells = page.sizing, ratio > 1 else { return most }
        // A little less room for type can let every cell have one more pixel, which is worth more.
        func pixels(_ scale: Double) -> Double {
            let solver = GridSolver(engine: self, scale: scale)
            let total = Size(width: Double(size.width) / scale, height: Double(size.height) / scale)
            return (solver.fitted(to: total).cell * solver.density).rounded()
        }
        let first = pixels(most)
        for step in 1...8 where first < 6 {
            let smaller = max(1, most * (1 - 0.025 * Double(step)))
            if pixels(smaller) > first { return smaller }
        }
        return most
    }

    /// Layout of the page in a size of pixels, or in the size that its content wants.
    ///
    /// A page too small for its labels is laid out larger and drawn at a smaller scale, so that nothing collides
    /// at any size.
    func solved(scale: Double, size: PixelSize?) -> FigureLayout {
        guard let size else { return handy(scale: scale) }
        var scale = scale
        for _ in 0..<8 {
            let total = Size(width: Double(size.width) / scale, height: Double(size.height) / scale)
            let needed = GridSolver(engine: self, scale: scale).needed(within: total)
            if needed.width <= total.width + 0.01, needed.height <= total.height + 0.01 { break }
            scale *= min(total.width / needed.width, total.height / needed.height) * 0.99
        }
        return withLegend(scale: scale, total: size)
    }

    /// The page in its natural size; many pictures become smaller rather than the page enormous.
    private func handy(scale: Double) -> FigureLayout {
        var engine = self
        var layout = engine.withLegend(scale: scale, total: nil)
        while layout.pixelWidth * layout.pixelHeight > PageLayout.handyArea,
            case .cells(let natural) = engine.page.sizing, natural > 20
        {
            engine.page.sizing = .cells(natural: natural / 1.5)
            layout = engine.withLegend(scale: scale, total: nil)
        }
        return layout
    }

    /// Pixels beyond which pictures of a sheet are made smaller, four times a large screen.
    private static let handyArea = 36e6

    /// Tries the corners of the panel for the legend before giving it room of its own.
    private func withLegend(scale: Double, total: PixelSize?) -> FigureLayout {
        var layout = placed(scale: scale, total: total)
        layout.legendLabels = page.legend?.labels(within: layout.size.width - 2 * PageLayout.padding, measure) ?? []
        guard let legend = page.legend, legend.placement == .corner else { return layout }
        if let corner = LegendCorner(measure: measure).rect(for: legend, page: page, layout: layout) {
            layout.legend = corner
            return layout
        }
        var engine = self
        // A wide legend beside a plot would leave too little of the plot.
        let isWide = legend.columnSize(measure).width > 0.35 * layout.size.width
        engine.page.legend?.placement = isWide ? .below : .right
        // With the room of the legend gone a small page may need another scale.
        return total == nil
            ? engine.withLegend(scale: scale, total: nil) : engine.solved(scale: scale, size: total)
    }

    private func placed(scale: Double, total: PixelSize?) -> FigureLayout {
        let solver = GridSolver(engine: self, scale: scale)
        let metrics: GridMetrics
        let pixels: (Double, Double)
        if let total {
            let points = Size(width: Double(total.width) / scale, height: Double(total.height) / scale)
            metrics = solver.fitted(to: points)
            pixels = (Double(total.width), Double(total.height))
        } else {
            metrics = solver.natural()
            let wanted = metrics.total
            pixels = ((wanted.width * scale).rounded(.up), (wanted.height * scale).rounded(.up))
        }
        var layout = FigureLayout(scale: scale, pixelWidth: pixels.0, pixelHeight: pixels.1)
        PagePlacement(engine: self, metrics: metrics, density: solver.density).place(in: &layout)
        return layout
    }
}

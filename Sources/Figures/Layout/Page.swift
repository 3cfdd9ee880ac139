/// Everything a figure consists of, before it has a size: the one input of the layout engine.
///
/// Panels lie in a grid, row by row. Title and subtitle stand above, legend and footnote below, a colour bar to
/// the right. Margins follow from the measured labels.
package struct Page {
    var title: String?
    var subtitle: String?
    var footnote: String?
    var panels: [Panel]
    var columns: Int
    var sizing: Sizing
    /// Room between neighbouring panels, beside what their labels take.
    var gap = Size(width: 14, height: 14)
    /// Additional room before some columns, by column.
    var groupGaps: [Int: Double] = [:]
    var colorBar: ColorBar?
    var legend: Legend?
    /// Only the lowest panel of each column carries labels below.
    var sharesX = false
    /// Only the first panel of each row carries labels at its left.
    var sharesY = false

    /// How panels get their size.
    enum Sizing {
        /// Any size is right: panels stretch to the page. Weights share the height among the rows.
        case free(natural: Size, minimum: Size, rowWeights: [Double])
        /// Pictures of cells: a square takes a whole number of device pixels, or cells are averaged.
        ///
        /// `natural` is the wanted length of the longer side in points.
        case cells(natural: Double)
    }

    var rows: Int { (panels.count + columns - 1) / columns }

    init(panels: [Panel], columns: Int, sizing: Sizing) {
        precondition(!panels.isEmpty && columns > 0, "a page has panels in at least one column")
        self.panels = panels
        self.columns = min(columns, panels.count)
        self.sizing = sizing
    }

    func layout(_ options: FigureOptions, for medium: Canvas.Medium) throws(FigureError) -> FigureLayout {
        try options.check()
        let engine = PageLayout(page: self, measure: try TextMeasure(), medium: medium)
        let scale = options.scale ?? engine.suitableScale(for: options.size)
        let layout = engine.solved(scale: scale, size: options.size)
        let (width, height) = (layout.pixelWidth, layout.pixelHeight)
        let side = Double(FigureLimits.side)
        guard width <= side, height <= side, width * height <= Double(FigureLimits.area) else {
            throw .tooLarge(width, height)
        }
        return layout
    }
}

/// One picture or plot of a page.
struct Panel {
    /// Above the panel.
    var title: String?
    /// Left of the panel, level with its middle.
    var leading: String?
    /// Below the panel; the first line is dark, the others are lighter.
    var caption: [String] = []
    var x: (axis: Axis, scale: Scale)?
    var y: (axis: Axis, scale: Scale)?
    /// Rows are numbered from the top.
    var yDownwards = false
    /// Count of cells across and down of a picture of cells.
    var cells: (columns: Int, rows: Int)?
    /// Squares that a cell takes across and down: cells of a flat matrix are higher than wide.
    var cellSquares = (across: 1, down: 1)
    var references: [ReferenceLine] = []
    var border = Border.spines
    /// Reference lines lie above the data instead of below.
    var referencesOnTop = false
    /// Thin lines at the ticks of the vertical axis.
    var showsGrid = false
    /// Places where there is something that a legend must not cover.
    var obstacles: (PlacedPanel) -> [Point] = { _ in [] }
    var draw: (Canvas, PlacedPanel) -> Void

    enum Border {
        /// A line at the left and one below.
        case spines
        /// A thin line all round.
        case frame
        /// No line: the panel is an empty place in the grid, or draws its own.
        case none
    }

    /// Count of squares across and down of a picture of cells.
    var squares: (columns: Int, rows: Int)? {
        cells.map { ($0.columns * cellSquares.across, $0.rows * cellSquares.down) }
    }

    /// A place of the grid that stays empty.
    static var blank: Panel { Panel(border: .none, draw: { _, _ in }) }
}

/// A labelled line across a plot, such as the theoretical capacity.
package struct ReferenceLine: Sendable, Equatable {
    package enum Direction: Sendable {
        /// At a value of the horizontal axis; its label stands above the plot.
        case vertical
        /// At a value of the vertical axis; its label stands right of the plot.
        case horizontal
    }

    package var direction: Direction
    package var value: Double
    package var label: String
    /// That of the series it belongs to; nil where it is for all.
    package var style: Int?

    package init(_ direction: Direction, at value: Double, label: String = "", style: Int? = nil) {
        self.direction = direction
        self.value = value
        self.label = label
        self.style = style
    }
}

/// The explanation of a colour scale.
struct ColorBar {
    var scale: ColorScale
    var label: String
    var unit: String?
    /// The figure has places without a value.
    var showsMissing = false

    var axis: Axis { Axis(label, unit: unit) }

    static let width = 12.0
    static let gap = 16.0
    static let tallest = 400.0
    /// Beside a low picture the bar is longer than it: colours without a range say nothing.
    static let shortest = 60.0
}

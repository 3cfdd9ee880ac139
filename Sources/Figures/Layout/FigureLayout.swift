/// Where everything of a figure lies: the result of the layout engine, in points and in pixels.
package struct FigureLayout: Sendable {
    /// Pixels per point.
    package let scale: Double
    /// Size of the page in points.
    package let size: Size
    /// Panels in the order of the figure.
    package internal(set) var panels: [PlacedPanel]
    /// The bar of colours, without its labels.
    package internal(set) var colorBar: PlacedColorBar?
    /// The box of the legend.
    package internal(set) var legend: Rect?
    let pixelWidth: Double
    let pixelHeight: Double
    var texts: [PlacedText] = []
    var legendPlaces: [Point] = []
    var legendLabels: [String] = []

    /// Size of the page in pixels.
    package var pixelSize: PixelSize { PixelSize(width: Int(pixelWidth), height: Int(pixelHeight)) }

    init(scale: Double, pixelWidth: Double, pixelHeight: Double) {
        self.scale = scale
        self.pixelWidth = pixelWidth
        self.pixelHeight = pixelHeight
        size = Size(width: pixelWidth / scale, height: pixelHeight / scale)
        panels = []
    }

    /// The place of a data point, in pixels from the upper left corner of the picture; nil for a point that the
    /// axes of the panel cannot show.
    package func pixel(x: Double, y: Double, panel: Int = 0) -> Point? {
        guard let across = panels[panel].x?.position(of: x), let up = panels[panel].y?.position(of: y) else {
            return nil
        }
        return Point(x: across * scale, y: up * scale)
    }

    /// The middle of a cell of a panel that shows cells, in pixels.
    package func pixel(row: Int, column: Int, panel: Int = 0) -> Point? {
        panels[panel].center(row: row, column: column).map { Point(x: $0.x * scale, y: $0.y * scale) }
    }
}

/// A panel that has found its place.
package struct PlacedPanel: Sendable {
    /// The area in which data are drawn, in points.
    package let frame: Rect
    package let x: PlacedAxis?
    package let y: PlacedAxis?
    /// Count of cells across and down of a picture of cells.
    let cells: (columns: Int, rows: Int)?
    /// Pixels of the device per point.
    let density: Double
    /// Whether labels are written below and at the left.
    let labelsX: Bool
    let labelsY: Bool
    var references: [PlacedReference] = []

    /// The place of a data point, in points.
    func point(_ x: Double, _ y: Double) -> Point? {
        guard let across = self.x?.position(of: x), let up = self.y?.position(of: y) else { return nil }
        return Point(x: across, y: up)
    }

    /// The middle of a cell, in points.
    func center(row: Int, column: Int) -> Point? {
        guard let cells, (0..<cells.rows).contains(row), (0..<cells.columns).contains(column) else {
            return nil
        }
        return Point(
            x: frame.x + (Double(column) + 0.5) * frame.width / Double(cells.columns),
            y: frame.y + (Double(row) + 0.5) * frame.height / Double(cells.rows))
    }
}

/// A reference line and the place of its label.
struct PlacedReference: Sendable {
    let line: ReferenceLine
    /// Along the axis, in points.
    let position: Double
    let label: Point
    let text: String
    let color: Color
}

/// The bar that explains colours.
package struct PlacedColorBar: Sendable {
    /// The colours alone, in points.
    package let frame: Rect
    /// Values along the bar.
    package let axis: PlacedAxis
    let missing: Rect?
}

/// A line of text that has found its place.
struct PlacedText: Sendable {
    let text: String
    let at: Point
    let style: TextStyle
    var horizontal = HorizontalAnchor.left
    var vertical = VerticalAnchor.top
    var turned = false
}

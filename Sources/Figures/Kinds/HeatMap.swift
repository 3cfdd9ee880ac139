/// A matrix as colours: weights, overlaps, correlations.
///
/// Each cell takes a whole number of device pixels; a grid larger than its place is reduced block by block. Cells are
/// squares, higher or wider ones where the matrix would be a thin line. The grid may itself be the reduction of a larger
/// matrix, whose indices the axes then count.
package struct HeatMap: Figure {
    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    /// Entries row by row; what is not finite is hatched.
    package var values: [Float]
    package let rows: Int
    package let columns: Int
    /// Size of the matrix that the grid shows, where it is reduced.
    package var matrixRows: Int
    package var matrixColumns: Int
    /// Colours of the values; a diverging map symmetric about zero unless set.
    package var scale: ColorScale
    package var scaleLabel = ""
    package var scaleUnit: String?
    package var xLabel = "column"
    package var yLabel = "row"
    /// Names of columns and rows in place of their numbers.
    package var columnNames: [String]?
    package var rowNames: [String]?
    /// How cells are reduced where there are more than pixels.
    package var reduction: BlockReducer.Method = .average
    /// The numbers stand in their cells, where they have room: colours of both signs look alike in grey.
    package var showsValues = false
    /// Wanted length of the longer side, in points.
    package var side = 360.0

    /// - Parameters:
    ///   - values: `rows * columns` entries, row by row.
    ///   - map: the colours; a diverging map is laid symmetrically about zero.
    package init(rows: Int, columns: Int, values: [Float], map: ColorMap = .balance, title: String? = nil) {
        precondition(values.count == rows * columns, "the entries do not fill the matrix")
        self.rows = rows
        self.columns = columns
        self.values = values
        self.title = title
        matrixRows = rows
        matrixColumns = columns
        scale = ColorScale(map: map, showing: values)
    }

    package func page() throws(FigureError) -> Page {
        guard !values.isEmpty else { throw .empty("the matrix has no entries") }
        var panel = Panel(border: .frame) { canvas, place in draw(on: canvas, in: place.frame) }
        panel.cells = (columns, rows)
        // Units of a layer are few beside its inputs: their rows become high enough to be seen.
        panel.cellSquares = (HeatMap.squares(rows, beside: columns), HeatMap.squares(columns, beside: rows))
        panel.x = HeatMap.axis(xLabel, count: matrixColumns, names: columnNames)
        panel.y = HeatMap.axis(yLabel, count: matrixRows, names: rowNames)
        panel.yDownwards = true
        var page = Page(panels: [panel], columns: 1, sizing: .cells(natural: side))
        page.title = title
        page.subtitle = subtitle
        page.footnote = footnote
        page.colorBar = ColorBar(
            scale: scale, label: scaleLabel, unit: scaleUnit, showsMissing: values.contains { !$0.isFinite })
        return page
    }

    /// An axis of indices: the middle of cell i is i.
    static func axis(_ label: String, count: Int, names: [String]?) -> (axis: Axis, scale: Scale) {
        let axis = Axis(label, wholeNumbers: true, categories: names)
        return (axis, Scale(.linear, from: -0.5, to: Double(count) - 0.5))
    }

    /// Squares a cell takes along a side, so that the matrix is a third as long there as on the other side.
    private static func squares(_ other: Int, beside cells: Int) -> Int {
        max(1, Int((Double(other) / Double(3 * cells)).rounded()))
    }

    private func draw(on canvas: Canvas, in frame: Rect) {
        let wide = min(columns, max(1, Int((frame.width * canvas.density).rounded())))
        let high = min(rows, max(1, Int((frame.height * canvas.density).rounded())))
        var cells = values
        if wide < columns || high < rows {
            var reducer = BlockReducer(
                rows: rows, columns: columns, maximumRows: high, maximumColumns: wide, method: reduction)
            reducer.add(values)
            cells = reducer.finished()
        }
        canvas.picture(TilePicture(rows: high, columns: wide, values: cells, scale: scale), in: frame)
        if showsValues, wide == columns, high == rows { drawValues(on: canvas, in: frame) }
    }

    private func drawValues(on canvas: Canvas, in frame: Rect) {
        let cell = Size(width: frame.width / Double(columns), height: frame.height / Double(rows))
        // Four digits with sign and point take about 30 points.
        guard cell.width >= 34, cell.height >= 16 else { return }
        for (index, value) in values.enumerated() {
            guard let color = scale.color(of: Double(value)) else { continue }
            let center = Point(
                x: frame.x + (Double(index % columns) + 0.5) * cell.width,
                y: frame.y + (Double(index / columns) + 0.5) * cell.height)
            var style = TextStyle.tick
            style.color = color.luma < 128 ? .white : .ink
            let text = FigureNumber.fixed(Double(value), decimals: 2)
            canvas.text(text, at: center, style, horizontal: .center, vertical: .middle)
        }
    }
}

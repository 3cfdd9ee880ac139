#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A sheet of small pictures: patterns, stored | cue | recalled, film strips, receptive fields.
///
/// Pictures are magnified by whole device pixels, so that every unit is a crisp square; pictures larger than
/// their place are reduced by averaging areas.
package struct TileSheet: Figure {
    /// One picture of the sheet with its texts.
    package struct Tile: Sendable, Equatable {
        package var picture: TilePicture
        /// Lines below the picture; the first is the more important one.
        package var caption: [String]
        /// Cells that are marked, such as wrong units: indices row by row.
        package var marks: [Int]
        /// What the picture belongs to: a place in `groupNames`, told by the colour of its frame; nil for nothing.
        package var group: Int?

        package init(_ picture: TilePicture, caption: [String] = [], marks: [Int] = [], group: Int? = nil) {
            self.picture = picture
            self.caption = caption
            self.marks = marks
            self.group = group
        }
    }

    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    /// Tiles row by row; nil leaves a place empty. All rows have as many as the longest.
    package var rows: [[Tile?]]
    /// Above the first row.
    package var columnHeadings: [String] = []
    /// Left of each row.
    package var rowHeadings: [String] = []
    /// Wanted length of a picture's longer side, in points.
    package var tileSide = 128.0
    /// Room between neighbouring pictures, in points.
    package var gap = 12.0
    /// Long sheets continue in this many groups of columns side by side; nil chooses a pleasant shape.
    package var groups: Int?
    /// Width of the page over its height, which the sheet is to fill; nil where the page follows the sheet.
    package var aspect: Double?
    /// What light and dark marked cells mean, such as "wrong: white" and "wrong: black"; shown where there are any.
    package var markLabels: (light: String, dark: String)?
    /// What the groups of pictures are called, such as the labels of digits; those that occur stand below the sheet.
    package var groupNames: [String] = []
    /// The scale of pictures of values that share one.
    package var scale: ColorScale?
    package var scaleLabel = ""

    /// A sheet of rows of tiles.
    package init(rows: [[Tile?]], title: String? = nil) {
        self.rows = rows
        self.title = title
    }

    /// A sheet of tiles in reading order.
    ///
    /// - Parameters:
    ///   - columns: tiles a row; nil chooses a pleasant shape.
    ///   - aspect: width of the page over its height, which the sheet is to fill; nil where the page follows the sheet.
    package init(tiles: [Tile], columns: Int? = nil, aspect: Double? = nil, title: String? = nil) {
        let chosen = columns ?? aspect.map { TileSheet.fillingColumns(tiles, $0) } ?? TileSheet.pleasantColumns(tiles)
        let across = max(1, min(tiles.count, chosen))
        let rows = stride(from: 0, to: tiles.count, by: across).map { start in
            tiles[start..<min(start + across, tiles.count)].map(Optional.some)
        }
        self.init(rows: rows, title: title)
        self.aspect = aspect
        groups = 1
    }

    private static func pleasantColumns(_ tiles: [Tile]) -> Int {
        guard let picture = tiles.first?.picture else { return 1 }
        return pleasantColumns(tiles.count, shape: picture.shape)
    }

    /// Width and height of a tile with its caption and the gaps, in parts of the longer side of its picture.
    private static func extent(_ shape: Double, captions: Int) -> Size {
        Size(width: min(1, shape) + 0.1, height: min(1, 1 / shape) + 0.1 + 0.12 * Double(captions))
    }

    /// Columns for which the tiles become largest on a page of an aspect; of equals the fewest empty places.
    private static func fillingColumns(_ tiles: [Tile], _ aspect: Double) -> Int {
        guard let picture = tiles.first?.picture else { return 1 }
        let extent = extent(picture.shape, captions: tiles.map(\.caption.count).max() ?? 0)
        return filling(tiles.count, unit: extent, aspect)
    }

    /// How many units stand beside each other so that they become largest on a page of an aspect.
    static func filling(_ count: Int, unit: Size, _ aspect: Double) -> Int {
        func size(_ across: Int) -> Double {
            let down = (count + across - 1) / across
            return min(aspect / (Double(across) * unit.width), 1 / (Double(down) * unit.height))
        }
        func empty(_ across: Int) -> Int { (across - count % across) % across }
        return (1...max(1, count)).max { (size($0), -empty($0)) < (size($1), -empty($1)) } ?? 1
    }

    /// Columns for which a sheet is about half as wide again as high and its last row is about full.
    ///
    /// - Parameter shape: width of a picture over its height. A caption adds about a fifth of the longer side.
    static func pleasantColumns(_ count: Int, shape: Double = 1) -> Int {
        let height = (min(1, 1 / shape) + 0.2) / 1.2
        let width = max(0.5, min(1, shape))
        if count <= 5, shape < 3 { return count == 4 && shape > 0.5 ? 2 : max(1, count) }
        let wanted = (Double(count) * 1.5 * height / width).squareRoot()
        let candidates = max(1, Int(wanted * 0.75))...Int((wanted * 1.35).rounded(.up))
        func cost(_ columns: Int) -> Double {
            let rows = (count + columns - 1) / columns
            let empty = Double(rows * columns - count) / Double(columns)
            return log(Double(columns) / wanted).magnitude + 0.5 * empty
        }
        return candidates.min { cost($0) < cost($1) } ?? count
    }

    package func page() throws(FigureError) -> Page {
        let across = rows.map(\.count).max() ?? 0
        guard across > 0, rows.contains(where: { $0.contains { $0 != nil } }) else {
            throw .empty("the sheet has no pictures")
        }
        let groups = min(rows.count, max(1, self.groups ?? pleasantGroups(across)))
        let down = (rows.count + groups - 1) / groups
        var panels: [Panel] = []
        for line in 0..<down {
            for group in 0..<groups {
                let row = group * down + line
                for column in 0..<across { panels.append(panel(row, column, isFirst: line == 0)) }
            }
        }
        var page = Page(
            panels: panels, columns: across * groups, sizing: .cells(natural: tileSide))
        page.title = title
        page.subtitle = subtitle
        page.footnote = footnote
        page.gap = Size(width: gap, height: gap)
        page.groupGaps = Dictionary(uniqueKeysWithValues: (1..<max(2, groups)).map { ($0 * across, 20) })
        page.colorBar = scale.map { ColorBar(scale: $0, label: scaleLabel, showsMissing: hasMissing) }
        page.legend = legend
        return page
    }

    /// The colours of marked cells and of groups that there are.
    private var legend: Legend? {
        let tiles = rows.joined().compactMap { $0 }
        var entries: [(String, Color)] = []
        if let markLabels {
            let colors = Set(tiles.flatMap { tile in tile.marks.compactMap(tile.picture.mark) })
            entries += [(markLabels.light, Color.markLight), (markLabels.dark, .markDark)].filter {
                colors.contains($0.1)
            }
        }
        let groups = Set(tiles.compactMap(\.group))
        entries += groupNames.indices.filter(groups.contains).map { (groupNames[$0], Color.group($0)) }
        guard !entries.isEmpty else { return nil }
        return Legend(entries: entries.map { Legend.Entry(label: $0, symbol: .swatch($1)) }, placement: .below)
    }

    private var hasMissing: Bool {
        rows.contains { $0.contains { !($0?.picture.missingRuns.isEmpty ?? true) } }
    }

    private func panel(_ row: Int, _ column: Int, isFirst: Bool) -> Panel {
        var panel = Panel.blank
        if row < rows.count, column < rows[row].count, let tile = rows[row][column] {
            panel = TileSheet.panel(tile)
        }
        if isFirst, column < columnHeadings.count { panel.title = columnHeadings[column] }
        if column == 0, row < rowHeadings.count { panel.leading = rowHeadings[row] }
        return panel
    }

    private static func panel(_ tile: Tile) -> Panel {
        var panel = Panel(border: .frame) { canvas, place in
            canvas.picture(tile.picture, marks: tile.marks, in: place.frame)
            if let group = tile.group { canvas.frame(place.frame, width: 2.5, Color.group(group)) }
        }
        panel.caption = tile.caption
        panel.cells = tile.picture.cells
        panel.cellSquares = tile.picture.cellSquares
        return panel
    }

    /// Groups that fill the page, or for which the sheet comes closest to half as wide again as high.
    private func pleasantGroups(_ across: Int) -> Int {
        let tiles = rows.joined().compactMap { $0 }
        guard let picture = tiles.first?.picture else { return 1 }
        var unit = TileSheet.extent(picture.shape, captions: tiles.map(\.caption.count).max() ?? 0)
        unit.width = Double(across) * unit.width + 0.1
        if let aspect { return TileSheet.filling(rows.count, unit: unit, aspect) }
        guard rows.count > 5 else { return 1 }
        func distance(_ groups: Int) -> Double {
            let down = (rows.count + groups - 1) / groups
            return log(Double(groups) * unit.width / (1.5 * Double(down) * unit.height)).magnitude
        }
        return (1...rows.count).min { distance($0) < distance($1) } ?? 1
    }
}

extension Canvas {
    /// Draws a picture with marked cells: a square within the cell where cells are large enough to show what lies
    /// below, else the whole cell.
    func picture(_ picture: TilePicture, marks: [Int], in frame: Rect) {
        let cells = picture.cells
        let valid = marks.compactMap { index in picture.mark(index).map { (index: index, color: $0) } }
        let side = min(frame.width / Double(cells.columns), frame.height / Double(cells.rows))
        guard side * density >= 6 else {
            var buffer = picture.buffer()
            for mark in valid { buffer.pixels[mark.index] = mark.color.packed }
            image(buffer, in: frame)
            return
        }
        self.picture(picture, in: frame)
        let border = max(1 / density, aligned(side * 0.22))
        for mark in valid {
            let run = (row: mark.index / cells.columns, column: mark.index % cells.columns, count: 1)
            fill(cellRect(run, of: cells, in: frame).inset(border), mark.color)
        }
    }
}

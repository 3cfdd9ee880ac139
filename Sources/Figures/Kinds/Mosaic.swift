/// Receptive fields: the weights of each unit in the geometry of its inputs, one small picture a unit.
package struct Mosaic: Figure {
    /// How values become colours.
    package enum Range: Sendable {
        /// One scale for all units, so that strengths compare; explained by a colour bar.
        case shared
        /// Each unit from its own largest magnitude, so that shapes compare; the colour bar counts parts of it.
        case individual
    }

    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    package let rows: Int
    package let columns: Int
    /// Fields of `rows * columns` weights.
    package var fields: [[Float]]
    /// Text below each field.
    package var names: [String] = []
    /// What each unit stands for, as a place in `groupNames`, nil for nothing; empty where that is not known.
    package var groups: [Int?] = []
    package var groupNames: [String] = []
    package var map: ColorMap
    package var range: Range
    /// Fields a row; nil chooses a pleasant shape.
    package var across: Int?
    /// Width of the page over its height, which the fields are to fill; nil where the page follows them.
    package var aspect: Double?
    package var scaleLabel = "weight"
    /// Wanted length of a field's longer side, in points.
    package var tileSide = 56.0

    package init(
        fields: [[Float]], rows: Int, columns: Int, map: ColorMap = .balance, range: Range = .individual,
        title: String? = nil
    ) {
        self.fields = fields
        self.rows = rows
        self.columns = columns
        self.map = map
        self.range = range
        self.title = title
    }

    package func page() throws(FigureError) -> Page {
        guard !fields.isEmpty else { throw .empty("there are no receptive fields") }
        let shared = ColorScale(map: map, showing: Array(fields.joined()))
        let tiles = fields.enumerated().map { index, field in
            let scale = range == .shared ? shared : ColorScale(map: map, showing: field)
            return TileSheet.Tile(
                TilePicture(rows: rows, columns: columns, values: field, scale: scale),
                caption: index < names.count ? [names[index]] : [],
                group: index < groups.count ? groups[index] : nil)
        }
        var sheet = TileSheet(tiles: tiles, columns: across, aspect: aspect, title: title)
        sheet.subtitle = subtitle
        sheet.footnote = footnote
        sheet.tileSide = tileSide
        sheet.gap = !names.isEmpty ? 12 : groups.isEmpty ? 5 : 8
        sheet.groupNames = groupNames
        if range == .shared {
            sheet.scale = shared
            sheet.scaleLabel = scaleLabel
        } else {
            sheet.scale = ColorScale(map: map, lower: map.kind == .diverging ? -1 : 0, upper: 1)
            sheet.scaleLabel = "\(scaleLabel) / largest of the unit"
        }
        return try sheet.page()
    }
}

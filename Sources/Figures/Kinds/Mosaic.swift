/// Receptive fields: the weights of each unit in the geometry of its inputs, one small picture a unit.
public struct Mosaic: Figure {
    /// How values become colours.
    public enum Range: Sendable {
        /// One scale for all units, so that strengths compare; explained by a colour bar.
        case shared
        /// Each unit from its own largest magnitude, so that shapes compare; the colour bar counts parts of it.
        case individual
    }

    public var title: String?
    public var subtitle: String?
    public var footnote: String?
    public let rows: Int
    public let columns: Int
    /// Fields of `rows * columns` weights.
    public var fields: [[Float]]
    /// Text below each field.
    public var names: [String] = []
    public var map: ColorMap
    public var range: Range
    /// Fields a row; nil chooses a pleasant shape.
    public var across: Int?
    /// Width of the page over its height, which the fields are to fill; nil where the page follows them.
    public var aspect: Double?
    public var scaleLabel = "weight"
    /// Wanted length of a field's longer side, in points.
    public var tileSide = 56.0

    public init(
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

    public func page() throws(FigureError) -> Page {
        guard !fields.isEmpty else { throw .empty("there are no receptive fields") }
        let shared = ColorScale(map: map, showing: fields.joined())
        let tiles = fields.enumerated().map { index, field in
            let scale = range == .shared ? shared : ColorScale(map: map, showing: field)
            return TileSheet.Tile(
                TilePicture(rows: rows, columns: columns, values: field, scale: scale),
                caption: index < names.count ? [names[index]] : [])
        }
        var sheet = TileSheet(tiles: tiles, columns: across, aspect: aspect, title: title)
        sheet.subtitle = subtitle
        sheet.footnote = footnote
        sheet.tileSide = tileSide
        sheet.gap = names.isEmpty ? 5 : 12
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

/// Width and height of a picture in pixels, of a printed page in points.
package struct PixelSize: Equatable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// How large a figure becomes.
package struct FigureOptions: Sendable {
    /// Pixels per point of type and lines; larger is larger and finer. Unless set it is 2 in a picture and 1 in
    /// print, or what suits the size.
    package var scale: Double?
    /// Width and height of the whole figure; nil lets the content decide.
    package var size: PixelSize?
    /// Time of making that a PDF carries, ISO 8601; fixed, so that equal figures are equal bytes.
    package var created = "1970-01-01T00:00:00Z"
    /// What SVG and PDF are called where the figure has no title.
    package var documentTitle: String?
    /// Where the figure comes from, such as the history of its file: kept in SVG and PDF, not drawn.
    package var description: String?
    /// Hears of letters that no font has.
    package var missing: MissingLetters?

    package init(scale: Double? = nil, size: PixelSize? = nil) {
        self.scale = scale
        self.size = size
    }

    /// Width of the page over its height, where it has a size.
    package var aspect: Double? { size.map { Double($0.width) / Double(max(1, $0.height)) } }

    /// - Throws: `FigureError` where size or scale are out of range.
    package func check() throws(FigureError) {
        if let size {
            let sides = 1...FigureLimits.side
            guard sides.contains(size.width), sides.contains(size.height),
                size.width * size.height <= FigureLimits.area
            else { throw .size(size.width, size.height) }
        }
        if let scale, !FigureLimits.scale.contains(scale) { throw .scale(scale) }
    }
}

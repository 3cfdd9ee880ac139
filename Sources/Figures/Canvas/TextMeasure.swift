import CCairo

/// Knows how wide text will be: the same for pixels and for print, because hinting of metrics is off.
final class TextMeasure {
    private let surface: OpaquePointer
    private let context: OpaquePointer

    init() throws(FigureError) {
        guard let page = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1), let drawing = cairo_create(page)
        else {
            throw FigureError("cairo gave no surface to measure text on")
        }
        surface = page
        context = drawing
        Canvas.fixFontOptions(of: drawing)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Advance width of a text in points.
    func width(_ text: String, _ style: TextStyle) -> Double {
        Canvas.select(style, in: context)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, Canvas.printable(text), &extents)
        return extents.x_advance
    }

    /// Widest of several lines.
    func width(_ lines: [String], _ style: TextStyle) -> Double {
        lines.map { width($0, style) }.max() ?? 0
    }

    /// Shortens a text with an ellipsis in its middle until it fits, because file names differ at both ends.
    func elided(_ text: String, _ style: TextStyle, width limit: Double) -> String {
        if width(text, style) <= limit { return text }
        let letters = Array(text)
        var kept = letters.count - 1
        while kept > 0 {
            let head = (kept + 1) / 2
            let short = String(letters[..<head]) + "…" + String(letters[(letters.count - (kept - head))...])
            if width(short, style) <= limit { return short }
            kept -= 1
        }
        return width("…", style) <= limit ? "…" : ""
    }

    /// Breaks a text at spaces into lines of at most a width; what exceeds the last line is shortened.
    func wrapped(_ text: String, _ style: TextStyle, width limit: Double, lines most: Int) -> [String] {
        var lines: [String] = []
        var words = text.split(separator: " ")[...]
        while !words.isEmpty, lines.count < most {
            if lines.count == most - 1 {
                lines.append(elided(words.joined(separator: " "), style, width: limit))
                break
            }
            var count = 1
            while count < words.count, width(words.prefix(count + 1).joined(separator: " "), style) <= limit {
                count += 1
            }
            lines.append(elided(words.prefix(count).joined(separator: " "), style, width: limit))
            words = words.dropFirst(count)
        }
        return lines
    }
}

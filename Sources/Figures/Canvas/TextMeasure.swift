import CCairo

/// Knows how wide text will be: the same for pixels and for print, because hinting of metrics is off.
final class TextMeasure {
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let line: TextLine
    /// Widths found: a layout asks for the same again and again.
    private var widths: [Key: Double] = [:]

    private struct Key: Hashable {
        let text: String
        let size: Double
        let bold: Bool
    }

    init() throws(FigureError) {
        guard let page = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1), let drawing = cairo_create(page)
        else {
            throw FigureError("cairo gave no surface to measure text on")
        }
        guard let line = TextLine(for: drawing) else {
            cairo_destroy(drawing)
            cairo_surface_destroy(page)
            throw FigureError("pango gave no layout to measure text with")
        }
        surface = page
        context = drawing
        self.line = line
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Advance width of a text in points.
    func width(_ text: String, _ style: TextStyle) -> Double {
        let key = Key(text: Canvas.printable(text), size: style.size, bold: style.bold)
        if let known = widths[key] { return known }
        line.set(key.text, style)
        widths[key] = line.width
        return line.width
    }

    /// Widest of several lines.
    func width(_ lines: [String], _ style: TextStyle) -> Double {
        lines.map { width($0, style) }.max() ?? 0
    }

    /// Shortens a text with an ellipsis in its middle until it fits, because file names differ at both ends.
    func elided(_ text: String, _ style: TextStyle, width limit: Double) -> String {
        let text = Canvas.printable(text)
        if width(text, style) <= limit { return text }
        let letters = Array(text)
        func short(_ kept: Int) -> String {
            let head = (kept + 1) / 2
            return String(letters[..<head]) + "…" + String(letters[(letters.count - (kept - head))...])
        }
        // The most letters that fit: between `fits`, which do, and `fails`, which do not.
        var (fits, fails) = (0, letters.count)
        while fails - fits > 1 {
            let middle = (fits + fails) / 2
            if width(short(middle), style) <= limit { fits = middle } else { fails = middle }
        }
        if fits > 0 { return short(fits) }
        return width("…", style) <= limit ? "…" : ""
    }

    /// Breaks a text at spaces into lines of at most a width; what exceeds the last line is shortened.
    func wrapped(_ text: String, _ style: TextStyle, width limit: Double, lines most: Int) -> [String] {
        var lines: [String] = []
        var words = Canvas.printable(text).split(separator: " ")[...]
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

import CCairo

extension Canvas {
    /// Draws one line of text; `turned` writes upwards, the anchors then follow the turned text.
    func text(
        _ string: String, at place: Point, _ style: TextStyle, horizontal: HorizontalAnchor = .left,
        vertical: VerticalAnchor = .baseline, turned: Bool = false, halo: Bool = false
    ) {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, place.x, place.y)
        if turned { cairo_rotate(context, -Double.pi / 2) }
        let string = Canvas.printable(string)
        line.set(string, style)
        if line.lacksLetters { missing?.note(string) }
        let x: Double =
            switch horizontal {
            case .left: 0
            case .center: -line.width / 2
            case .right: -line.width
            }
        let y: Double =
            switch vertical {
            case .top: style.capHeight
            case .middle: style.capHeight / 2
            case .baseline: 0
            case .bottom: -style.descent
            }
        if halo {
            cairo_move_to(context, x, y)
            line.trace()
            use(.white)
            cairo_set_line_width(context, 3)
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            cairo_stroke(context)
        }
        cairo_move_to(context, x, y)
        use(style.color)
        line.draw()
    }

    /// Text that can be drawn: without control characters, which fonts draw as boxes and C strings end at, and of a length
    /// that a page could hold, the middle of what is longer left out.
    static func printable(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        if scalars.count > mostScalars {
            let half = mostScalars / 2
            scalars = scalars.prefix(half) + ["…"] + scalars.suffix(half)
        }
        guard
            scalars.count < text.unicodeScalars.count
                || scalars.contains(where: { $0.properties.generalCategory == .control })
        else { return text }
        return String(
            String.UnicodeScalarView(scalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// Letters of one text: more than a page of the largest size has room for in the smallest type.
    private static let mostScalars = 1000
}

import CCairo

extension Canvas {
    /// Draws one line of text; `turned` writes upwards, the anchors then follow the turned text.
    func text(
        _ string: String, at place: Point, _ style: TextStyle, horizontal: HorizontalAnchor = .left,
        vertical: VerticalAnchor = .baseline, turned: Bool = false, halo: Bool = false
    ) {
        let string = Canvas.printable(string)
        Canvas.select(style, in: context)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, string, &extents)
        let x: Double =
            switch horizontal {
            case .left: 0
            case .center: -extents.x_advance / 2
            case .right: -extents.x_advance
            }
        let y: Double =
            switch vertical {
            case .top: style.capHeight
            case .middle: style.capHeight / 2
            case .baseline: 0
            case .bottom: -style.descent
            }
        cairo_save(context)
        cairo_translate(context, place.x, place.y)
        if turned { cairo_rotate(context, -Double.pi / 2) }
        if halo {
            cairo_move_to(context, x, y)
            cairo_text_path(context, string)
            use(.white)
            cairo_set_line_width(context, 3)
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            cairo_stroke(context)
        }
        cairo_move_to(context, x, y)
        use(style.color)
        cairo_show_text(context, string)
        cairo_restore(context)
    }

    /// DejaVu Sans, or the sans-serif that stands in for it.
    static func select(_ style: TextStyle, in context: OpaquePointer) {
        cairo_select_font_face(
            context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
            style.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, style.size)
    }

    /// Settles what fontconfig would otherwise take from the user's configuration.
    static func fixFontOptions(of context: OpaquePointer) {
        guard let options = cairo_font_options_create() else { return }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_subpixel_order(options, CAIRO_SUBPIXEL_ORDER_DEFAULT)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    /// Text without control characters, which fonts draw as boxes and C strings end at.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return text
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

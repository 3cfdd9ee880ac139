import CCairo

/// One line of text, shaped by Pango: each letter in DejaVu Sans or, where that lacks it, in the font that fontconfig
/// names for its script, Arabic joined and from the right, Hindi in its clusters.
final class TextLine {
    private let layout: OpaquePointer
    private let context: OpaquePointer

    /// - Parameter context: the page or measure that the text is for.
    init?(for context: OpaquePointer) {
        guard let layout = pango_cairo_create_layout(context) else { return nil }
        self.layout = layout
        self.context = context
        let settings = pango_layout_get_context(layout)
        // Places of letters do not follow the pixels: the same line is as wide on paper as on a screen.
        pango_context_set_round_glyph_positions(settings, 0)
        TextLine.fixFontOptions(of: settings)
        pango_layout_context_changed(layout)
        pango_layout_set_single_paragraph_mode(layout, 1)
    }

    /// Settles what fontconfig would otherwise take from the user's configuration.
    private static func fixFontOptions(of settings: OpaquePointer?) {
        guard let options = cairo_font_options_create() else { return }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_subpixel_order(options, CAIRO_SUBPIXEL_ORDER_DEFAULT)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(settings, options)
        cairo_font_options_destroy(options)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Takes a text; what is drawn and measured next is this one.
    func set(_ text: String, _ style: TextStyle) {
        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, "DejaVu Sans")
        pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_layout_set_text(layout, text, -1)
        pango_cairo_update_layout(context, layout)
    }

    /// Whether no installed font has some letter of it: boxes stand in their places.
    var lacksLetters: Bool { pango_layout_get_unknown_glyphs_count(layout) > 0 }

    /// Advance width in points.
    var width: Double {
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        return Double(extents.width) / Double(PANGO_SCALE)
    }

    /// Draws the line with its baseline at the current point of the context.
    func draw() { pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(layout, 0)) }

    /// Adds the outlines of the line to the path of the context.
    func trace() { pango_cairo_layout_line_path(context, pango_layout_get_line_readonly(layout, 0)) }
}

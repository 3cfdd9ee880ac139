import CCairo

extension Canvas {
    func fill(_ rect: Rect, _ color: Color) {
        use(color)
        cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
        cairo_fill(context)
    }

    /// Fills the outline through the points.
    func fill(_ points: [Point], _ color: Color, opacity: Double = 1) {
        trace(points)
        cairo_close_path(context)
        use(color, opacity: opacity)
        cairo_fill(context)
    }

    /// Draws a broken line through the points.
    ///
    /// - Parameter phase: where in the pattern of dashes the line begins, in points.
    func stroke(
        _ points: [Point], _ color: Color, width: Double, dashes: [Double] = [], phase: Double = 0,
        opacity: Double = 1
    ) {
        guard points.count > 1 else { return }
        trace(points)
        use(color, opacity: opacity)
        cairo_set_line_width(context, width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, dashes.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_dash(context, dashes, Int32(dashes.count), phase)
        cairo_stroke(context)
        cairo_set_dash(context, nil, 0, 0)
    }

    /// A level line whose edges lie on pixels, so that it is crisp.
    func horizontalLine(from left: Double, to right: Double, y: Double, width: Double, _ color: Color) {
        let thickness = crisp(width)
        let top = aligned(y - thickness / 2)
        fill(Rect(x: aligned(left), y: top, width: aligned(right) - aligned(left), height: thickness), color)
    }

    /// An upright line whose edges lie on pixels.
    func verticalLine(x: Double, from top: Double, to bottom: Double, width: Double, _ color: Color) {
        let thickness = crisp(width)
        let left = aligned(x - thickness / 2)
        fill(Rect(x: left, y: aligned(top), width: thickness, height: aligned(bottom) - aligned(top)), color)
    }

    /// A thin frame that lies just outside of a rectangle, so that it hides none of its pixels.
    func frame(_ rect: Rect, width: Double, _ color: Color) {
        let line = crisp(width)
        let (left, right) = (aligned(rect.left), aligned(rect.right))
        let (top, bottom) = (aligned(rect.top), aligned(rect.bottom))
        let across = right - left + 2 * line
        fill(Rect(x: left - line, y: top - line, width: across, height: line), color)
        fill(Rect(x: left - line, y: bottom, width: across, height: line), color)
        fill(Rect(x: left - line, y: top, width: line, height: bottom - top), color)
        fill(Rect(x: right, y: top, width: line, height: bottom - top), color)
    }

    func circle(at center: Point, radius: Double, fill color: Color?, outline: Color?, width: Double = 1) {
        cairo_new_path(context)
        cairo_arc(context, center.x, center.y, radius, 0, 2 * Double.pi)
        paint(fill: color, outline: outline, width: width)
    }

    /// Draws inside of a rectangle only.
    func clipped(to rect: Rect, _ draw: () -> Void) {
        cairo_save(context)
        cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
        cairo_clip(context)
        draw()
        cairo_restore(context)
    }

    /// Marks areas without a value: light grey with slanted lines, which no colour map contains.
    func hatch(_ rects: [Rect]) {
        guard let first = rects.first else { return }
        var bounds = (first.left, first.top, first.right, first.bottom)
        cairo_save(context)
        cairo_new_path(context)
        for rect in rects {
            cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
            bounds = (
                min(bounds.0, rect.left), min(bounds.1, rect.top),
                max(bounds.2, rect.right), max(bounds.3, rect.bottom)
            )
        }
        cairo_clip_preserve(context)
        use(.missing)
        cairo_fill(context)
        use(.guide)
        cairo_set_line_width(context, 0.6)
        let (left, top, right, bottom) = bounds
        let slant = bottom - top
        var start = ((left - slant) / 4).rounded(.down) * 4
        while start < right {
            cairo_move_to(context, start, bottom)
            cairo_line_to(context, start + slant, top)
            start += 4
        }
        cairo_stroke(context)
        cairo_restore(context)
    }

    /// A width of at least one whole device pixel.
    func crisp(_ width: Double) -> Double {
        medium == .image ? max(1, (width * density).rounded()) / density : width
    }

    func use(_ color: Color, opacity: Double = 1) {
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, opacity)
    }

    private func trace(_ points: [Point]) {
        cairo_new_path(context)
        for point in points { cairo_line_to(context, point.x, point.y) }
    }

    private func paint(fill color: Color?, outline: Color?, width: Double) {
        if let color {
            use(color)
            if outline == nil { cairo_fill(context) } else { cairo_fill_preserve(context) }
        }
        if let outline {
            use(outline)
            cairo_set_line_width(context, width)
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
            cairo_stroke(context)
        }
    }
}

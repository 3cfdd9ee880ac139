import CCairo

extension Canvas {
    /// Draws a picture into a rectangle.
    ///
    /// Pixels stay crisp: a picture is magnified by repeating pixels and reduced by averaging areas, both on the
    /// device's own pixels. For print pixels are repeated too: viewers that smooth in spite of being told not to blur
    /// no more than a third of a point.
    func image(_ picture: PixelBuffer, in rect: Rect) {
        if medium == .image {
            let left = (rect.left * density).rounded()
            let top = (rect.top * density).rounded()
            let width = max(1, Int((rect.right * density).rounded() - left))
            let height = max(1, Int((rect.bottom * density).rounded() - top))
            cairo_save(context)
            cairo_identity_matrix(context)
            paint(picture.resampled(width: width, height: height), x: left, y: top)
            cairo_restore(context)
        } else {
            let fine = picture.resampled(
                width: picture.width * Canvas.repeats(rect.width / Double(picture.width)),
                height: picture.height * Canvas.repeats(rect.height / Double(picture.height)))
            cairo_save(context)
            cairo_translate(context, rect.x, rect.y)
            cairo_scale(context, rect.width / Double(fine.width), rect.height / Double(fine.height))
            paint(fine, x: 0, y: 0)
            cairo_restore(context)
        }
    }

    /// How often a pixel of some points is repeated in print: three times a point.
    private static func repeats(_ points: Double) -> Int { max(1, Int((3 * points).rounded(.up))) }

    private func paint(_ picture: PixelBuffer, x: Double, y: Double) {
        let stride = Int32(4 * picture.width)
        var pixels = picture.pixels
        pixels.withUnsafeMutableBytes { bytes in
            let data = bytes.bindMemory(to: UInt8.self).baseAddress
            let source = cairo_image_surface_create_for_data(
                data, CAIRO_FORMAT_RGB24, Int32(picture.width), Int32(picture.height), stride)
            cairo_set_source_surface(context, source, x, y)
            cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
            cairo_paint(context)
            // The surface must not outlive the buffer it points to; print surfaces copy it when it is drawn.
            cairo_set_source_rgb(context, 0, 0, 0)
            cairo_surface_finish(source)
            cairo_surface_destroy(source)
        }
    }
}

import CCairo

/// The moat around Cairo: a page of pixels, SVG or PDF on which lines, shapes, images and text are drawn.
///
/// Coordinates are points from the upper left corner. Everything that could follow the user's configuration
/// (font hinting, subpixel order, antialiasing) is set here, so that equal drawings give equal bytes.
final class Canvas {
    enum Medium: Sendable {
        case image, svg, pdf
    }

    let size: Size
    let medium: Medium
    /// Device pixels per point to which edges are aligned; a print medium has a fine grid of its own.
    let density: Double
    let context: OpaquePointer
    /// Shapes the texts of the page one after the other.
    let line: TextLine
    private let surface: OpaquePointer
    private let sink = ByteSink()
    private let pixelWidth: Int
    private let pixelHeight: Int
    private var title: String?
    private var description: String?
    /// Hears of letters that no font has.
    let missing: MissingLetters?

    /// Opens a white page.
    ///
    /// - Parameters:
    ///   - scale: pixels (of an image) or points of paper (of SVG and PDF) per point of the drawing.
    ///   - pixelSize: size of the page in pixels or points of paper.
    ///   - missing: hears of letters that no font has.
    init(
        medium: Medium, pixelSize: PixelSize, scale: Double, missing: MissingLetters? = nil
    ) throws(FigureError) {
        self.medium = medium
        self.missing = missing
        pixelWidth = pixelSize.width
        pixelHeight = pixelSize.height
        size = Size(width: Double(pixelWidth) / scale, height: Double(pixelHeight) / scale)
        density = medium == .image ? scale : scale * Canvas.printDensity
        let width = Double(pixelWidth)
        let height = Double(pixelHeight)
        let target = Unmanaged.passUnretained(sink).toOpaque()
        let opened: OpaquePointer? =
            switch medium {
            case .image: cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(pixelWidth), Int32(pixelHeight))
            case .svg: cairo_svg_surface_create_for_stream(ByteSink.write, target, width, height)
            case .pdf: cairo_pdf_surface_create_for_stream(ByteSink.write, target, width, height)
            }
        guard let opened, let drawing = cairo_create(opened) else {
            throw FigureError("cairo gave no surface of \(pixelWidth)x\(pixelHeight)")
        }
        guard let line = TextLine(for: drawing) else {
            cairo_destroy(drawing)
            cairo_surface_destroy(opened)
            throw FigureError("pango gave no layout for text")
        }
        surface = opened
        context = drawing
        self.line = line
        cairo_scale(drawing, scale, scale)
        fill(Rect(x: 0, y: 0, width: size.width, height: size.height), .white)
        try check()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Points of paper are cut into this many steps when edges are aligned.
    static let printDensity = 4.0

    /// The nearest coordinate that lies on an edge between device pixels.
    func aligned(_ coordinate: Double) -> Double {
        (coordinate * density).rounded() / density
    }

    /// Writes title and origin into a document, and a fixed time in place of the clock's.
    func describe(title: String?, description: String?, created: String) {
        self.title = title
        self.description = description
        guard medium == .pdf else { return }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "canns")
        if let title {
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, Canvas.printable(title))
        }
        if let description {
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, description.replacing("\0", with: " "))
        }
    }

    /// Ends an image and returns its pixels.
    func finishedImage() throws(FigureError) -> FigureImage {
        precondition(medium == .image, "only an image has pixels")
        try check()
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else {
            throw FigureError("cairo gave no pixels")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let (width, height) = (pixelWidth, pixelHeight)
        let pixels = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
            var next = 0
            for y in 0..<height {
                let row = UnsafeRawPointer(data + y * stride)
                for x in 0..<width {
                    let pixel = row.load(fromByteOffset: 4 * x, as: UInt32.self)
                    buffer[next] = UInt8(truncatingIfNeeded: pixel >> 16)
                    buffer[next + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                    buffer[next + 2] = UInt8(truncatingIfNeeded: pixel)
                    next += 3
                }
            }
            count = next
        }
        return FigureImage(width: width, height: height, pixels: pixels)
    }

    /// Ends an SVG or PDF document and returns its bytes.
    func finishedDocument() throws(FigureError) -> [UInt8] {
        precondition(medium != .image, "an image has pixels, not a document")
        cairo_show_page(context)
        try check()
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else { throw Canvas.failure(status) }
        guard medium == .svg else { return sink.bytes }
        return SVGFinish.finished(sink.bytes, title: title, description: description)
    }

    private func check() throws(FigureError) {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else { throw Canvas.failure(status) }
    }

    private static func failure(_ status: cairo_status_t) -> FigureError {
        let reason = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown"
        return FigureError("cairo could not draw the figure: \(reason)")
    }
}

/// Gathers what Cairo writes.
private final class ByteSink {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { target, data, length in
        guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(target).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}

import CPNG

extension PNG {
    /// How much work goes into making the file small.
    package enum Effort: Sendable {
        /// No filters, light compression: best for few flat colours, and when somebody waits.
        case fast
        /// libpng's adaptive filters and default compression: best for photographs.
        case small
    }

    /// Encodes an image; equal arguments give equal bytes.
    ///
    /// - Parameters:
    ///   - pixels: grey, RGB and RGBA are written with eight bits a sample, black and white with one.
    ///   - text: metadata, written before the image in the given order: as tEXt where Latin-1 has the characters,
    ///     else as iTXt (UTF-8). Keywords are `Title`, `Author`, `Description`, `Software`, `Source` or your own.
    /// - Throws: `PNGError` when a keyword or a text is not allowed in a PNG, or libpng refuses the image.
    package static func encode(
        _ pixels: PNGPixels, text: [(keyword: String, value: String)] = [], effort: Effort = .small
    ) throws(PNGError) -> [UInt8] {
        var chunks: [UInt8] = []
        for (keyword, value) in text { chunks += try PNGText.chunk(keyword: keyword, value: value) }
        var file =
            pixels.kind == .blackAndWhite
            ? try encodeBlackAndWhite(pixels) : try encodeEightBit(pixels, effort: effort)
        // Signature and IHDR, which has to come first, are 33 bytes.
        file.insert(contentsOf: chunks, at: 33)
        return file
    }

    /// Encodes a decoded image with its alpha.
    package static func encode(
        _ image: RGBAImage, text: [(keyword: String, value: String)] = [], effort: Effort = .small
    ) throws(PNGError) -> [UInt8] {
        try encode(PNGPixels(image), text: text, effort: effort)
    }

    private static func encodeEightBit(_ pixels: PNGPixels, effort: Effort) throws(PNGError) -> [UInt8] {
        guard pixels.width <= Int(UInt32.max) / 8, pixels.height <= Int(Int32.max) else {
            throw PNGError("cannot be written as PNG: \(pixels.width)×\(pixels.height) pixels are too many")
        }
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(pixels.width)
        image.height = png_uint_32(pixels.height)
        image.flags = effort == .fast ? canns_png_flag_fast() : 0
        switch pixels.kind {
        case .blackAndWhite, .gray: image.format = canns_png_format_gray()
        case .rgb: image.format = canns_png_format_rgb()
        case .rgba: image.format = canns_png_format_rgba()
        }
        defer { png_image_free(&image) }
        let bound = canns_png_size_bound(&image)
        var succeeded = false
        let file = [UInt8](unsafeUninitializedCapacity: bound) { buffer, initialized in
            var count = png_alloc_size_t(bound)
            succeeded =
                png_image_write_to_memory(&image, buffer.baseAddress, &count, 0, pixels.bytes, 0, nil) != 0
            initialized = succeeded ? Int(count) : 0
        }
        guard succeeded else { throw PNGError("cannot be written as PNG: \(message(of: image))") }
        return file
    }
}

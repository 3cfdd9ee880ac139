// Decoding by libpng's simplified interface, which reports errors by value and never jumps over Swift frames.

import CPNG

/// Reads and writes PNG files held in memory.
package enum PNG {
    /// Decodes any PNG: 1, 2, 4, 8 or 16 bits; grey, RGB or palette; alpha or tRNS; interlaced or not.
    ///
    /// Samples are taken as they are stored; those of less than eight bits are spread over 0 … 255. Colour space chunks
    /// (gAMA, cHRM, sRGB, iCCP) are not applied, as in most image libraries: a stored 128 stays 128. Of an animated PNG
    /// the default image is read.
    ///
    /// Every checksum is verified, and the size is held against `maximumPixels` and against what the compressed
    /// data can hold at all before memory is taken.
    ///
    /// - Parameter maximumPixels: the largest accepted width · height; a pixel takes four bytes, with 16 bits eight.
    /// - Throws: `PNGError` when the bytes are no PNG, truncated, damaged or too large.
    package static func decode(_ bytes: [UInt8], maximumPixels: Int = 1 << 28) throws(PNGError) -> RGBAImage {
        let header = try PNGHeader.read(bytes)
        guard header.pixelCount <= maximumPixels else {
            throw PNGError(
                "is too large: \(header.width)×\(header.height) pixels, at most \(maximumPixels) are accepted"
            )
        }
        let chunks = try PNGChunk.all(bytes)
        try checkCapacity(header, chunks)
        let palette = ShortPalette(bytes, chunks, header)
        let essential = try essentialBytes(bytes, chunks, palette)
        let samples = try decodeEssential(essential, header)
        try palette?.check(samples)
        return RGBAImage(
            width: header.width, height: header.height, samples: samples,
            orientation: chunks.first { $0.type == "eXIf" }.map { Orientation(exif: bytes[$0.data]) } ?? .upright)
    }

    /// Deflate expands at most 1032 times, so a small file that declares a huge image is a lie.
    private static func checkCapacity(_ header: PNGHeader, _ chunks: [PNGChunk]) throws(PNGError) {
        let compressed = chunks.lazy.filter { $0.type == "IDAT" }.reduce(0) { $0 + $1.data.count }
        let raw = header.pixelCount * header.colorType.channels * header.bitDepth / 8
        guard raw / 1032 <= compressed else {
            let size = "\(header.width)×\(header.height)"
            throw PNGError("is truncated: \(compressed) bytes of image data cannot hold \(size) pixels")
        }
    }

    /// The file with only the chunks that make the image. Text and colour profiles may be compressed bombs, and
    /// libpng would unpack them.
    ///
    /// - Parameter palette: takes the place of PLTE and tRNS.
    private static func essentialBytes(
        _ bytes: [UInt8], _ chunks: [PNGChunk], _ palette: ShortPalette?
    ) throws(PNGError) -> [UInt8] {
        var essential = PNGChunk.signature
        essential.reserveCapacity(bytes.count)
        for chunk in chunks {
            switch chunk.type {
            case "PLTE" where palette != nil: essential += palette?.chunks ?? []
            case "tRNS" where palette != nil: break
            case "IHDR", "PLTE", "tRNS", "IDAT", "IEND": essential += bytes[chunk.extent]
            default:
                if chunk.isCritical {
                    throw PNGError(
                        "cannot be decoded: it needs chunk \(chunk.type), which no standard describes")
                }
            }
        }
        return essential
    }

    private static func decodeEssential(_ bytes: [UInt8], _ header: PNGHeader) throws(PNGError) -> RGBAImage.Samples {
        guard header.bitDepth == 16 else {
            return .eightBit(try read(bytes, format: canns_png_format_rgba(), of: UInt8.self, header))
        }
        // What libpng calls linear are the stored samples, since no chunk says another gamma any more. It has 16 bits only
        // premultiplied, and reduces interlaced images of 16 bits to 8 wrongly (its issue 853, to 1.6.58 at least).
        return .sixteenBit(try read(bytes, format: canns_png_format_linear_rgba(), of: UInt16.self, header))
    }

    /// - Parameter sample: what libpng stores for the format, four a pixel.
    private static func read<Sample>(
        _ bytes: [UInt8], format: png_uint_32, of sample: Sample.Type, _ header: PNGHeader
    ) throws(PNGError) -> [Sample] {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        let count = 4 * header.pixelCount
        let samples = bytes.withUnsafeBytes { file -> [Sample]? in
            guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
                return nil
            }
            image.format = format
            var succeeded = false
            let samples = [Sample](unsafeUninitializedCapacity: count) { buffer, initialized in
                // The row stride counts samples; libpng has refused widths beyond 10^6 by now.
                let stride = png_int_32(4 * header.width)
                succeeded = png_image_finish_read(&image, nil, buffer.baseAddress, stride, nil) != 0
                initialized = succeeded ? count : 0
            }
            return succeeded ? samples : nil
        }
        guard let samples else { throw PNGError("cannot be decoded: \(message(of: image))") }
        return samples
    }

    /// The sentence that libpng left behind.
    static func message(of image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

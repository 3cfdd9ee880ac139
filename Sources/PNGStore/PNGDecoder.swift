// Decoding by libpng's simplified interface, which reports errors by value and never jumps over Swift frames.

import CPNG

/// Reads and writes PNG files held in memory.
public enum PNG {
    /// Decodes any PNG: 1, 2, 4, 8 or 16 bits; grey, RGB or palette; alpha or tRNS; interlaced or not.
    ///
    /// Samples are taken as they are stored; 16 bits are rounded to 8, fewer are spread over 0 … 255. Colour space
    /// chunks (gAMA, cHRM, sRGB, iCCP) are not applied, as in most image libraries: a stored 128 stays 128. Of an
    /// animated PNG the default image is read.
    ///
    /// Every checksum is verified, and the size is held against `maximumPixels` and against what the compressed
    /// data can hold at all before memory is taken.
    ///
    /// - Parameter maximumPixels: the largest accepted width · height; a pixel takes four bytes.
    /// - Throws: `PNGError` when the bytes are no PNG, truncated, damaged or too large.
    public static func decode(_ bytes: [UInt8], maximumPixels: Int = 1 << 28) throws(PNGError) -> RGBAImage {
        let header = try PNGHeader.read(bytes)
        guard header.pixelCount <= maximumPixels else {
            throw PNGError(
                "is too large: \(header.width)×\(header.height) pixels, at most \(maximumPixels) are accepted"
            )
        }
        let chunks = try PNGChunk.all(bytes)
        try checkCapacity(header, chunks)
        let essential = try essentialBytes(bytes, chunks)
        let pixels = try decodeEssential(essential, header)
        return RGBAImage(width: header.width, height: header.height, pixels: pixels)
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
    private static func essentialBytes(_ bytes: [UInt8], _ chunks: [PNGChunk]) throws(PNGError) -> [UInt8] {
        var essential = PNGChunk.signature
        essential.reserveCapacity(bytes.count)
        for chunk in chunks {
            switch chunk.type {
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

    private static func decodeEssential(_ bytes: [UInt8], _ header: PNGHeader) throws(PNGError) -> [UInt8] {
        if header.interlaced && header.bitDepth == 16 {
            let samples = try read(
                bytes, format: canns_png_format_linear_rgba(), flags: 0, of: UInt16.self, header)
            return straightEightBit(samples)
        }
        // Without the flag, 16-bit samples would be taken as linear light and be bent into sRGB.
        return try read(
            bytes, format: canns_png_format_rgba(), flags: canns_png_flag_16_bit_srgb(), of: UInt8.self,
            header)
    }

    /// - Parameter sample: what libpng stores for the format, four a pixel.
    private static func read<Sample>(
        _ bytes: [UInt8], format: png_uint_32, flags: png_uint_32, of sample: Sample.Type, _ header: PNGHeader
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
            image.flags |= flags
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

    /// Divides 16-bit premultiplied samples by their alpha and rounds them to eight bits.
    ///
    /// libpng mixes up the passes of interlaced images while it reduces 16 bits to 8 (its issue 853, present to
    /// 1.6.58 at least), so these are read with 16 bits, which its interface offers only premultiplied. The colour
    /// of a pixel is right within one level from alpha 1/255 on, and 0 where the pixel is fully transparent.
    private static func straightEightBit(_ samples: [UInt16]) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: samples.count)
        for start in stride(from: 0, to: samples.count, by: 4) where samples[start + 3] > 0 {
            let alpha = Int(samples[start + 3])
            for channel in start..<start + 3 {
                // Rounded quotient of premultiplied · 255 and alpha.
                pixels[channel] = UInt8(min(255, (Int(samples[channel]) * 510 + alpha) / (2 * alpha)))
            }
            pixels[start + 3] = UInt8((alpha * 510 + 65535) / (2 * 65535))
        }
        return pixels
    }

    /// The sentence that libpng left behind.
    static func message(of image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

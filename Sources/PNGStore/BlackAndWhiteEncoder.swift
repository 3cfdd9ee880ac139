// One bit a pixel. libpng's simplified interface writes eight, so the four chunks are put together here:
// each row is a filter byte (0, none) and its pixels, the leftmost in the highest bit, 1 for white.

import CPNG

extension PNG {
    static func encodeBlackAndWhite(_ pixels: PNGPixels) throws(PNGError) -> [UInt8] {
        guard pixels.width <= Int(Int32.max), pixels.height <= Int(Int32.max) else {
            throw PNGError("cannot be written as PNG: \(pixels.width)×\(pixels.height) pixels are too many")
        }
        let size = bigEndianBytes(UInt32(pixels.width)) + bigEndianBytes(UInt32(pixels.height))
        var file = PNGChunk.signature
        // Bit depth 1, colour type 0 (grey), then the only compression and filter method, no interlacing.
        file += PNGChunk.write("IHDR", size + [1, 0, 0, 0, 0])
        file += PNGChunk.write("IDAT", try deflate(packedRows(pixels)))
        file += PNGChunk.write("IEND", [])
        return file
    }

    private static func packedRows(_ pixels: PNGPixels) -> [UInt8] {
        let stride = 1 + (pixels.width + 7) / 8
        var rows = [UInt8](repeating: 0, count: stride * pixels.height)
        for row in 0..<pixels.height {
            for column in 0..<pixels.width where pixels.bytes[row * pixels.width + column] != 0 {
                rows[row * stride + 1 + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        return rows
    }

    private static func deflate(_ bytes: [UInt8]) throws(PNGError) -> [UInt8] {
        let bound = compressBound(uLong(bytes.count))
        var status = Z_OK
        let compressed = [UInt8](unsafeUninitializedCapacity: Int(bound)) { buffer, initialized in
            var count = bound
            status = compress2(
                buffer.baseAddress, &count, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
            initialized = status == Z_OK ? Int(count) : 0
        }
        guard status == Z_OK else { throw PNGError("cannot be written as PNG: zlib reports error \(status)") }
        return compressed
    }
}

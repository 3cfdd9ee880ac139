/// A PNG put together byte by byte, by other means than the code under test: stored (uncompressed) deflate blocks,
/// bitwise checksums, its own Adam7.
struct HandMadePNG: Sendable {
    var width: Int
    var height: Int
    var bitDepth: Int
    var colorType: Int
    var interlaced = false
    var palette: [UInt8] = []
    var transparency: [UInt8]?
    /// Chunks between IHDR and IDAT.
    var extra: [(type: String, data: [UInt8])] = []
    /// The stored sample at column, row, channel.
    var sample: @Sendable (Int, Int, Int) -> Int

    var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType] ?? 0 }

    var bytes: [UInt8] {
        var file: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]
        let header = big(width) + big(height) + [UInt8(bitDepth), UInt8(colorType), 0, 0, interlaced ? 1 : 0]
        file += Self.chunk("IHDR", header)
        for chunk in extra { file += Self.chunk(chunk.type, chunk.data) }
        if !palette.isEmpty { file += Self.chunk("PLTE", palette) }
        if let transparency { file += Self.chunk("tRNS", transparency) }
        file += Self.chunk("IDAT", Self.zlibStored(scanlines))
        file += Self.chunk("IEND", [])
        return file
    }

    private var scanlines: [UInt8] {
        // Start column, start row, column step, row step of each pass.
        let adam7 = [
            (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
        ]
        var lines: [UInt8] = []
        for (x, y, stepX, stepY) in interlaced ? adam7 : [(0, 0, 1, 1)] where x < width {
            for row in stride(from: y, to: height, by: stepY) {
                lines.append(0)
                lines += line(row, columns: stride(from: x, to: width, by: stepX))
            }
        }
        return lines
    }

    private func line(_ row: Int, columns: StrideTo<Int>) -> [UInt8] {
        var bits: [UInt8] = []
        for column in columns {
            for channel in 0..<channels {
                let value = sample(column, row, channel)
                for bit in (0..<bitDepth).reversed() { bits.append(UInt8(value >> bit & 1)) }
            }
        }
        while bits.count % 8 != 0 { bits.append(0) }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
        }
    }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return big(data.count) + body + big(Int(crc(body)))
    }

    static func zlibStored(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count < 65536, "one stored block")
        let length = UInt16(bytes.count)
        var stream: [UInt8] = [0x78, 0x01, 0x01]
        for half in [length, ~length] { stream += [UInt8(half & 255), UInt8(half >> 8)] }
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        return stream + bytes + big(b << 16 | a)
    }

    static func crc(_ bytes: [UInt8]) -> UInt32 {
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~remainder
    }
}

private func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

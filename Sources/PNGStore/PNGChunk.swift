import CPNG

/// Where one chunk lies in the bytes of a file: length, four letters, data, checksum.
struct PNGChunk {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Four ASCII letters, as `IDAT`.
    let type: String
    /// The whole chunk, from its length to its checksum.
    let extent: Range<Int>
    let data: Range<Int>

    /// A capital first letter says that the image cannot be understood without this chunk.
    var isCritical: Bool { type.first?.isUppercase ?? false }

    /// Finds the chunk that starts at an offset; its checksum is not looked at.
    static func read(_ bytes: [UInt8], at offset: Int) throws(PNGError) -> PNGChunk {
        guard bytes.count - offset >= 12 else {
            throw PNGError("is truncated: it ends after \(bytes.count) bytes, before its last chunk (IEND)")
        }
        let length = Int(bigEndian32(bytes[...], at: offset))
        let letters = bytes[offset + 4..<offset + 8]
        guard letters.allSatisfy({ (65...90).contains($0) || (97...122).contains($0) }),
            length <= Int(Int32.max)
        else {
            throw PNGError("is damaged: no chunk starts at byte \(offset)")
        }
        let type = String(decoding: letters, as: UTF8.self)
        guard length <= bytes.count - offset - 12 else {
            let missing = length - (bytes.count - offset - 12)
            throw PNGError("is truncated: \(missing) bytes are missing at the end of chunk \(type)")
        }
        return PNGChunk(
            type: type, extent: offset..<offset + 12 + length, data: offset + 8..<offset + 8 + length)
    }

    /// All chunks up to and with IEND, each with a right checksum. Bytes after IEND are ignored.
    static func all(_ bytes: [UInt8]) throws(PNGError) -> [PNGChunk] {
        var chunks: [PNGChunk] = []
        var offset = signature.count
        while chunks.last?.type != "IEND" {
            let chunk = try read(bytes, at: offset)
            try chunk.checkCRC(bytes)
            chunks.append(chunk)
            offset = chunk.extent.upperBound
        }
        return chunks
    }

    /// Where a file among the bytes ends: after its IEND, or with the bytes where that is missing.
    static func end(ofFileAt start: Int, in bytes: [UInt8]) -> Int {
        var offset = start + signature.count
        while let chunk = try? read(bytes, at: offset) {
            offset = chunk.extent.upperBound
            if chunk.type == "IEND" { return offset }
        }
        return bytes.count
    }

    func checkCRC(_ bytes: [UInt8]) throws(PNGError) {
        let stored = bigEndian32(bytes[...], at: data.upperBound)
        guard stored == cyclicRedundancyCheck(bytes, extent.lowerBound + 4..<data.upperBound) else {
            throw PNGError("is damaged: the checksum of chunk \(type) at byte \(extent.lowerBound) is wrong")
        }
    }

    /// The bytes of a new chunk.
    static func write(_ type: String, _ data: [UInt8]) -> [UInt8] {
        var bytes = bigEndianBytes(UInt32(data.count)) + Array(type.utf8) + data
        bytes += bigEndianBytes(cyclicRedundancyCheck(bytes, 4..<bytes.count))
        return bytes
    }
}

func bigEndian32(_ bytes: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
}

func bigEndianBytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
}

extension PNG {
    /// The files of a stream, one after the other as `ffmpeg -f image2pipe` writes them. What follows the last is no PNG and
    /// is ignored.
    package static func files(_ bytes: [UInt8]) -> [[UInt8]] {
        var end = PNGChunk.end(ofFileAt: 0, in: bytes)
        guard bytes[end...].starts(with: PNGChunk.signature) else { return [bytes] }
        var files = [Array(bytes[..<end])]
        while bytes[end...].starts(with: PNGChunk.signature) {
            let next = PNGChunk.end(ofFileAt: end, in: bytes)
            files.append(Array(bytes[end..<next]))
            end = next
        }
        return files
    }
}

private func cyclicRedundancyCheck(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
        let part = UnsafeBufferPointer(rebasing: buffer[range])
        return UInt32(truncatingIfNeeded: crc32_z(0, part.baseAddress, part.count))
    }
}

// Where an HDF5 file keeps checksums of its own structure, found by trying: a block begins with a known signature and
// ends where Jenkins' lookup3 of what lies between stands in the next four bytes.
//
// Source: HDF5 File Format Specification 3.0; Jenkins, lookup3.c, hashlittle (2006).

struct ChecksumBlock {
    let range: Range<Int>

    private static let signatures = [
        "\u{89}HDF", "OHDR", "OCHK", "BTHD", "BTIN", "BTLF", "FRHP", "FHDB", "FHIB", "FSHD", "FSSE", "EAHD", "EAIB",
        "EASB", "EADB", "FAHD", "FADB", "SMTB", "SMLI",
    ].map { $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    /// Blocks of at most 16 KiB.
    static func find(in bytes: [UInt8]) -> [ChecksumBlock] {
        var blocks: [ChecksumBlock] = []
        for start in bytes.indices.dropLast(8)
        where signatures.contains(where: { $0 == Array(bytes[start..<start + 4]) }) {
            for end in start + 8..<min(bytes.count - 3, start + 16_384)
            where lookup3(bytes, start..<end) == little(bytes, at: end) {
                blocks.append(ChecksumBlock(range: start..<end))
                break
            }
        }
        return blocks
    }

    /// Makes the checksum right again.
    func mend(_ bytes: inout [UInt8]) {
        guard range.upperBound + 4 <= bytes.count else { return }
        let sum = Self.lookup3(bytes, range)
        for byte in 0..<4 { bytes[range.upperBound + byte] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * byte)) }
    }

    private static func little(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }

    static func lookup3(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        func rotated(_ value: UInt32, _ by: UInt32) -> UInt32 { value << by | value >> (32 - by) }
        var a = 0xDEAD_BEEF &+ UInt32(range.count)
        var (b, c) = (a, a)
        func word(_ at: Int) -> UInt32 {
            var value: UInt32 = 0
            for byte in 0..<4 where at + byte < range.upperBound {
                value |= UInt32(bytes[at + byte]) << UInt32(8 * byte)
            }
            return value
        }
        var at = range.lowerBound
        while range.upperBound - at > 12 {
            (a, b, c) = (a &+ word(at), b &+ word(at + 4), c &+ word(at + 8))
            a = (a &- c) ^ rotated(c, 4)
            c = c &+ b
            b = (b &- a) ^ rotated(a, 6)
            a = a &+ c
            c = (c &- b) ^ rotated(b, 8)
            b = b &+ a
            a = (a &- c) ^ rotated(c, 16)
            c = c &+ b
            b = (b &- a) ^ rotated(a, 19)
            a = a &+ c
            c = (c &- b) ^ rotated(b, 4)
            b = b &+ a
            at += 12
        }
        guard at < range.upperBound else { return c }
        (a, b, c) = (a &+ word(at), b &+ word(at + 4), c &+ word(at + 8))
        c = (c ^ b) &- rotated(b, 14)
        a = (a ^ c) &- rotated(c, 11)
        b = (b ^ a) &- rotated(a, 25)
        c = (c ^ b) &- rotated(b, 16)
        a = (a ^ c) &- rotated(c, 4)
        b = (b ^ a) &- rotated(a, 14)
        return (c ^ b) &- rotated(b, 24)
    }
}

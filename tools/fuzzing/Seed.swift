/// A valid file and how to spoil it.
struct Seed {
    let name: String
    let bytes: [UInt8]
    let blocks: [ChecksumBlock]
    let origin: Origin

    enum Origin {
        /// Written by canns: its numbers have checksums, so bytes that changed must never change a number.
        case ours
        /// HDF5 by others.
        case foreign
        /// Of a format that canns-import reads.
        case imported
    }

    init(name: String, bytes: [UInt8], origin: Origin) {
        self.name = name
        self.bytes = bytes
        self.origin = origin
        blocks = ChecksumBlock.find(in: bytes)
    }

    /// What was done to a seed.
    struct Mutant {
        var bytes: [UInt8]
        /// Checksums were mended: other numbers than in the seed are what the file says.
        var isMended: Bool
    }

    func mutant(_ random: inout FuzzRandom) -> Mutant {
        var bytes = bytes
        let mends = !blocks.isEmpty && random.below(4) != 0
        for _ in 0...random.below(3) {
            let block = mends && random.below(8) != 0 ? random.pick(blocks).range : bytes.startIndex..<bytes.count
            spoil(&bytes, block, &random)
        }
        if mends { for block in blocks { block.mend(&bytes) } }
        if random.below(16) == 0 { changeLength(&bytes, &random) }
        return Mutant(bytes: bytes, isMended: mends)
    }

    private func spoil(_ bytes: inout [UInt8], _ range: Range<Int>, _ random: inout FuzzRandom) {
        let at = range.lowerBound + random.below(range.count)
        let room = range.upperBound - at
        switch random.below(8) {
        case 0, 1: bytes[at] ^= 1 << UInt8(random.below(8))
        case 2: bytes[at] = UInt8(random.below(256))
        case 3: bytes[at] = bytes[at] &+ (random.below(2) == 0 ? 1 : 255)
        case 4, 5: store(random.pick(Self.values), in: &bytes, at: at, width: min(room, 1 << random.below(4)))
        case 6:
            let from = random.below(self.bytes.count)
            let count = min(1 + random.below(32), room, self.bytes.count - from)
            bytes.replaceSubrange(at..<at + count, with: self.bytes[from..<from + count])
        default:
            for index in at..<at + min(room, 1 + random.below(64)) { bytes[index] = random.below(2) == 0 ? 0 : 255 }
        }
    }

    /// Numbers that readers trip over.
    private static let values: [UInt64] = [
        0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 33, 63, 64, 127, 128, 255, 256, 4095, 32767, 65535, 65536, 1 << 24, 1 << 31,
        (1 << 31) - 1, (1 << 32) - 1, 1 << 32, 1 << 40, 1 << 62, (1 << 63) - 1, 1 << 63, .max, .max - 1, .max - 7,
    ]

    private func store(_ value: UInt64, in bytes: inout [UInt8], at: Int, width: Int) {
        for byte in 0..<width { bytes[at + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
    }

    private func changeLength(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        switch random.below(3) {
        case 0: bytes.removeLast(random.below(bytes.count))
        case 1: bytes += [UInt8](repeating: 0, count: random.below(4096))
        default:
            let from = random.below(bytes.count)
            bytes.removeSubrange(from..<min(bytes.count, from + 1 + random.below(64)))
        }
    }
}

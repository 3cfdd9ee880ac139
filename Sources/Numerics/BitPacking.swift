// Between one value a byte and one value a bit, eight bytes at a time within a 64-bit word.

private let everyByte: UInt64 = 0x0101_0101_0101_0101
private let topBits: UInt64 = 0x8080_8080_8080_8080

/// The top bit of each byte, gathered: bit i of the result is bit 7 of byte i.
@inline(__always)
private func gather(_ bytes: UInt64) -> UInt64 {
    ((bytes & topBits) >> 7 &* 0x0102_0408_1020_4080) >> 56
}

/// The opposite: byte i is 1 where bit i is set, else 0.
@inline(__always)
private func spread(_ bits: UInt64) -> UInt64 {
    let chosen = ((bits & 0xff) &* everyByte) & 0x8040_2010_0804_0201
    return ((chosen &+ ~topBits) >> 7) & everyByte
}

extension BitKernels {
    /// Sets bit i of `positive` where value i is above 0 and of `negative` where it is below; the rest of the last
    /// word is 0.
    @usableFromInline package static func pack(
        _ values: UnsafePointer<Int8>, count: Int, positive: UnsafeMutablePointer<UInt64>,
        negative: UnsafeMutablePointer<UInt64>? = nil
    ) {
        for word in 0..<(count + 63) / 64 {
            var (up, down): (UInt64, UInt64) = (0, 0)
            for part in 0..<8 {
                let first = word * 64 + part * 8
                guard first < count else { break }
                let bytes = load(values + first, count: min(8, count - first))
                // Bit 7 of ((x & 127) + 127) tells whether the lower bits hold anything.
                up |= gather(((bytes & ~topBits) &+ ~topBits) & ~bytes) << UInt64(part * 8)
                down |= gather(bytes) << UInt64(part * 8)
            }
            positive[word] = up
            negative?[word] = down
        }
    }

    /// values[i] = 1 where bit i of `positive` is set, -1 where that of `negative` is, else 0.
    @usableFromInline package static func unpack(
        positive: UnsafePointer<UInt64>, negative: UnsafePointer<UInt64>, count: Int,
        into values: UnsafeMutablePointer<Int8>
    ) {
        for first in stride(from: 0, to: count, by: 8) {
            let shift = UInt64(first % 64)
            let up = spread(positive[first / 64] >> shift)
            let down = spread(negative[first / 64] >> shift)
            let bytes = (up | (down &* 0xff)).littleEndian
            if first + 8 <= count {
                UnsafeMutableRawPointer(values + first).storeBytes(of: bytes, as: UInt64.self)
            } else {
                for index in first..<count {
                    values[index] = Int8(truncatingIfNeeded: bytes >> UInt64((index - first) * 8))
                }
            }
        }
    }

    @inline(__always)
    private static func load(_ values: UnsafePointer<Int8>, count: Int) -> UInt64 {
        if count == 8 { return UInt64(littleEndian: UnsafeRawPointer(values).loadUnaligned(as: UInt64.self)) }
        var bytes: UInt64 = 0
        for index in 0..<count { bytes |= UInt64(UInt8(bitPattern: values[index])) << UInt64(index * 8) }
        return bytes
    }
}

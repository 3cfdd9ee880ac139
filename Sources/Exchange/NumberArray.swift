import PNGStore

/// How numbers are stored.
enum NumberType: Sendable, Equatable {
    case unsigned(bytes: Int)
    case signed(bytes: Int)
    case float(bytes: Int)

    var size: Int {
        switch self {
        case .unsigned(let bytes), .signed(let bytes), .float(let bytes): bytes
        }
    }
}

/// An array of numbers in the bytes of a file; its first axis counts items.
struct NumberArray: Sendable {
    let type: NumberType
    let isBigEndian: Bool
    let axes: [Int]
    let bytes: [UInt8]
    /// Where the numbers begin.
    let start: Int

    /// - Throws: `ExchangeError` where the axes are empty, or more or fewer bytes stand there than they say.
    init(type: NumberType, isBigEndian: Bool, axes: [Int], bytes: [UInt8], start: Int) throws(ExchangeError) {
        (self.type, self.isBigEndian, self.axes, self.bytes, self.start) = (type, isBigEndian, axes, bytes, start)
        let shape = axes.map(String.init).joined(separator: "×")
        guard let items = axes.first, items > 0, axes.allSatisfy({ $0 > 0 }) else {
            throw ExchangeError("is empty: its shape is \(shape.isEmpty ? "that of one number" : shape)")
        }
        var expected = type.size
        for axis in axes {
            let (product, overflows) = expected.multipliedReportingOverflow(by: axis)
            guard !overflows else { throw ExchangeError("is damaged: its shape \(shape) is impossible") }
            expected = product
        }
        let found = bytes.count - start
        guard found >= expected else {
            throw ExchangeError(
                "is truncated: \(expected - found) of the \(expected) bytes of its \(shape) numbers are missing")
        }
        guard found == expected else {
            throw ExchangeError("is damaged: \(found - expected) bytes follow its \(shape) numbers")
        }
    }

    /// Pictures where the numbers are unsigned with rows and columns, and colours of 1 or 3; else values.
    func contents() throws(ExchangeError) -> FileContents {
        switch (type, axes.count) {
        case (.unsigned(bytes: 1), 3), (.unsigned(bytes: 2), 3): return .pictures(pictures(channels: 1))
        case (.unsigned(bytes: 1), 4), (.unsigned(bytes: 2), 4):
            if axes[3] == 1 || axes[3] == 3 { return .pictures(pictures(channels: axes[3])) }
        default: break
        }
        return .values(ValueTable(sides: Array(axes.dropFirst()), values: floats()))
    }

    private func pictures(channels: Int) -> PictureSeries {
        let (height, width) = (axes[1], axes[2])
        let samples = height * width * channels
        return PictureSeries(count: axes[0], arrayDepth: 8 * type.size) { index in
            let first = start + index * samples * type.size
            if type.size == 1 {
                return RGBAImage(
                    width: width, height: height, channels: channels, samples: bytes[first..<first + samples])
            }
            let words = (0..<samples).map { UInt16(truncatingIfNeeded: pattern(at: first + 2 * $0)) }
            return RGBAImage(width: width, height: height, channels: channels, samples: words[...])
        }
    }

    /// All numbers, rounded to Float where they are finer.
    private func floats() -> [Float] {
        (0..<axes.reduce(1, *)).map { index in
            let bits = pattern(at: start + index * type.size)
            switch type {
            case .unsigned: return Float(bits)
            case .signed: return Float(signed(bits))
            case .float(bytes: 2): return Self.half(bits)
            case .float(bytes: 4): return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            case .float: return Float(Double(bitPattern: bits))
            }
        }
    }

    /// All numbers, rounded to Double where they are finer.
    func doubles() -> [Double] {
        (0..<axes.reduce(1, *)).map { index in
            let bits = pattern(at: start + index * type.size)
            switch type {
            case .unsigned: return Double(bits)
            case .signed: return Double(signed(bits))
            case .float(bytes: 2): return Double(Self.half(bits))
            case .float(bytes: 4): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
            case .float: return Double(bitPattern: bits)
            }
        }
    }

    /// The number in two's complement that bits of the type mean.
    private func signed(_ bits: UInt64) -> Int64 {
        let shift = UInt64(64 - 8 * type.size)
        return Int64(bitPattern: bits << shift) >> Int64(shift)
    }

    /// A number of IEEE 754 with 5 bits of exponent and 10 of fraction; Float16 is not there on every machine.
    private static func half(_ bits: UInt64) -> Float {
        let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1023) / 1024)
        let size: Float =
            switch exponent {
            case 0: fraction * 0x1p-14
            case 31: fraction == 0 ? .infinity : .nan
            default: Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
            }
        return bits >> 15 & 1 == 1 ? -size : size
    }

    /// The bits of the number at an offset.
    private func pattern(at offset: Int) -> UInt64 {
        var bits: UInt64 = 0
        for index in 0..<type.size {
            let byte = bytes[offset + (isBigEndian ? index : type.size - 1 - index)]
            bits = bits << 8 | UInt64(byte)
        }
        return bits
    }
}

extension [UInt8] {
    /// A little-endian number of so many bytes, at most 4, that stand at an offset.
    func littleEndian(_ offset: Int, _ size: Int) -> Int {
        (0..<size).reduce(0) { $0 | Int(self[offset + $1]) << (8 * $1) }
    }
}

// IDX, the format of MNIST: 0 0, type, number of axes, the length of each (4 bytes), the numbers; all big-endian.
// Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits.

/// Arrays in the format of MNIST as bytes of a file.
package enum IDXWriter {
    /// - Throws: `FormatError` for types and lengths that the format does not have.
    package static func bytes(_ array: NumericArray) throws(FormatError) -> [UInt8] {
        let code: UInt8
        switch array.type {
        case .uint8: code = 0x08
        case .int8: code = 0x09
        case .int16: code = 0x0B
        case .int32: code = 0x0C
        case .float32: code = 0x0D
        case .float64: code = 0x0E
        default:
            throw FormatError(
                "holds \(array.type.rawValue), which IDX does not have, expected int8, uint8, int16, int32, float32 or float64"
            )
        }
        var result: [UInt8] = [0, 0, code, UInt8(array.axes.count)]
        for axis in array.axes {
            guard let length = UInt32(exactly: axis) else {
                throw FormatError("has an axis of \(axis), expected at most \(UInt32.max), the most of IDX")
            }
            for shift in [24, 16, 8, 0] { result.append(UInt8(length >> shift & 255)) }
        }
        return result + array.ordered(bigEndian: true)
    }
}

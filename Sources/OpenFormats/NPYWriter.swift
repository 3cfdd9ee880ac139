// NumPy's arrays: 93 "NUMPY", version 1.0, length of the header (2 bytes), a Python dictionary as text, the numbers. The
// header is filled with spaces so that the numbers begin at a multiple of 64 bytes, as numpy.save writes it.
// Source: NumPy Enhancement Proposal 1, R. Kern, 2007, and numpy/lib/format.py.

/// NumPy arrays as bytes of a file.
package enum NPYWriter {
    package static func bytes(_ array: NumericArray) -> [UInt8] {
        let axes = array.axes.map(String.init)
        let shape = axes.count == 1 ? "(\(axes[0]),)" : "(\(axes.joined(separator: ", ")))"
        var header = "{'descr': '\(description(array.type))', 'fortran_order': False, 'shape': \(shape), }"
        let length = (10 + header.utf8.count + 1 + 63) / 64 * 64 - 10
        header += String(repeating: " ", count: length - header.utf8.count - 1) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8)
            + array.ordered(bigEndian: false)
    }

    private static func description(_ type: NumericArray.ElementType) -> String {
        let kind =
            switch type {
            case .int8, .int16, .int32, .int64: "i"
            case .uint8, .uint16, .uint32, .uint64: "u"
            case .float32, .float64: "f"
            }
        return (type.size == 1 ? "|" : "<") + kind + "\(type.size)"
    }
}

// NumPy's arrays: 93 "NUMPY", version, length of the header, a Python dictionary as text, the numbers.
//
//     {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }
//
// descr: byte order (< little, > big, | of one byte), kind (b truth value, i, u, f), bytes.
// Source: NumPy Enhancement Proposal 1, R. Kern, 2007, and numpy/lib/format.py (versions 1.0, 2.0 and 3.0).

import PNGStore

/// NumPy arrays in a file. Unsigned bytes, or 16 bits, of three axes (item, row, column) are grey pictures, as are those
/// with a fourth of one or three colours; everything else is values, the first axis counting items.
package enum NPYReader: FileReader {
    package static let format = "NPY"
    static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

    package static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        try array(bytes).contents()
    }

    static func array(_ bytes: [UInt8]) throws(ExchangeError) -> NumberArray {
        guard bytes.count >= 12 else { throw ExchangeError("is truncated: it ends within its header") }
        let isLong = bytes[6] >= 2
        guard (1...3).contains(bytes[6]) else {
            throw ExchangeError("has version \(bytes[6]) of NumPy's format, expected 1 to 3")
        }
        let size = bytes.littleEndian(8, isLong ? 4 : 2)
        let start = (isLong ? 12 : 10) + size
        guard start <= bytes.count else { throw ExchangeError("is truncated: it ends within its header") }
        let text = String(decoding: bytes[(isLong ? 12 : 10)..<start], as: UTF8.self)
        guard let description = entry("descr", text), let order = entry("fortran_order", text),
            let shape = entry("shape", text), let axes = axes(shape)
        else {
            throw ExchangeError("is damaged: its header does not name type, order and shape of the array")
        }
        guard let type = NumberType(numpy: description) else {
            throw ExchangeError("holds \(description), expected numbers of one type (b1, i, u or f of 1 to 8 bytes)")
        }
        let array = try NumberArray(
            type: type, isBigEndian: description.hasPrefix(">"), axes: axes, bytes: bytes, start: start)
        return order.hasPrefix("True") ? array.inRowOrder() : array
    }

    /// The value of a key as it is written: up to the comma outside of parentheses, or to the closing quote.
    private static func entry(_ key: String, _ text: String) -> String? {
        guard let found = text.firstRange(of: "'\(key)':") else { return nil }
        let rest = text[found.upperBound...].drop { $0 == " " }
        if rest.first == "'" { return rest.dropFirst().prefix { $0 != "'" }.trimmed }
        if rest.first == "(" { return rest.dropFirst().prefix { $0 != ")" }.trimmed }
        return rest.prefix { $0 != "," && $0 != "}" }.trimmed
    }

    private static func axes(_ shape: String) -> [Int]? {
        let parts = shape.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
        let lengths = parts.map { Int($0) ?? -1 }
        return lengths.allSatisfy { $0 >= 0 } ? lengths : nil
    }
}

extension Substring {
    /// Without spaces around it.
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

extension NumberType {
    fileprivate init?(numpy description: String) {
        guard let kind = description.dropFirst().first, let size = Int(description.dropFirst(2)) else { return nil }
        switch (kind, size) {
        case ("b", 1), ("u", 1), ("u", 2), ("u", 4), ("u", 8): self = .unsigned(bytes: size)
        case ("i", 1), ("i", 2), ("i", 4), ("i", 8): self = .signed(bytes: size)
        case ("f", 2), ("f", 4), ("f", 8): self = .float(bytes: size)
        default: return nil
        }
    }
}

extension NumberArray {
    /// The array of which this has the numbers with the first axis fastest.
    fileprivate func inRowOrder() -> NumberArray {
        let total = axes.reduce(1, *)
        // Steps in the file from an element to its neighbour along each axis.
        var strides = [1]
        for axis in axes.dropLast() { strides.append((strides.last ?? 1) * axis) }
        var ordered = [UInt8](repeating: 0, count: total * type.size)
        var place = [Int](repeating: 0, count: axes.count)
        var source = 0
        for index in 0..<total {
            for byte in 0..<type.size { ordered[index * type.size + byte] = bytes[start + source * type.size + byte] }
            for axis in axes.indices.reversed() {
                place[axis] += 1
                source += strides[axis]
                if place[axis] < axes[axis] { break }
                source -= place[axis] * strides[axis]
                place[axis] = 0
            }
        }
        return NumberArray(reordered: self, bytes: ordered)
    }

    private init(reordered other: NumberArray, bytes: [UInt8]) {
        (type, isBigEndian, axes) = (other.type, other.isBigEndian, other.axes)
        (self.bytes, start) = (bytes, 0)
    }
}

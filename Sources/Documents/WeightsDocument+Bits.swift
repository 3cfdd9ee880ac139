import HDF5Store
import Numerics

/// Matrices of one bit a weight: rows of bytes, the first weight in the lowest bit of the first byte.
extension WeightsDocument {
    func writeBits(_ bits: BitMatrix, _ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        let width = (bits.columns + 7) / 8
        var bytes = [UInt8](repeating: 0, count: bits.rows * width)
        for row in 0..<bits.rows {
            for byte in 0..<width {
                let word = bits.words[row * bits.wordsPerRow + byte / 8]
                bytes[row * width + byte] = UInt8(truncatingIfNeeded: word >> UInt64(byte % 8 * 8))
            }
        }
        try writer.dataset(root, "weight_bits", bytes, shape: [bits.rows, width]) { dataset in
            try writer.attribute(dataset, "bits", .integer(bits.columns))
            try writer.attribute(dataset, "bit_order", .text("little"))
        }
    }

    static func readBits(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws -> BitMatrix {
        let layout = try header.requireLayout()
        let (shape, columns) = try root.dataset("weight_bits") { ($0.shape, try $0.value("bits")?.integer ?? 0) }
        guard shape.count == 2, columns > 0, shape[1] == (columns + 7) / 8 else {
            throw DocumentError(
                "/weight_bits: has \(shape.last ?? 0) bytes a row and the attribute bits is \(columns), expected "
                    + "\((columns + 7) / 8) bytes")
        }
        let bytes: [UInt8] = try layout.numbers("/weight_bits", root)
        var bits = BitMatrix(rows: shape[0], columns: columns)
        for row in 0..<shape[0] {
            for byte in 0..<shape[1] where bytes[row * shape[1] + byte] != 0 {
                bits.words[row * bits.wordsPerRow + byte / 8] |=
                    UInt64(bytes[row * shape[1] + byte]) << UInt64(byte % 8 * 8)
            }
            let last = bits.wordsPerRow - 1
            guard bits.words[row * bits.wordsPerRow + last] & ~bits.validBits(word: last) == 0 else {
                throw DocumentError("/weight_bits: has bits beyond the \(columns) of row \(row), expected none")
            }
        }
        return bits
    }
}

// The format of MNIST and the sets that follow it: big-endian arrays behind a header of 4 + 4 · axes bytes.
//
//     0 0 type axes   length of each axis, 32 bits   values, the last axis fastest
//
// Types: 8 unsigned bytes, 9 signed bytes, B 16 bits, C 32 bits, D float, E double.
// Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits, 1998, "file formats".

import PNGStore

/// IDX arrays. Unsigned bytes with three axes, item, row, column, are grey pictures, as are those with a fourth axis of
/// three colours; everything else is values, the first axis counting items.
package enum IDXReader: FileReader {
    package static let format = "IDX"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0 && NumberType(idx: bytes[2]) != nil
            && (1...8).contains(bytes[3])
    }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        guard let type = NumberType(idx: bytes[2]) else { throw ExchangeError("is no IDX file") }
        let start = 4 + 4 * Int(bytes[3])
        guard bytes.count >= start else { throw ExchangeError("is truncated: its header ends early") }
        let axes = stride(from: 4, to: start, by: 4).map { offset in
            bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        return try NumberArray(type: type, isBigEndian: true, axes: axes, bytes: bytes, start: start).contents()
    }
}

extension NumberType {
    fileprivate init?(idx code: UInt8) {
        switch code {
        case 0x08: self = .unsigned(bytes: 1)
        case 0x09: self = .signed(bytes: 1)
        case 0x0B: self = .signed(bytes: 2)
        case 0x0C: self = .signed(bytes: 4)
        case 0x0D: self = .float(bytes: 4)
        case 0x0E: self = .float(bytes: 8)
        default: return nil
        }
    }
}

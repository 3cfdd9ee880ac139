/// How a stored image is turned and mirrored to be shown, as cameras note it; raw values are those of Exif.
///
/// Source: Exif 2.32 (CIPA DC-008-2019), section 4.6.4, tag 0x0112; PNG Specification, third edition, 2025, section
/// 11.3.4.5 (eXIf).
package enum Orientation: Int, Sendable, CaseIterable {
    case upright = 1
    case mirrored = 2
    case turnedHalf = 3
    case upsideDown = 4
    /// Rows become columns.
    case transposed = 5
    /// To be turned clockwise by a quarter.
    case turnedRight = 6
    /// Rows become columns, from the other corner.
    case transverse = 7
    /// To be turned anticlockwise by a quarter.
    case turnedLeft = 8

    /// Whether the sides change places.
    package var exchangesSides: Bool { rawValue >= 5 }

    /// Where a pixel of the image as shown is stored.
    ///
    /// - Parameters:
    ///   - row: of the image as shown, as is `column`.
    ///   - width: of the image as stored, as is `height`.
    package func stored(row: Int, column: Int, width: Int, height: Int) -> (row: Int, column: Int) {
        let (right, bottom) = (width - 1, height - 1)
        return switch self {
        case .upright: (row, column)
        case .mirrored: (row, right - column)
        case .turnedHalf: (bottom - row, right - column)
        case .upsideDown: (bottom - row, column)
        case .transposed: (column, row)
        case .turnedRight: (bottom - column, row)
        case .transverse: (bottom - column, right - row)
        case .turnedLeft: (column, right - row)
        }
    }

    /// The orientation that a TIFF directory, as an eXIf chunk or Exif data hold it, notes; upright where it notes none or is damaged,
    /// since an image can be shown without it.
    package init(exif data: ArraySlice<UInt8>) {
        self = Self.noted(Array(data)) ?? .upright
    }

    private static func noted(_ data: [UInt8]) -> Orientation? {
        let isLittleEndian: Bool
        switch data.prefix(4) {
        case [0x49, 0x49, 42, 0]: isLittleEndian = true
        case [0x4D, 0x4D, 0, 42]: isLittleEndian = false
        default: return nil
        }
        func number(at offset: Int, bytes: Int) -> Int? {
            guard offset >= 0, offset <= data.count - bytes else { return nil }
            let part = data[offset..<offset + bytes]
            return (isLittleEndian ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, bytes: 4), let entries = number(at: directory, bytes: 2) else { return nil }
        // An entry: tag, type (3 is a number of two bytes), count, value.
        for entry in 0..<entries {
            let start = directory + 2 + 12 * entry
            guard let tag = number(at: start, bytes: 2) else { return nil }
            guard tag == 0x0112, number(at: start + 2, bytes: 2) == 3 else { continue }
            return number(at: start + 8, bytes: 2).flatMap(Orientation.init(rawValue:))
        }
        return nil
    }
}

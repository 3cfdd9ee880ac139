/// The values by which a pattern stands for white and black.
package enum PictureCoding: String, CaseIterable, Sendable {
    /// White +1, black -1.
    case bipolar
    /// White 1, black 0.
    case binary
    /// Grey 0 … 1, no threshold.
    case real
    /// Grey 0 … 1 in the 256 levels of eight bits, no threshold.
    case grey

    /// Whether white and black are split by a threshold.
    package var isSplit: Bool { self == .bipolar || self == .binary }
}

extension GrayImage {
    /// White +1, black -1; inverted the other way round. [row, column]
    package func bipolar(above level: GrayLevel, inverted: Bool = false) -> [Int8] {
        let (white, black): (Int8, Int8) = inverted ? (-1, 1) : (1, -1)
        return pixels.map { $0 > level.value ? white : black }
    }

    /// White 1, black 0; inverted the other way round. [row, column]
    package func binary(above level: GrayLevel, inverted: Bool = false) -> [Int8] {
        let (white, black): (Int8, Int8) = inverted ? (0, 1) : (1, 0)
        return pixels.map { $0 > level.value ? white : black }
    }

    /// Luma / 255, so black 0 and white 1; inverted 1 - luma / 255. [row, column]
    package func real(inverted: Bool = false) -> [Float] {
        inverted ? pixels.map { 1 - $0 / 255 } : pixels.map { $0 / 255 }
    }

    /// Luma rounded to a whole level, 0 black to 255 white; inverted 255 less it. [row, column]
    package func levels(inverted: Bool = false) -> [UInt8] {
        pixels.map { inverted ? 255 - UInt8($0.rounded()) : UInt8($0.rounded()) }
    }

    /// The values of several pictures of one size, pixel by pixel: [row, column, picture].
    @usableFromInline package static func interleaved<Value>(_ planes: [[Value]]) -> [Value] {
        guard planes.count > 1, let first = planes.first else { return planes.first ?? [] }
        var values: [Value] = []
        values.reserveCapacity(planes.count * first.count)
        for pixel in first.indices {
            for plane in planes { values.append(plane[pixel]) }
        }
        return values
    }
}

/// The values by which a pattern stands for white and black.
public enum PictureCoding: String, CaseIterable, Sendable {
    /// White +1, black -1.
    case bipolar
    /// White 1, black 0.
    case binary
    /// Grey 0 … 1, no threshold.
    case real
}

extension GrayImage {
    /// White +1, black -1; inverted the other way round. [row, column]
    public func bipolar(above level: GrayLevel, inverted: Bool = false) -> [Int8] {
        let (white, black): (Int8, Int8) = inverted ? (-1, 1) : (1, -1)
        return pixels.map { $0 > level.value ? white : black }
    }

    /// White 1, black 0; inverted the other way round. [row, column]
    public func binary(above level: GrayLevel, inverted: Bool = false) -> [Int8] {
        let (white, black): (Int8, Int8) = inverted ? (0, 1) : (1, 0)
        return pixels.map { $0 > level.value ? white : black }
    }

    /// Luma / 255, so black 0 and white 1; inverted 1 - luma / 255. [row, column]
    public func real(inverted: Bool = false) -> [Float] {
        inverted ? pixels.map { 1 - $0 / 255 } : pixels.map { $0 / 255 }
    }
}

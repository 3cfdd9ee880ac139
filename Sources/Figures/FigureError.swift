/// What can be wrong with a figure: one sentence that names the subject and says what would be right.
package struct FigureError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) {
        description = sentence
    }

    /// Nothing was selected to be drawn.
    static func empty(_ subject: String) -> FigureError {
        FigureError("nothing to draw: \(subject)")
    }

    static func size(_ width: Int, _ height: Int) -> FigureError {
        FigureError(
            "size \(width)x\(height) is out of range: "
                + "width and height are 1 to \(FigureLimits.side) pixels, the area at most "
                + "\(FigureLimits.area / 1_000_000) million")
    }

    static func scale(_ scale: Double) -> FigureError {
        FigureError(
            "scale \(scale) is out of range: it is \(FigureNumber.short(FigureLimits.scale.lowerBound)) to "
                + "\(FigureNumber.short(FigureLimits.scale.upperBound)) pixels per point")
    }

    static func tooLarge(_ width: Double, _ height: Double) -> FigureError {
        let wide = FigureNumber.short(width, digits: 4)
        let high = FigureNumber.short(height, digits: 4)
        return FigureError(
            "the figure would have \(wide)x\(high) pixels, more than \(FigureLimits.side) a side or "
                + "\(FigureLimits.area / 1_000_000) million in area; "
                + "select fewer items, set a size or a smaller scale")
    }
}

/// Bounds that keep a mistyped option from asking for all memory.
enum FigureLimits {
    /// Largest width or height, in pixels.
    static let side = 20_000
    /// Largest number of pixels.
    static let area = 100_000_000
    /// Pixels per point.
    static let scale = 0.1...16.0
}

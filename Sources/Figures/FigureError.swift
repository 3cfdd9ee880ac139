/// What can be wrong with a figure: one sentence that names the subject and says what would be right.
public struct FigureError: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }

    /// Nothing was selected to be drawn.
    static func empty(_ subject: String) -> FigureError {
        FigureError("nothing to draw: \(subject)")
    }

    static func unknownColorMap(_ name: String) -> FigureError {
        let known = ColorMap.names
        let list = known.joined(separator: ", ")
        guard let near = Nearest.match(name, among: known) else {
            return FigureError("there is no colour map '\(name)'; there are \(list)")
        }
        return FigureError("there is no colour map '\(name)', did you mean '\(near)'? There are \(list)")
    }

    static func size(_ width: Int, _ height: Int) -> FigureError {
        FigureError(
            "size \(width)x\(height) is out of range: "
                + "width and height are 1 to \(FigureLimits.side) and at most "
                + "\(FigureLimits.area / 1_000_000) million together")
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
                + "\(FigureLimits.area / 1_000_000) million together; "
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

/// The name nearest to a mistyped one, by edit distance (Levenshtein 1966).
enum Nearest {
    /// Returns the nearest of `names`, or nil where none is near enough to be meant.
    static func match(_ word: String, among names: [String]) -> String? {
        let ranked = names.map { (distance(word.lowercased(), $0.lowercased()), $0) }
        guard let best = ranked.min(by: { $0.0 < $1.0 }), best.0 <= max(1, best.1.count / 3) else {
            return nil
        }
        return best.1
    }

    static func distance(_ left: String, _ right: String) -> Int {
        let target = Array(right)
        var row = Array(0...target.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in target.enumerated() {
                let substitution = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, min(diagonal, row[j]) + 1)
            }
        }
        return row[target.count]
    }
}

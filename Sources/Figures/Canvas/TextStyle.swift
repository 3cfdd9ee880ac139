/// Size, weight and colour of a piece of text.
struct TextStyle: Sendable, Equatable {
    /// Height of the em square, in points.
    var size: Double
    var bold = false
    var color: Color = .ink

    /// Distance from baseline to baseline.
    var lineHeight: Double { (size * 1.3).rounded(.up) }
    /// Room above the baseline that capitals and digits take (DejaVu Sans: 0.729 em).
    var capHeight: Double { size * 0.729 }
    /// Room below the baseline.
    var descent: Double { size * 0.24 }
    /// From the top of capitals to the lowest descender.
    var height: Double { capHeight + descent }

    static let title = TextStyle(size: 14, bold: true)
    static let subtitle = TextStyle(size: 10, color: .faded)
    static let heading = TextStyle(size: 11, bold: true)
    static let label = TextStyle(size: 11)
    static let tick = TextStyle(size: 9.5)
    static let caption = TextStyle(size: 10)
    static let note = TextStyle(size: 9, color: .faded)
}

/// Which point of a text lies on the place it is given.
enum HorizontalAnchor: Sendable {
    case left, center, right
}

/// Which height of a text lies on the place it is given.
enum VerticalAnchor: Sendable {
    /// The top of capitals.
    case top
    /// Half the height of capitals.
    case middle
    case baseline
    /// The lowest descender.
    case bottom
}

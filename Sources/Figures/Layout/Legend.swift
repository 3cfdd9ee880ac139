/// What the lines, markers and colours of a figure mean.
struct Legend {
    var entries: [Entry]
    var placement: Placement

    enum Placement {
        /// In a corner of the only panel where nothing lies, else right of it.
        case corner
        /// Right of the panels.
        case right
        /// In a row below the panels.
        case below
    }

    struct Entry: Equatable {
        var label: String
        var symbol: Symbol
    }

    enum Symbol: Equatable {
        case series(SeriesStyle, line: Bool, marker: Bool, band: Bool)
        case swatch(Color)
        case missing
    }

    /// Room of the widest symbol, a line.
    var symbolWidth: Double {
        entries.contains { if case .series = $0.symbol { true } else { false } } ? 24 : 10
    }

    static let symbolGap = 6.0
    static let lineHeight = 16.0
    static let padding = 6.0

    /// Width and height of the entries one below the other.
    func columnSize(_ measure: TextMeasure) -> Size {
        let widest = measure.width(entries.map(\.label), .tick)
        return Size(
            width: 2 * Legend.padding + symbolWidth + Legend.symbolGap + widest,
            height: 2 * Legend.padding + Double(entries.count) * Legend.lineHeight)
    }

    /// Places of the entries in rows of at most a width, and the height of the rows.
    func rows(width: Double, _ measure: TextMeasure) -> (places: [Point], height: Double) {
        var places: [Point] = []
        var (x, y) = (0.0, 0.0)
        for entry in entries {
            let extent = symbolWidth + Legend.symbolGap + measure.width(entry.label, .tick) + 18
            if x > 0, x + extent - 18 > width {
                x = 0
                y += Legend.lineHeight
            }
            places.append(Point(x: x, y: y))
            x += extent
        }
        return (places, entries.isEmpty ? 0 : y + Legend.lineHeight)
    }
}

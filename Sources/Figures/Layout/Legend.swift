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
    /// Labels are shortened to this, in points.
    private static let widest = 240.0

    /// Room that a label takes in a row of a width.
    private func extent(_ entry: Entry, within width: Double, _ measure: TextMeasure) -> Double {
        let room = max(0, width - symbolWidth - Legend.symbolGap)
        return min(measure.width(entry.label, .tick), min(room, Legend.widest))
    }

    /// The labels as they fit into rows of a width.
    func labels(within width: Double, _ measure: TextMeasure) -> [String] {
        entries.map { entry in
            measure.elided(entry.label, .tick, width: extent(entry, within: width, measure) + 0.01)
        }
    }

    /// Width and height of the entries one below the other.
    func columnSize(_ measure: TextMeasure) -> Size {
        let widest = entries.map { extent($0, within: .infinity, measure) }.max() ?? 0
        return Size(
            width: 2 * Legend.padding + symbolWidth + Legend.symbolGap + widest,
            height: 2 * Legend.padding + Double(entries.count) * Legend.lineHeight)
    }

    /// Places of the entries in rows of at most a width, and the height of the rows.
    func rows(width: Double, _ measure: TextMeasure) -> (places: [Point], height: Double) {
        var places: [Point] = []
        var (x, y) = (0.0, 0.0)
        for entry in entries {
            let extent = symbolWidth + Legend.symbolGap + extent(entry, within: width, measure) + 18
            if x > 0, x + extent - 18 > width {
                x = 0
                y += Legend.lineHeight
            }
            places.append(Point(x: x, y: y))
            // Whole points, so that the squares of symbols are crisp.
            x += extent.rounded(.up)
        }
        return (places, entries.isEmpty ? 0 : y + Legend.lineHeight)
    }
}

/// One row of numbers in a plot, and how it is drawn.
package struct Series: Sendable, Equatable {
    package enum Kind: Sendable {
        /// Measured: markers joined by a line.
        case data
        /// Calculated: a dashed dark line without markers.
        case theory
        /// A curve of many points: a line without markers.
        case line
        /// One of many alike: a thin line.
        case trace
        /// Markers alone.
        case markers
        /// A stem from zero up to each value.
        case stems
    }

    /// How an uncertainty is drawn.
    package enum Spread: Sendable {
        case bars, band
    }

    /// Name in the legend; empty leaves it out, equal names stand there once.
    package var name: String
    package var kind: Kind
    /// Values of both axes; a point that is not finite breaks the line.
    package var x: [Double]
    package var y: [Double]
    /// Ends of the uncertainty of each point.
    package var lower: [Double]?
    package var upper: [Double]?
    package var spread: Spread
    /// Index of colour, marker and dashes; nil counts the series. Equal indices belong together, such as a theory
    /// to its data.
    package var style: Int?

    package init(
        _ name: String = "", x: [Double], y: [Double], kind: Kind = .data, lower: [Double]? = nil,
        upper: [Double]? = nil, spread: Spread = .bars, style: Int? = nil
    ) {
        precondition(x.count == y.count, "a series has as many x as y")
        precondition(lower == nil || lower?.count == y.count, "a series has a lower end for each point")
        precondition(upper == nil || upper?.count == y.count, "a series has an upper end for each point")
        self.name = name
        self.kind = kind
        self.x = x
        self.y = y
        self.lower = lower
        self.upper = upper
        self.spread = spread
        self.style = style
    }

    /// A series with the same uncertainty below and above each point.
    package init(
        _ name: String = "", x: [Double], y: [Double], error: [Double], kind: Kind = .data,
        spread: Spread = .bars, style: Int? = nil
    ) {
        self.init(
            name, x: x, y: y, kind: kind, lower: zip(y, error).map { $0 - $1 },
            upper: zip(y, error).map { $0 + $1 }, spread: spread, style: style)
    }

    var hasLine: Bool { kind != .markers && kind != .stems }
    var hasMarkers: Bool { kind == .data || kind == .markers || kind == .stems }
    var hasBand: Bool { spread == .band && (lower != nil || upper != nil) }

    /// Whether any point has an uncertainty that can be seen.
    package var showsSpread: Bool { zip(lower ?? y, upper ?? y).contains { $0 < $1 } }

    /// All values that the vertical axis must show.
    var heights: [Double] { y + (lower ?? []) + (upper ?? []) + (kind == .stems ? [0] : []) }
}

/// A series with the style it got among its neighbours.
struct StyledSeries {
    let series: Series
    let style: SeriesStyle

    /// Gives each series its style: data count colours, theories without a partner are dark with dashes of their own.
    static func all(_ series: [Series]) -> [StyledSeries] {
        var next = 0
        var theories = 0
        return series.map { one in
            var style: SeriesStyle
            if let index = one.style {
                style = .numbered(index)
                next = max(next, index + 1)
            } else if one.kind == .theory {
                style = SeriesStyle(color: .ink, marker: .circle, dashes: [])
            } else {
                style = .numbered(next)
                next += 1
            }
            switch one.kind {
            case .theory:
                style.dashes = SeriesStyle.dashPatterns[1 + theories % (SeriesStyle.dashPatterns.count - 1)]
                theories += 1
            case .data, .trace: style.dashes = []
            case .line, .markers, .stems: break
            }
            return StyledSeries(series: one, style: style)
        }
    }

    /// Entries of a legend, without those that have no name.
    var entry: Legend.Entry? {
        guard !series.name.isEmpty else { return nil }
        return Legend.Entry(
            label: series.name,
            symbol: .series(style, line: series.hasLine, marker: series.hasMarkers, band: series.hasBand))
    }
}

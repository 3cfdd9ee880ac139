/// How one series among several is told apart: colour, marker and dashes, each enough alone, so that a plot reads
/// in grey and to colour-blind people.
///
/// Colours: M. Okabe and K. Ito 2008, "Color Universal Design", in the order of falling contrast with white paper
/// (their yellow is left out: it is hard to see on white).
struct SeriesStyle: Sendable, Equatable {
    enum Marker: Sendable, CaseIterable {
        case circle, square, triangle, diamond, cross, invertedTriangle, plus
    }

    var color: Color
    var marker: Marker
    /// Lengths of dash and gap in points; empty draws a solid line.
    var dashes: [Double]

    /// The same marker in white.
    var white: SeriesStyle { SeriesStyle(color: .white, marker: marker, dashes: dashes) }

    static let palette: [Color] = [
        Color(hex: 0x0072B2), Color(hex: 0xD55E00), Color(hex: 0x009E73), Color(hex: 0xCC79A7),
        Color(hex: 0xE69F00), Color(hex: 0x56B4E9), Color(hex: 0x000000),
    ]

    static let dashPatterns: [[Double]] = [
        [], [6, 2.5], [1.6, 2], [8, 2.5, 1.6, 2.5], [4, 1.6], [10, 3], [3, 1.5, 1, 1.5],
    ]

    /// The style of the series of an index; after seven the colours repeat with other markers and dashes.
    static func numbered(_ index: Int) -> SeriesStyle {
        let count = palette.count
        let turn = index / count
        return SeriesStyle(
            color: palette[index % count],
            marker: Marker.allCases[(index + turn) % Marker.allCases.count],
            dashes: dashPatterns[(index + turn) % dashPatterns.count])
    }
}

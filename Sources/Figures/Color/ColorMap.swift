/// A rule that gives every number of 0 to 1 a colour.
///
/// Sequential maps are perceptual: equal steps of value look equally large, and lightness rises all the way, so
/// that they print in grey. Diverging maps have a light centre for zero and two arms of equal darkness.
package struct ColorMap: Sendable, Equatable {
    package enum Kind: Sendable {
        case sequential, diverging
    }

    package let name: String
    package let kind: Kind
    /// Colours at equal distances from 0 to 1.
    let stops: [Color]

    init(name: String, kind: Kind, table: [UInt32]) {
        precondition(table.count >= 2, "a colour map has at least two stops")
        self.name = name
        self.kind = kind
        stops = table.map(Color.init(hex:))
    }

    /// The colour at a fraction of the map; fractions outside 0...1 take the colour of the nearer end.
    package func color(at fraction: Double) -> Color {
        let position = min(1, max(0, fraction)) * Double(stops.count - 1)
        let index = min(Int(position), stops.count - 2)
        return stops[index].mixed(with: stops[index + 1], fraction: position - Double(index))
    }

    /// The maps that `named` knows, in the order in which help texts show them.
    package static var names: [String] { all.map(\.name) }

    /// The map of a name; nil where there is none.
    package static func named(_ name: String) -> ColorMap? { all.first { $0.name == name } }

    package static let gray = ColorMap(name: "gray", kind: .sequential, table: [0x000000, 0xFFFFFF])
    package static let viridis = ColorMap(name: "viridis", kind: .sequential, table: ColorMapTables.viridis)
    package static let magma = ColorMap(name: "magma", kind: .sequential, table: ColorMapTables.magma)
    package static let inferno = ColorMap(name: "inferno", kind: .sequential, table: ColorMapTables.inferno)
    package static let cividis = ColorMap(name: "cividis", kind: .sequential, table: ColorMapTables.cividis)
    /// Blue below zero, white at zero, red above.
    package static let balance = ColorMap(name: "balance", kind: .diverging, table: ColorMapTables.balance)
    /// Purple below zero, white at zero, green above.
    package static let purpleGreen = ColorMap(
        name: "purple-green", kind: .diverging, table: ColorMapTables.purpleGreen)

    static let all = [gray, viridis, magma, inferno, cividis, balance, purpleGreen]
}

extension Color {
    /// Colours of groups of pictures: those of series, then five of P. Tol 2021, "Colour Schemes", muted.
    private static let groups =
        SeriesStyle.palette + [
            Color(hex: 0x882255), Color(hex: 0x332288), Color(hex: 0x999933), Color(hex: 0x44AA99),
            Color(hex: 0xAA4499),
        ]

    /// The colour of a group; after twelve they repeat.
    static func group(_ index: Int) -> Color { groups[index % groups.count] }
}

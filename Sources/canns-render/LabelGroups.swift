import Patterns

/// Labels as groups of pictures, told by the colours of their frames.
struct LabelGroups {
    /// The labels that occur, in their order.
    let names: [String]
    /// The place of each pattern's label among them; nil for none.
    let of: [Int?]

    init(_ labels: PatternLabels) {
        let occurring = labels.occurring
        let places = Dictionary(uniqueKeysWithValues: occurring.enumerated().map { ($1, $0) })
        names = occurring.compactMap(labels.name)
        of = labels.values.map { places[$0] }
    }
}

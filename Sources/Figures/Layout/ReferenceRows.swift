/// Places of the labels above a panel: in one row where each still touches its line, else one above the other.
struct ReferenceRows: Sendable {
    struct Label: Sendable {
        /// Index into the reference lines of the panel.
        let index: Int
        /// Left end of the text, in points from the left of the panel.
        let start: Double
        let row: Int
        /// The label, shortened where it is wider than the panel.
        let text: String
    }

    private(set) var labels: [Label] = []

    static let rowHeight = 13.0
    private static let gap = 9.0

    /// Room that the rows take above the panel.
    var height: Double {
        labels.map(\.row).max().map { 3 + Double($0 + 1) * ReferenceRows.rowHeight } ?? 0
    }

    init() {}

    init(_ panel: Panel, width: Double, measure: TextMeasure) {
        guard let scale = panel.x?.scale else { return }
        let items = panel.references.enumerated().compactMap { index, line -> Item? in
            guard line.direction == .vertical, !line.label.isEmpty,
                let place = scale.fraction(of: line.value),
                (0...1).contains(place)
            else { return nil }
            let text = measure.elided(line.label, .tick, width: width)
            return Item(index: index, line: place * width, text: text, extent: measure.width(text, .tick))
        }.sorted { $0.line < $1.line }
        labels = ReferenceRows.oneRow(items, width: width) ?? ReferenceRows.stacked(items, width: width)
    }

    private struct Item {
        let index: Int
        let line: Double
        let text: String
        let extent: Double
    }

    /// Moves labels apart to both sides; nil where one would lose touch with its line.
    private static func oneRow(_ items: [Item], width: Double) -> [Label]? {
        var starts = items.map { $0.line - $0.extent / 2 }
        for _ in 0..<20 {
            for index in starts.indices.dropFirst() {
                let overlap = starts[index - 1] + items[index - 1].extent + gap - starts[index]
                if overlap > 0 {
                    starts[index - 1] -= overlap / 2
                    starts[index] += overlap / 2
                }
            }
            for index in starts.indices {
                starts[index] = max(0, min(starts[index], width - items[index].extent))
            }
        }
        let apart = zip(starts.indices.dropLast(), starts.indices.dropFirst()).allSatisfy { near, far in
            starts[near] + items[near].extent + gap - 1 <= starts[far]
        }
        let touching = zip(starts, items).allSatisfy { start, item in
            start >= 0 && start - 2 <= item.line && item.line <= start + item.extent + 2
        }
        guard apart, touching else { return nil }
        return zip(starts, items).map { Label(index: $1.index, start: $0, row: 0, text: $1.text) }
    }

    private static func stacked(_ items: [Item], width: Double) -> [Label] {
        var ends: [Double] = []
        return items.map { item in
            let start =
                item.extent >= width ? 0 : min(max(0, item.line - item.extent / 2), width - item.extent)
            let row = ends.firstIndex { $0 + gap <= start } ?? ends.count
            if row == ends.count { ends.append(0) }
            ends[row] = start + item.extent
            return Label(index: item.index, start: start, row: row, text: item.text)
        }
    }
}

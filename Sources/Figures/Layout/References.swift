/// Places reference lines and their labels around a panel.
struct References {
    let panel: Panel
    let margins: PanelMargins
    let place: PlacedPanel

    private func color(_ line: ReferenceLine) -> Color {
        if let style = line.style { return SeriesStyle.palette[style % SeriesStyle.palette.count] }
        return panel.referencesOnTop ? .ink : .guide
    }

    func placed() -> [PlacedReference] {
        vertical() + horizontal()
    }

    /// Labels of upright lines stand above the panel, in rows.
    private func vertical() -> [PlacedReference] {
        panel.references.indices.compactMap { index in
            let line = panel.references[index]
            guard line.direction == .vertical, let axis = place.x, let x = axis.position(of: line.value),
                x >= place.frame.left - 0.01, x <= place.frame.right + 0.01
            else { return nil }
            let label = margins.references.labels.first { $0.index == index }
            let bottom = place.frame.top - 3 - Double(label?.row ?? 0) * ReferenceRows.rowHeight
            return PlacedReference(
                line: line, position: x, label: Point(x: place.frame.left + (label?.start ?? 0), y: bottom),
                text: label?.text ?? "", color: color(line))
        }
    }

    /// Labels of level lines stand at the right, moved apart where lines are close.
    private func horizontal() -> [PlacedReference] {
        let lines = panel.references.compactMap { line -> (line: ReferenceLine, y: Double)? in
            guard line.direction == .horizontal, let axis = place.y, let y = axis.position(of: line.value),
                y >= place.frame.top - 0.01, y <= place.frame.bottom + 0.01
            else { return nil }
            return (line, y)
        }.sorted { $0.y < $1.y }
        let spacing = TextStyle.tick.height + 2
        var labels = lines.map(\.y)
        for index in labels.indices.dropFirst() {
            labels[index] = max(labels[index], labels[index - 1] + spacing)
        }
        // What was pushed below the panel moves up again.
        var limit = place.frame.bottom
        for index in labels.indices.reversed() {
            labels[index] = min(labels[index], limit)
            limit = labels[index] - spacing
        }
        let x = place.frame.right + PanelMargins.labelGap
        return zip(lines, labels).map {
            PlacedReference(
                line: $0.line, position: $0.y, label: Point(x: x, y: $1), text: $0.line.label, color: color($0.line))
        }
    }
}

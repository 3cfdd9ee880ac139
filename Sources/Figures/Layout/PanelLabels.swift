/// Places the texts of a panel: title, ticks, axis labels, captions.
struct PanelLabels {
    let panel: Panel
    let margins: PanelMargins
    let place: PlacedPanel
    /// The place of the grid that the panel stands in; larger than its frame where pictures differ in size.
    let slot: Rect
    /// Room above the panels of this row.
    let rowTop: Double
    let measure: TextMeasure

    func append(to texts: inout [PlacedText]) {
        var below = place.x == nil ? slot.bottom : place.frame.bottom
        appendTitle(to: &texts)
        appendTicksBelow(to: &texts, below: &below)
        appendTicksLeft(to: &texts)
        for reference in place.references where !reference.text.isEmpty {
            let upright = reference.line.direction == .vertical
            texts.append(
                PlacedText(
                    text: reference.text, at: reference.label, style: .tick,
                    vertical: upright ? .bottom : .middle))
        }
        var y = below + PanelMargins.captionGap
        for (line, style) in margins.captionLines {
            texts.append(
                PlacedText(
                    text: line, at: Point(x: place.frame.center.x, y: y), style: style, horizontal: .center))
            y += style.lineHeight
        }
    }

    private func appendTitle(to texts: inout [PlacedText]) {
        let count = margins.titleLines.count
        for (index, line) in margins.titleLines.enumerated() {
            let up = Double(count - 1 - index) * TextStyle.heading.lineHeight
            let y =
                slot.top - PanelMargins.titleGap - TextStyle.heading.descent - margins.references.height - up
            let x = place.x == nil ? place.frame.center.x : place.frame.left
            texts.append(
                PlacedText(
                    text: line, at: Point(x: x, y: y), style: .heading,
                    horizontal: place.x == nil ? .center : .left, vertical: .baseline))
        }
        if let leading = panel.leading, !leading.isEmpty {
            let text = measure.elided(leading, .heading, width: PanelMargins.widestLeading)
            let x = slot.left - PanelMargins.leadingGap
            texts.append(
                PlacedText(
                    text: text, at: Point(x: x, y: slot.center.y), style: .heading, horizontal: .right,
                    vertical: .middle))
        }
    }

    private func appendTicksBelow(to texts: inout [PlacedText], below: inout Double) {
        guard let axis = place.x, place.labelsX else { return }
        below += PanelMargins.tick + PanelMargins.tickGap
        for tick in axis.ticks {
            guard let x = axis.position(of: tick.value) else { continue }
            texts.append(
                axis.turned
                    ? PlacedText(
                        text: tick.label, at: Point(x: x, y: below), style: .tick, horizontal: .right,
                        vertical: .middle, turned: true)
                    : PlacedText(
                        text: tick.label, at: Point(x: x, y: below), style: .tick, horizontal: .center))
        }
        below += margins.heightBelow(measure)
        guard let caption = panel.x?.axis.caption, !caption.isEmpty else { return }
        below += PanelMargins.labelGap
        texts.append(
            PlacedText(
                text: measure.elided(caption, .label, width: place.frame.width + 2 * PanelMargins.captionReach),
                at: Point(x: place.frame.center.x, y: below), style: .label, horizontal: .center))
        below += TextStyle.label.height
    }

    private func appendTicksLeft(to texts: inout [PlacedText]) {
        guard let axis = place.y, place.labelsY else { return }
        let x = place.frame.left - PanelMargins.tick - PanelMargins.tickGap
        for tick in axis.ticks {
            guard let y = axis.position(of: tick.value) else { continue }
            texts.append(
                PlacedText(
                    text: tick.label, at: Point(x: x, y: y), style: .tick, horizontal: .right,
                    vertical: .middle))
        }
        guard let caption = panel.y?.axis.caption, !caption.isEmpty else { return }
        let widest = measure.width(axis.ticks.map(\.label), .tick)
        texts.append(
            PlacedText(
                text: measure.elided(caption, .label, width: place.frame.height + 2 * PanelMargins.captionReach),
                at: Point(x: x - widest - PanelMargins.labelGap, y: place.frame.center.y), style: .label,
                horizontal: .center, vertical: .bottom, turned: true))
    }
}

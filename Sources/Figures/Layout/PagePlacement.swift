/// Gives everything of a page its place, once sizes are known.
struct PagePlacement {
    let engine: PageLayout
    let metrics: GridMetrics
    let density: Double

    private var page: Page { engine.page }
    private var measure: TextMeasure { engine.measure }

    private func aligned(_ coordinate: Double) -> Double {
        (coordinate * density).rounded() / density
    }

    func place(in layout: inout FigureLayout) {
        let padding = PageLayout.padding
        // Panels that do not fill a page of a given size stand in its middle; where texts are wider, at the left.
        let spareWidth = max(0, layout.size.width - 2 * padding - max(metrics.bodyWidth, textWidth))
        let spareHeight = max(0, layout.size.height - metrics.total.height)
        let origin = Point(x: padding + spareWidth / 2, y: padding + metrics.headHeight + spareHeight / 2)
        placeHead(in: &layout)
        placePanels(from: origin, in: &layout)
        placeColorBar(from: origin, in: &layout)
        placeFoot(from: origin, in: &layout)
    }

    private var textWidth: Double {
        max(
            measure.width(metrics.titleLines, .title),
            max(measure.width(metrics.subtitleLines, .subtitle), measure.width(metrics.footLines, .note)))
    }

    private func placeHead(in layout: inout FigureLayout) {
        var y = PageLayout.padding
        for (lines, style) in [(metrics.titleLines, TextStyle.title), (metrics.subtitleLines, .subtitle)] {
            for line in lines {
                layout.texts.append(
                    PlacedText(text: line, at: Point(x: PageLayout.padding, y: y), style: style))
                y += style.lineHeight
            }
        }
    }

    private func placePanels(from origin: Point, in layout: inout FigureLayout) {
        var top = origin.y
        for row in 0..<page.rows {
            top += metrics.top[row]
            var left = origin.x
            for column in 0..<page.columns {
                if column > 0 { left += metrics.columnGaps[column - 1] }
                left += metrics.left[column]
                let index = row * page.columns + column
                if index < page.panels.count {
                    let slot = Rect(
                        x: left, y: top, width: metrics.slotWidth, height: metrics.slotHeights[row])
                    let placed = panel(index, in: slot)
                    layout.panels.append(placed)
                    PanelLabels(
                        panel: page.panels[index], margins: metrics.panels[index], place: placed, slot: slot,
                        rowTop: metrics.top[row], measure: measure
                    ).append(to: &layout.texts)
                }
                left += metrics.slotWidth + metrics.right[column]
            }
            top += metrics.slotHeights[row] + metrics.bottom[row] + metrics.rowGap
        }
    }

    private func panel(_ index: Int, in slot: Rect) -> PlacedPanel {
        let panel = page.panels[index]
        let margins = metrics.panels[index]
        var area = slot
        if let squares = panel.squares {
            area.width = metrics.cell * Double(squares.columns)
            area.height = metrics.cell * Double(squares.rows)
            area.x += (slot.width - area.width) / 2
            area.y += (slot.height - area.height) / 2
        }
        let (left, top) = (aligned(area.left), aligned(area.top))
        let frame = Rect(
            x: left, y: top, width: max(1 / density, aligned(left + area.width) - left),
            height: max(1 / density, aligned(top + area.height) - top))
        let across = panel.x.map { axis, scale in
            PlacedAxis(
                scale: scale, start: frame.left, end: frame.right, ticks: margins.ticksX,
                minorTicks: Ticks.minor(of: scale), turned: margins.turnedX)
        }
        let upwards = panel.y.map { axis, scale in
            PlacedAxis(
                scale: scale, start: panel.yDownwards ? frame.top : frame.bottom,
                end: panel.yDownwards ? frame.bottom : frame.top, ticks: margins.ticksY,
                minorTicks: Ticks.minor(of: scale))
        }
        var placed = PlacedPanel(
            frame: frame, x: across, y: upwards, cells: panel.cells, density: density,
            labelsX: page.labelsX(of: index), labelsY: page.labelsY(of: index))
        placed.references = References(panel: panel, margins: margins, place: placed).placed()
        return placed
    }

    private func placeColorBar(from origin: Point, in layout: inout FigureLayout) {
        guard let bar = page.colorBar, let first = layout.panels.first else { return }
        let left = aligned(origin.x + metrics.gridWidth + ColorBar.gap)
        let top = aligned(first.frame.top)
        let frame = Rect(
            x: left, y: top, width: aligned(left + ColorBar.width) - left, height: metrics.barLength)
        let axis = PlacedAxis(
            scale: Scale(.linear, from: bar.scale.lower, to: bar.scale.upper), start: frame.bottom,
            end: frame.top, ticks: metrics.barTicks, minorTicks: [])
        let missing =
            bar.showsMissing
            ? Rect(x: left, y: frame.bottom + 10, width: frame.width, height: 12) : nil
        layout.colorBar = PlacedColorBar(frame: frame, axis: axis, missing: missing)
        let labelX = frame.right + PanelMargins.tick + PanelMargins.tickGap
        for tick in axis.ticks {
            guard let y = axis.position(of: tick.value) else { continue }
            layout.texts.append(
                PlacedText(text: tick.label, at: Point(x: labelX, y: y), style: .tick, vertical: .middle))
        }
        if let missing {
            layout.texts.append(
                PlacedText(
                    text: "no value", at: Point(x: labelX, y: missing.center.y), style: .tick,
                    vertical: .middle))
        }
        guard !bar.axis.caption.isEmpty else { return }
        let x =
            labelX + measure.width(axis.ticks.map(\.label), .tick) + PanelMargins.labelGap
            + TextStyle.label.height
        layout.texts.append(
            PlacedText(
                text: measure.elided(bar.axis.caption, .label, width: metrics.barLength),
                at: Point(x: x, y: frame.center.y), style: .label, horizontal: .center, vertical: .bottom,
                turned: true))
    }

    private func placeFoot(from origin: Point, in layout: inout FigureLayout) {
        let padding = PageLayout.padding
        if let legend = page.legend, legend.placement == .right, let first = layout.panels.first {
            let size = legend.columnSize(measure)
            let x = origin.x + metrics.gridWidth + metrics.barWidth + PageLayout.legendGap
            layout.legend = Rect(x: x, y: first.frame.top, width: size.width, height: size.height)
        }
        var y = layout.size.height - padding - metrics.footHeight
        if let legend = page.legend, legend.placement == .below {
            y += PageLayout.footGap
            let (places, height) = legend.rows(width: metrics.contentWidth, measure)
            layout.legend = Rect(x: padding, y: y, width: metrics.contentWidth, height: height)
            layout.legendPlaces = places
            y += height
        }
        y += PageLayout.footGap
        for line in metrics.footLines {
            layout.texts.append(PlacedText(text: line, at: Point(x: padding, y: y), style: .note))
            y += TextStyle.note.lineHeight
        }
    }
}

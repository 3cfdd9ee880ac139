/// Finds the size of the panels and of everything around them.
struct GridSolver {
    let engine: PageLayout
    let scale: Double

    private var page: Page { engine.page }
    private var measure: TextMeasure { engine.measure }

    var density: Double { engine.medium == .image ? scale : scale * Canvas.printDensity }

    /// Least longer side of a picture of cells, in points: with axes it needs room for their labels.
    private var smallestPicture: Double {
        page.panels.contains { $0.x != nil } ? 90 : 24
    }

    /// The page in the size that its content wants.
    func natural() -> GridMetrics {
        switch page.sizing {
        case .free(let natural, _, _): return metrics(area: natural, contentWidth: nil)
        case .cells(let natural): return metrics(area: wholeCells(natural), contentWidth: nil)
        }
    }

    /// The page in a given size, in points: what the labels leave is shared among the panels.
    func fitted(to total: Size) -> GridMetrics {
        let content = total.width - 2 * PageLayout.padding
        var area = leastArea
        var result = metrics(area: area, contentWidth: content)
        for _ in 0..<5 {
            let wide = content - (result.bodyWidth - Double(page.columns) * result.slotWidth)
            let high =
                total.height - (result.total.height - result.slotHeights.reduce(0, +))
            let next = Size(
                width: max(leastArea.width, wide / Double(page.columns)),
                height: max(leastArea.height, high / Double(page.rows)))
            if next == area { break }
            area = next
            result = metrics(area: area, contentWidth: content)
        }
        return result
    }

    /// What the page takes when it is fitted into a size: more than that where labels would collide.
    func needed(within total: Size) -> Size {
        let result = fitted(to: total)
        return Size(
            width: max(result.bodyWidth, widestText(limit: 160)) + 2 * PageLayout.padding,
            height: result.total.height)
    }

    private var leastArea: Size {
        switch page.sizing {
        case .free(_, let minimum, _):
            return Size(
                width: max(minimum.width, longestCaption(\.x)), height: max(minimum.height, longestCaption(\.y)))
        case .cells(let natural):
            let (columns, rows) = largestPicture
            let side = min(natural, smallestPicture)
            let cell = side / Double(max(columns, rows))
            return Size(width: max(min(slot, 60), cell * Double(columns)), height: cell * Double(rows))
        }
    }

    /// What axes say is read whole, unless it is very long.
    private func longestCaption(_ axis: KeyPath<Panel, (axis: Axis, scale: Scale)?>) -> Double {
        min(170, page.panels.map { measure.width($0[keyPath: axis]?.axis.caption ?? "", .label) }.max() ?? 0)
    }

    /// The side nearest to the wanted one that gives each cell a whole number of device pixels.
    private func wholeCells(_ wanted: Double) -> Size {
        let (columns, rows) = largestPicture
        let most = Double(max(columns, rows))
        let pixels = (wanted * density / most).rounded()
        let side = pixels >= 1 ? pixels * most / density : wanted
        return Size(width: side, height: side)
    }

    /// Width in which headings and short captions of small pictures fit in a line.
    private var slot: Double {
        let slack = max(0, page.gap.width - 8)
        return page.panels.reduce(0) { widest, panel in
            guard panel.x == nil else { return widest }
            let title = min(110, panel.title.map { measure.width($0, .heading) } ?? 0)
            let caption = min(72, measure.width(panel.caption, .caption))
            return max(widest, max(title, caption) - slack)
        }
    }

    private var largestPicture: (columns: Int, rows: Int) {
        page.panels.reduce((1, 1)) { most, panel in
            (max(most.0, panel.squares?.columns ?? 1), max(most.1, panel.squares?.rows ?? 1))
        }
    }

    /// Measures everything for an area per panel; `contentWidth` nil takes the width of the panels.
    private func metrics(area: Size, contentWidth: Double?) -> GridMetrics {
        var result = GridMetrics()
        setSlots(area, fixed: contentWidth != nil, in: &result)
        measurePanels(in: &result)
        measureColorBar(in: &result)
        if let legend = page.legend, legend.placement == .right {
            result.legendWidth = PageLayout.legendGap + legend.columnSize(measure).width
        }
        result.contentWidth =
            contentWidth ?? max(result.bodyWidth, widestText(limit: PageLayout.widestTitle))
        measureTexts(in: &result)
        return result
    }

    private func setSlots(_ area: Size, fixed: Bool, in result: inout GridMetrics) {
        switch page.sizing {
        case .free(_, _, let weights):
            result.slotWidth = area.width
            let share = (0..<page.rows).map { $0 < weights.count ? weights[$0] : 1 }
            let sum = share.reduce(0, +)
            result.slotHeights = share.map { area.height * Double(page.rows) * $0 / sum }
        case .cells:
            let (columns, rows) = largestPicture
            let fraction = min(area.width / Double(columns), area.height / Double(rows))
            let whole = (fraction * density + 1e-6).rounded(.down)
            result.cell = whole >= 1 ? whole / density : fraction
            let wide = result.cell * Double(columns)
            result.slotWidth = max(wide, fixed ? min(slot, area.width) : slot)
            result.slotHeights = Array(repeating: result.cell * Double(rows), count: page.rows)
        }
    }

    private func measurePanels(in result: inout GridMetrics) {
        let slack = max(0, page.gap.width - 8)
        result.left = Array(repeating: 0, count: page.columns)
        result.right = result.left
        result.top = Array(repeating: 0, count: page.rows)
        result.bottom = result.top
        for (index, panel) in page.panels.enumerated() {
            let (row, column) = (index / page.columns, index % page.columns)
            var area = Size(width: result.slotWidth, height: result.slotHeights[row])
            if let squares = panel.squares, panel.x != nil {
                area = Size(
                    width: result.cell * Double(squares.columns), height: result.cell * Double(squares.rows))
            }
            let margins = PanelMargins(
                panel, area: area, slack: slack, labelsX: page.labelsX(of: index),
                labelsY: page.labelsY(of: index), measure: measure)
            result.left[column] = max(result.left[column], margins.left)
            result.right[column] = max(result.right[column], margins.right)
            result.top[row] = max(result.top[row], margins.top)
            result.bottom[row] = max(result.bottom[row], margins.bottom)
            result.panels.append(margins)
        }
        result.columnGaps = (0..<page.columns).dropFirst().map { page.gap.width + (page.groupGaps[$0] ?? 0) }
        result.rowGap = page.gap.height
    }

    private func measureColorBar(in result: inout GridMetrics) {
        guard let bar = page.colorBar else { return }
        result.barBelow = bar.showsMissing ? 22 : 0
        let caption = min(2 * ColorBar.shortest, measure.width(bar.axis.caption, .label))
        let tall = min(ColorBar.tallest, result.innerHeight) - result.barBelow
        result.barLength = max(ColorBar.shortest, caption, (tall * density).rounded() / density)
        result.barTicks = TickChooser(measure: measure).vertical(
            bar.axis, Scale(.linear, from: bar.scale.lower, to: bar.scale.upper), length: result.barLength)
        var beside = measure.width(result.barTicks.map(\.label), .tick)
        if !bar.axis.caption.isEmpty { beside += PanelMargins.labelGap + TextStyle.label.height }
        if bar.showsMissing { beside = max(beside, measure.width("no value", .tick)) }
        result.barWidth = ColorBar.gap + ColorBar.width + PanelMargins.tick + PanelMargins.tickGap + beside
    }

    private func measureTexts(in result: inout GridMetrics) {
        let width = result.contentWidth
        result.titleLines = page.title.map { measure.wrapped($0, .title, width: width, lines: 2) } ?? []
        result.subtitleLines =
            page.subtitle.map { measure.wrapped($0, .subtitle, width: width, lines: 3) } ?? []
        result.footLines = page.footnote.map { measure.wrapped($0, .note, width: width, lines: 4) } ?? []
        if let legend = page.legend, legend.placement == .below {
            result.legendHeight = legend.rows(width: width, measure).height
        }
    }

    /// Width of the texts that stand above and below the panels, up to a limit beyond which they are wrapped.
    private func widestText(limit: Double) -> Double {
        let title = page.title.map { measure.width($0, .title) } ?? 0
        let subtitle = page.subtitle.map { measure.width($0, .subtitle) } ?? 0
        let foot = page.footnote.map { measure.width($0, .note) } ?? 0
        return min(limit, max(title, max(subtitle, foot)))
    }
}

extension Page {
    /// Whether a panel carries labels below: the lowest of its column does, where axes are shared.
    func labelsX(of index: Int) -> Bool { !sharesX || index + columns >= panels.count }

    /// Whether a panel carries labels at its left.
    func labelsY(of index: Int) -> Bool { !sharesY || index % columns == 0 }
}

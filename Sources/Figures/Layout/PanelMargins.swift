/// What the labels of one panel take around its area, measured for a width and height of the area.
struct PanelMargins {
    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0
    var ticksX: [Tick] = []
    var turnedX = false
    var ticksY: [Tick] = []
    var titleLines: [String] = []
    var captionLines: [(text: String, style: TextStyle)] = []
    /// Labels of upright reference lines above the panel.
    var references = ReferenceRows()

    static let tick = 4.0
    static let tickGap = 3.0
    static let labelGap = 5.0
    static let captionGap = 6.0
    static let titleGap = 6.0
    static let leadingGap = 10.0
    static let captionLines = 3
    /// How far what an axis says may reach beyond its ends, less than half of the gap between panels.
    static let captionReach = 8.0
}

extension PanelMargins {
    /// - Parameters:
    ///   - area: room of the data, in points.
    ///   - slack: how far captions may reach beyond the area.
    init(_ panel: Panel, area: Size, slack: Double, labelsX: Bool, labelsY: Bool, measure: TextMeasure) {
        let chooser = TickChooser(measure: measure)
        if let (axis, scale) = panel.x {
            ticksX = chooser.horizontal(axis, scale, length: area.width)
            turnedX = chooser.turns(axis, scale, length: area.width)
            if labelsX {
                addLabelsBelow(axis, measure)
                if !turnedX { addOverhang(scale, width: area.width, measure: measure) }
            }
        }
        if let (axis, scale) = panel.y {
            ticksY = chooser.vertical(axis, scale, length: area.height)
            // A square matrix has the same ticks across and down: those that have room on both.
            if panel.cells != nil, let (across, other) = panel.x, other == scale, across.categories == axis.categories {
                if ticksX.count < ticksY.count { ticksY = ticksX } else { ticksX = ticksY }
            }
            if labelsY { addLabelsLeft(axis, measure) }
            top = max(top, TextStyle.tick.capHeight / 2)
            bottom = max(bottom, TextStyle.tick.capHeight / 2)
        }
        addReferences(panel, area: area, measure: measure)
        addTexts(panel, width: area.width + slack, measure: measure)
    }

    private mutating func addLabelsBelow(_ axis: Axis, _ measure: TextMeasure) {
        bottom += PanelMargins.tick + PanelMargins.tickGap + heightBelow(measure)
        if !axis.caption.isEmpty { bottom += PanelMargins.labelGap + TextStyle.label.height }
    }

    /// Height of the labels below the axis.
    func heightBelow(_ measure: TextMeasure) -> Double {
        turnedX ? measure.width(ticksX.map(\.label), .tick) : TextStyle.tick.height
    }

    private mutating func addLabelsLeft(_ axis: Axis, _ measure: TextMeasure) {
        let widest = measure.width(ticksY.map(\.label), .tick)
        left += PanelMargins.tick + PanelMargins.tickGap + widest
        if !axis.caption.isEmpty { left += PanelMargins.labelGap + TextStyle.label.height }
    }

    /// Half of the first and the last label lies beyond the ends of the axis.
    private mutating func addOverhang(_ scale: Scale, width: Double, measure: TextMeasure) {
        for tick in ticksX {
            guard let place = scale.fraction(of: tick.value).map({ $0 * width }) else { continue }
            let half = measure.width(tick.label, .tick) / 2
            left = max(left, half - place)
            right = max(right, half - (width - place))
        }
    }

    private mutating func addReferences(_ panel: Panel, area: Size, measure: TextMeasure) {
        let horizontal = panel.references.filter { $0.direction == .horizontal && !$0.label.isEmpty }
        if !horizontal.isEmpty {
            right = max(right, PanelMargins.labelGap + measure.width(horizontal.map(\.label), .tick))
        }
        references = ReferenceRows(panel, width: area.width, measure: measure)
        top = max(top, references.height)
    }

    private mutating func addTexts(_ panel: Panel, width: Double, measure: TextMeasure) {
        if let title = panel.title, !title.isEmpty {
            titleLines = measure.wrapped(title, .heading, width: width, lines: 2)
            top +=
                PanelMargins.titleGap + TextStyle.heading.descent
                + TextStyle.heading.capHeight + Double(titleLines.count - 1) * TextStyle.heading.lineHeight
        }
        if let leading = panel.leading, !leading.isEmpty {
            left +=
                PanelMargins.leadingGap + min(measure.width(leading, .heading), PanelMargins.widestLeading)
        }
        for (index, line) in panel.caption.enumerated() where !line.isEmpty {
            let style: TextStyle = index == 0 ? .caption : .note
            let lines = measure.wrapped(line, style, width: width, lines: PanelMargins.captionLines)
            captionLines += lines.map { ($0, style) }
        }
        if !captionLines.isEmpty {
            bottom += PanelMargins.captionGap + captionLines.reduce(0) { $0 + $1.style.lineHeight } - 2
        }
    }

    static let widestLeading = 150.0
}

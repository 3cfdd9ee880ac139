/// How often values fall into each of a row of intervals.
package struct Histogram: Plot {
    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    package var x: Axis
    package var y: Axis
    /// Ends of the intervals, rising; one more than there are counts.
    package var edges: [Double]
    package var counts: [Double]
    package var references: [ReferenceLine] = []

    package init(edges: [Double], counts: [Double], x: Axis, y: Axis = Axis("count"), title: String? = nil) {
        precondition(edges.count == counts.count + 1, "a histogram has one edge more than counts")
        self.edges = edges
        self.counts = counts
        self.x = x
        self.y = y
        self.title = title
    }

    /// The counts of a counter.
    package init(_ counter: HistogramCounter, x: Axis, y: Axis = Axis("count"), title: String? = nil) {
        self.init(edges: counter.edges, counts: counter.counts.map(Double.init), x: x, y: y, title: title)
    }

    package func part() throws(FigureError) -> PlotPart {
        guard counts.contains(where: { $0 > 0 }) else {
            throw .empty("the histogram '\(title ?? x.label)' has no values")
        }
        var panel = Panel { canvas, place in draw(on: canvas, in: place) }
        panel.showsGrid = true
        panel.references = references
        panel.referencesOnTop = true
        panel.obstacles = { place in
            zip(edges, counts).compactMap { place.point($0, $1) }
        }
        var upwards = y
        upwards.includesZero = true
        // A logarithmic axis starts below the count of one, so that one can be seen.
        let least = counts.filter { $0 > 0 }.min() ?? 1
        let heights = y.kind == .log ? counts + [least / 2] : counts
        return PlotPart(
            x: x, y: upwards, xScale: x.scale(showing: edges, margin: 0.02),
            yScale: upwards.scale(showing: heights), subtitle: subtitle, footnote: footnote, panel: panel)
    }

    private func draw(on canvas: Canvas, in place: PlacedPanel) {
        guard let across = place.x, let up = place.y else { return }
        let color = SeriesStyle.palette[0]
        canvas.clipped(to: place.frame) {
            for (index, count) in counts.enumerated() where count > 0 {
                guard let from = across.position(of: edges[index]),
                    let to = across.position(of: edges[index + 1]), let top = up.position(of: count)
                else { continue }
                let left = canvas.aligned(from)
                let wide = canvas.aligned(to) - left
                // A white gap between bars, where they are wide enough for one.
                let gap = wide * canvas.density >= 5 ? 1 / canvas.density : 0
                let bar = Rect(
                    x: left, y: top, width: max(1 / canvas.density, wide - gap),
                    height: place.frame.bottom - top)
                canvas.fill(bar, color)
            }
        }
    }
}

/// Counts values as they stream by, in intervals of equal width; an interval holds its lower end.
package struct HistogramCounter: Sendable {
    package let lower: Double
    package let upper: Double
    package private(set) var counts: [Int]
    /// Values below, above, and not finite. The upper end itself counts into the last interval.
    package private(set) var below = 0
    package private(set) var above = 0
    package private(set) var missing = 0

    package init(lower: Double, upper: Double, bins: Int) {
        precondition(lower < upper && bins > 0, "a histogram has an interval and bins")
        self.lower = lower
        self.upper = upper
        counts = Array(repeating: 0, count: bins)
    }

    package var edges: [Double] {
        (0...counts.count).map { lower + (upper - lower) * Double($0) / Double(counts.count) }
    }

    package mutating func add(_ values: UnsafeBufferPointer<Float>) {
        let factor = Double(counts.count) / (upper - lower)
        for value in values {
            let value = Double(value)
            if !value.isFinite {
                missing += 1
            } else if value < lower {
                below += 1
            } else if value > upper {
                above += 1
            } else {
                counts[min(counts.count - 1, Int((value - lower) * factor))] += 1
            }
        }
    }

    package mutating func add(_ values: [Float]) {
        values.withUnsafeBufferPointer { add($0) }
    }
}

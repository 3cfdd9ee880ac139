/// Spikes over time: a short upright line for each spike, a row for each unit, the first unit at the top.
package struct SpikeRaster: Plot {
    package struct Spike: Sendable, Equatable {
        package var step: Int
        package var unit: Int

        package init(step: Int, unit: Int) {
            self.step = step
            self.unit = unit
        }
    }

    package var title: String?
    package var subtitle: String?
    package var footnote: String?
    package var spikes: [Spike]
    package let steps: Int
    package let units: Int
    /// Time from step to step.
    package var stepLength: Double
    package var x: Axis
    package var unitLabel: String
    /// The number of the unit in the first row.
    package var firstUnit = 0
    /// Names of the units in place of their numbers.
    package var unitNames: [String]?
    /// Index of the colour.
    package var style = 0

    /// - Parameter stepLength: milliseconds a step.
    package init(
        spikes: [Spike], steps: Int, units: Int, stepLength: Double = 1, unitLabel: String = "unit",
        title: String? = nil
    ) {
        self.spikes = spikes
        self.steps = steps
        self.units = units
        self.stepLength = stepLength
        self.unitLabel = unitLabel
        self.title = title
        x = Axis("time", unit: "ms")
    }

    /// Spikes of a record of zeros and ones, `steps * units`, step by step.
    package init(
        record: [UInt8], units: Int, stepLength: Double = 1, unitLabel: String = "unit", title: String? = nil
    ) {
        precondition(units > 0 && record.count % units == 0, "the record holds whole steps")
        let spikes = record.indices.lazy.filter { record[$0] != 0 }.map {
            Spike(step: $0 / units, unit: $0 % units)
        }
        self.init(
            spikes: Array(spikes), steps: record.count / units, units: units, stepLength: stepLength,
            unitLabel: unitLabel, title: title)
    }

    /// The rows in the order of their first spikes; those without one last.
    package var rowsByFirstSpike: [Int] {
        var first = [Int](repeating: .max, count: units)
        for spike in spikes { first[spike.unit] = min(first[spike.unit], spike.step) }
        return (0..<units).sorted { (first[$0], $0) < (first[$1], $1) }
    }

    /// Puts the rows into another order.
    ///
    /// - Precondition: each row once.
    package mutating func order(_ rows: [Int]) {
        precondition(Set(rows) == Set(0..<units), "each row once")
        var places = [Int](repeating: 0, count: units)
        for (place, row) in rows.enumerated() { places[row] = place }
        for index in spikes.indices { spikes[index].unit = places[spikes[index].unit] }
    }

    package func part() throws(FigureError) -> PlotPart {
        guard steps > 0, units > 0 else { throw .empty("the raster '\(title ?? unitLabel)' has no steps") }
        var panel = Panel { canvas, place in draw(on: canvas, in: place) }
        panel.yDownwards = true
        panel.obstacles = { place in
            spikes.compactMap { place.point(Double($0.step) * stepLength, Double($0.unit + firstUnit)) }
        }
        let end = Double(steps) * stepLength
        return PlotPart(
            x: x, y: Axis(unitLabel, wholeNumbers: true, categories: unitNames),
            xScale: x.scale(showing: [0, end], margin: 0),
            yScale: Scale(.linear, from: Double(firstUnit) - 0.5, to: Double(firstUnit + units) - 0.5),
            subtitle: subtitle,
            footnote: footnote,
            panel: panel)
    }

    private func draw(on canvas: Canvas, in place: PlacedPanel) {
        guard let across = place.x, let down = place.y else { return }
        let row = place.frame.height / Double(units)
        // Rows of many units are thinner than what can be seen: their lines reach into the next row.
        let height = max(1.5, row > 4 ? row * 0.8 : row)
        // A line is as wide as its step, within what can be seen and what looks fine.
        let step = place.frame.width * stepLength / (across.scale.upper - across.scale.lower)
        let width = max(0.75, min(1.2, step * 0.8))
        let color = SeriesStyle.palette[style % SeriesStyle.palette.count]
        canvas.clipped(to: place.frame) {
            for spike in spikes {
                // A spike of step s lies within s to s + 1.
                guard let x = across.position(of: (Double(spike.step) + 0.5) * stepLength),
                    let y = down.position(of: Double(spike.unit + firstUnit))
                else { continue }
                canvas.verticalLine(x: x, from: y - height / 2, to: y + height / 2, width: width, color)
            }
        }
    }
}

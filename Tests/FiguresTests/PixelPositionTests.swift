import Testing

@testable import Figures

/// Axis values are read back from the pixels of the picture.
@Suite struct PixelPositionTests {
    /// Centre of mass of what has the hue of the first series, weighted by how much of a pixel is covered.
    private func centroid(_ image: FigureImage, _ color: Color) -> (x: Double, y: Double)? {
        var (sumX, sumY, weight) = (0.0, 0.0, 0.0)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let pixel = image[x, y]
                // Grey pixels are text and axes; the marker is bluer than red.
                guard Int(pixel.blue) - Int(pixel.red) > 8 else { continue }
                let cover = Double(255 - Int(pixel.red)) / Double(255 - Int(color.red))
                sumX += cover * (Double(x) + 0.5)
                sumY += cover * (Double(y) + 0.5)
                weight += cover
            }
        }
        return weight > 0 ? (sumX / weight, sumY / weight) : nil
    }

    private func onePoint(_ kind: Scale.Kind, _ x: Double, _ y: Double, _ range: ClosedRange<Double>)
        -> LinePlot
    {
        LinePlot(
            [Series(x: [x], y: [y], kind: .markers, style: 0)],
            x: Axis("x", unit: "ms", kind: kind, range: range),
            y: Axis("y", kind: kind, range: range), title: "One point")
    }

    @Test(arguments: [
        (Scale.Kind.linear, 3.0, 7.5, 0.0...10.0), (.linear, -2.25, 0.125, -4.0...1.0),
        (.log, 20, 700, 1.0...1000.0),
    ])
    func markerLiesWhereTheAxesSay(kind: Scale.Kind, x: Double, y: Double, range: ClosedRange<Double>) throws {
        let plot = onePoint(kind, x, y, range)
        for options in [
            FigureOptions(), FigureOptions(scale: 1), FigureOptions(size: PixelSize(width: 701, height: 433)),
        ] {
            let layout = try plot.layout(options)
            let expected = try #require(layout.pixel(x: x, y: y))
            let found = try #require(centroid(try plot.image(options), SeriesStyle.palette[0]))
            // The grid of pixels and eight-bit coverage move the centre of a round marker by less than this.
            #expect(abs(found.x - expected.x) < 0.25)
            #expect(abs(found.y - expected.y) < 0.25)
        }
    }

    @Test func axesAreArithmetic() throws {
        let layout = try onePoint(.linear, 3, 7.5, 0...10).layout()
        let frame = layout.panels[0].frame
        let pixel = try #require(layout.pixel(x: 3, y: 7.5))
        // 3 of 0...10 from the left, 7.5 of 0...10 from below, two pixels a point.
        #expect(abs(pixel.x - 2 * (frame.left + 0.3 * frame.width)) < 1e-9)
        #expect(abs(pixel.y - 2 * (frame.bottom - 0.75 * frame.height)) < 1e-9)
        let log = try onePoint(.log, 10, 100, 1...1000).layout()
        let place = try #require(log.pixel(x: 10, y: 100))
        let area = log.panels[0].frame
        #expect(abs(place.x - 2 * (area.left + area.width / 3)) < 1e-9)
        #expect(abs(place.y - 2 * (area.top + area.height / 3)) < 1e-9)
        #expect(log.pixel(x: 0, y: 1) == nil)
    }

    @Test func tickMarksStandAtTheirValues() throws {
        let plot = onePoint(.linear, 3, 7.5, 0...10)
        let image = try plot.image()
        let layout = try plot.layout()
        let axis = try #require(layout.panels[0].x)
        #expect(axis.ticks.count > 3)
        // A row of pixels through the tick marks just below the axis holds dark runs centred on the ticks.
        let y = Int((layout.panels[0].frame.bottom + 2.5) * layout.scale)
        for tick in axis.ticks {
            let expected = try #require(axis.position(of: tick.value)) * layout.scale
            let dark = (Int(expected) - 6...Int(expected) + 6).filter { image[$0, y].luma < 100 }
            let middle = Double(dark.reduce(0, +)) / Double(max(1, dark.count)) + 0.5
            #expect(!dark.isEmpty)
            // Lines are aligned to whole pixels: half a pixel to either side.
            #expect(abs(middle - expected) <= 0.51)
        }
    }

    @Test func spikesStandInTheirStepAndRow() throws {
        let raster = SpikeRaster(spikes: [.init(step: 30, unit: 2)], steps: 100, units: 5, stepLength: 0.5)
        let image = try raster.image()
        let layout = try raster.layout()
        // The middle of step 30 of half a millisecond is at 15.25 ms; unit 2 of 5 is the middle row.
        let expected = try #require(layout.pixel(x: 15.25, y: 2))
        let found = try #require(centroid(image, SeriesStyle.palette[0]))
        #expect(abs(found.x - expected.x) <= 0.51)
        #expect(abs(found.y - expected.y) <= 0.51)
        #expect(abs(expected.y - layout.panels[0].frame.center.y * layout.scale) < 1e-9)
    }

    @Test func barsAreAsHighAsTheirCounts() throws {
        let histogram = Histogram(
            edges: [0, 1, 2], counts: [4, 10], x: Axis("x"), y: Axis("count", range: 0...20))
        let image = try histogram.image()
        let layout = try histogram.layout()
        for (middle, count) in [(0.5, 4.0), (1.5, 10.0)] {
            let top = try #require(layout.pixel(x: middle, y: count))
            let color = SeriesStyle.palette[0]
            #expect(image[Int(top.x), Int(top.y.rounded()) + 2] == color)
            #expect(image[Int(top.x), Int(top.y.rounded()) - 3] != color)
        }
    }

    /// A line of constant value between two grid points runs where linear interpolation puts it.
    @Test func contourLinesLieBetweenGridPoints() throws {
        var contour = Contour(
            columns: [0, 1, 2], rows: [0, 1], values: [0, 1, 3, 0, 1, 3], x: Axis("x"), y: Axis("y"), scaleLabel: "z")
        contour.levels = [0.25, 2]
        let image = try contour.image()
        let layout = try contour.layout()
        // 0.25 of 0 to 1 is at x = 0.25; 2 of 1 to 3 is at x = 1.5. The label stands elsewhere than y = 0.2.
        for x in [0.25, 1.5] {
            let place = try #require(layout.pixel(x: x, y: 0.2))
            let dark = (-6...6).filter { image[Int(place.x) + $0, Int(place.y)].luma < 60 }
            let middle = Double(dark.reduce(0, +)) / Double(max(1, dark.count))
            #expect(!dark.isEmpty && abs(middle) <= 1)
        }
    }

    /// Ends of error bars and the curve itself, read in the column of a point.
    @Test func errorsEndWhereTheyAreSaid() throws {
        let series = Series(x: [0, 5, 10], y: [2, 4, 2], error: [0.5, 1.5, 0.5], style: 0)
        let plot = LinePlot([series], x: Axis("x", range: -1...11), y: Axis("y", range: 0...8))
        let image = try plot.image()
        let layout = try plot.layout()
        let place = try #require(layout.pixel(x: 5, y: 4))
        let top = try #require(layout.pixel(x: 5, y: 5.5)).y
        let bottom = try #require(layout.pixel(x: 5, y: 2.5)).y
        let covered = (Int(top) - 20...Int(bottom) + 20).filter { image[Int(place.x), $0] == SeriesStyle.palette[0] }
        // Caps are lines of two pixels about the ends.
        #expect(abs(Double(covered.first ?? 0) - top) <= 2)
        #expect(abs(Double(covered.last ?? 0) - bottom) <= 2)
    }
}

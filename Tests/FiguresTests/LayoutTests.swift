import Testing

@testable import Figures

@Suite struct LayoutTests {
    private static let sizes: [PixelSize?] = [
        nil, PixelSize(width: 2400, height: 1200), PixelSize(width: 640, height: 480),
        PixelSize(width: 300, height: 300),
        PixelSize(width: 200, height: 900), PixelSize(width: 90, height: 40),
    ]

    private func box(_ text: PlacedText, _ measure: TextMeasure) -> Rect {
        let width = measure.width(text.text, text.style)
        let left: Double =
            switch text.horizontal {
            case .left: 0
            case .center: -width / 2
            case .right: -width
            }
        let top: Double =
            switch text.vertical {
            case .top: 0
            case .middle: -text.style.capHeight / 2
            case .baseline: -text.style.capHeight
            case .bottom: -text.style.height
            }
        // Text written upwards runs along -y, its lines along x.
        return text.turned
            ? Rect(
                x: text.at.x + top, y: text.at.y - left - width, width: text.style.capHeight, height: width)
            : Rect(x: text.at.x + left, y: text.at.y + top, width: width, height: text.style.capHeight)
    }

    @Test(arguments: Samples.all.indices, LayoutTests.sizes)
    func labelsNeitherCollideNorAreCut(sample: Int, size: PixelSize?) throws {
        let (name, figure) = Samples.all[sample]
        let layout = try figure.layout(FigureOptions(size: size))
        let measure = try TextMeasure()
        let boxes = layout.texts.filter { !$0.text.isEmpty }.map { ($0.text, box($0, measure)) }
        for (text, box) in boxes {
            #expect(
                box.left >= -0.5 && box.top >= -0.5 && box.right <= layout.size.width + 0.5
                    && box.bottom <= layout.size.height + 0.5, "\(name): '\(text)' is cut")
        }
        for first in boxes.indices {
            for second in boxes.indices where second > first {
                #expect(
                    !boxes[first].1.overlaps(boxes[second].1),
                    "\(name): '\(boxes[first].0)' and '\(boxes[second].0)' collide")
            }
        }
        for panel in layout.panels {
            #expect(panel.frame.left >= 0 && panel.frame.right <= layout.size.width + 0.5)
            #expect(panel.frame.top >= 0 && panel.frame.bottom <= layout.size.height + 0.5)
            // Below half a pixel a point, nobody reads, and whole pixels of pictures are large in points.
            for (text, box) in boxes where layout.scale > 0.5 {
                #expect(!box.overlaps(panel.frame.inset(0.5)), "\(name): '\(text)' lies on a panel")
            }
        }
    }

    @Test(arguments: Samples.all.indices, LayoutTests.sizes.compactMap { $0 })
    func pictureHasTheSizeAskedFor(sample: Int, size: PixelSize) throws {
        let image = try Samples.all[sample].figure.image(FigureOptions(size: size))
        #expect(image.width == size.width && image.height == size.height)
        // Something is drawn.
        #expect(image.pixels.contains { $0 < 250 })
    }

    @Test func smallestPictureIsOnePixel() throws {
        for (_, figure) in Samples.all {
            #expect(try figure.image(FigureOptions(size: PixelSize(width: 1, height: 1))).pixels.count == 3)
        }
    }

    @Test func twiceTheScaleIsTwiceTheSize() throws {
        let one = try Samples.plot.layout(FigureOptions(scale: 1)).pixelSize
        let two = try Samples.plot.layout(FigureOptions(scale: 2)).pixelSize
        #expect(abs(two.width - 2 * one.width) <= 2)
        #expect(abs(two.height - 2 * one.height) <= 2)
    }

    @Test func legendTakesTheFreeCorner() throws {
        // A line from the upper left to the lower right leaves the upper right corner free.
        let falling = LinePlot(
            [Series("falling", x: [0, 1], y: [1, 0])], x: Axis("x", range: 0...1), y: Axis("y", range: 0...1))
        let layout = try falling.layout()
        let legend = try #require(layout.legend)
        let frame = layout.panels[0].frame
        #expect(legend.center.x > frame.center.x && legend.center.y < frame.center.y)
        #expect(legend.right < frame.right)
        // One that rises takes the upper left.
        let rising = LinePlot(
            [Series("rising", x: [0, 1], y: [0, 1])], x: Axis("x", range: 0...1), y: Axis("y", range: 0...1))
        let other = try rising.layout()
        #expect(try #require(other.legend).center.x < other.panels[0].frame.center.x)
    }

    @Test func legendLeavesAFullPlot() throws {
        let full = Series(
            "cloud", x: (0..<900).map { Double($0 % 30) }, y: (0..<900).map { Double($0 / 30) },
            kind: .markers)
        let layout = try LinePlot([full], x: Axis("x"), y: Axis("y")).layout()
        let legend = try #require(layout.legend)
        #expect(legend.left > layout.panels[0].frame.right || legend.top > layout.panels[0].frame.bottom)
    }

    @Test func sharedAxesAreEqualAndLabelledOnce() throws {
        var grid = Samples.grid
        grid.title = nil
        let layout = try grid.layout()
        #expect(Set(layout.panels.map { $0.x?.scale.upper }).count == 1)
        #expect(Set(layout.panels.map { $0.y?.scale.upper }).count == 1)
        // Five panels in two columns: the last of each column is labelled, and the first of each row.
        #expect(layout.texts.filter { $0.text == "epoch" }.count == 2)
        #expect(layout.texts.filter { $0.turned }.count == 3)
    }

    /// Names that are wider than the page are shortened in the legend rather than cut off.
    @Test(arguments: [160, 300, 900])
    func longNamesInLegendsAreShortened(width: Int) throws {
        let name = "a very long name of a trial that goes on and on and does not end before the page does.png"
        let plot = LinePlot([Series(name, x: [0, 1], y: [0, 1])], x: Axis("step"), y: Axis("energy"))
        let layout = try plot.layout(FigureOptions(size: PixelSize(width: width, height: width)))
        let label = try #require(layout.legendLabels.first)
        let legend = try #require(layout.legend)
        #expect(label.contains("…") && label.hasPrefix("a") && label.count < name.count)
        let end = legend.left + 24 + (try TextMeasure().width(label, .tick))
        #expect(legend.left >= 0 && end <= layout.size.width)
    }
}

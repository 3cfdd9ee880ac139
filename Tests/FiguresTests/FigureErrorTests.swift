import Testing

@testable import Figures

@Suite struct FigureErrorTests {
    private func sentence(_ work: () throws -> Void) -> String? {
        do { try work() } catch { return "\(error)" }
        return nil
    }

    @Test(arguments: [
        PixelSize(width: 0, height: 100), PixelSize(width: 100, height: -5),
        PixelSize(width: 1_000_000, height: 10),
        PixelSize(width: 20_000, height: 20_000), PixelSize(width: .max, height: .max),
    ])
    func sizeOutOfRangeIsRefused(size: PixelSize) {
        #expect(
            sentence { _ = try Samples.plot.image(FigureOptions(size: size)) }
                == "size \(size.width)x\(size.height) is out of range: "
                + "width and height are 1 to 20000 pixels, the area at most 100 million")
        #expect(sentence { _ = try Samples.plot.svg(FigureOptions(size: size)) } != nil)
    }

    @Test(arguments: [0, -1, 17, 1e6, Double.nan, .infinity])
    func scaleOutOfRangeIsRefused(scale: Double) {
        #expect(
            sentence { _ = try Samples.plot.image(FigureOptions(scale: scale)) }
                == "scale \(scale) is out of range: it is 0.1 to 16 pixels per point")
    }

    @Test func nothingToDrawIsSaid() {
        #expect(
            sentence { _ = try TileSheet(rows: []).image() } == "nothing to draw: the sheet has no pictures")
        #expect(
            sentence { _ = try TileSheet(rows: [[nil]]).image() }
                == "nothing to draw: the sheet has no pictures")
        #expect(
            sentence { _ = try Mosaic(fields: [], rows: 2, columns: 2).image() }
                == "nothing to draw: there are no receptive fields")
        #expect(
            sentence { _ = try HeatMap(rows: 0, columns: 0, values: []).image() }
                == "nothing to draw: the matrix has no entries")
        #expect(
            sentence {
                _ = try LinePlot([Series(x: [], y: [])], x: Axis(), y: Axis(), title: "Energy").image()
            }
                == "nothing to draw: the plot 'Energy' has no points")
        #expect(sentence { _ = try PlotGrid([]).image() } == "nothing to draw: the figure has no plots")
    }

    @Test func sweptValuesMustRise() {
        let contour = Contour(columns: [2, 1], rows: [1], values: [0, 0], x: Axis("load"), y: Axis("noise"))
        #expect(
            sentence { _ = try contour.image() }
                == "the values of 'load' must be finite and rising, above 0 on a logarithmic axis")
    }

    @Test func differentScalesCannotShareABar() {
        let one = Contour(columns: [1], rows: [1], values: [1], x: Axis("x"), y: Axis("y"))
        var two = one
        two.scale = ColorScale(map: .magma, lower: 0, upper: 9)
        #expect(
            sentence { _ = try PlotGrid([one, two]).image() }
                == "plots on one page have different colour scales; give all of them the same range")
    }

    @Test func valuesThatAreNotFiniteAreGaps() throws {
        let odd: [Double] = [1, .nan, .infinity, -.infinity, 5, 1e308, -1e308]
        let places = odd.indices.map(Double.init)
        for kind in [Series.Kind.data, .theory, .line, .trace, .markers, .stems] {
            let series = Series(
                "odd", x: places, y: odd, kind: kind, lower: odd, upper: odd.map { -$0 }, spread: .band)
            #expect(try !LinePlot([series], x: Axis("x"), y: Axis("y")).image().pixels.isEmpty)
            #expect(try !LinePlot([series], x: Axis("x"), y: Axis("y", kind: .log)).image().pixels.isEmpty)
        }
        // Whatever is not finite leaves the same gap, and a number none.
        func picture(_ value: Double) throws -> [UInt8] {
            let series = Series("odd", x: [0, 1, 2, 3, 4], y: [1, 2, value, 4, 5])
            return try LinePlot([series], x: Axis("x"), y: Axis("y", range: 0...6)).image().pixels
        }
        let gap = try picture(.nan)
        #expect(try picture(.infinity) == gap && picture(-.infinity) == gap && picture(3) != gap)
        let nothing = Series(x: [.nan], y: [.nan])
        #expect(try !LinePlot([nothing], x: Axis("x"), y: Axis("y")).image().pixels.isEmpty)
        #expect(try !HeatMap(rows: 1, columns: 2, values: [.nan, .nan]).image().pixels.isEmpty)
    }
}

import Testing

@testable import Figures

/// Cells of heat maps and sheets are read back from the pixels of the picture.
@Suite struct CellColorTests {
    @Test(arguments: [
        FigureOptions(), FigureOptions(scale: 1), FigureOptions(scale: 1.37),
        FigureOptions(size: PixelSize(width: 900, height: 640)),
    ])
    func everyCellHasItsExactColour(options: FigureOptions) throws {
        let values = (0..<48).map { Float($0) / 10 - 2 }
        let map = HeatMap(rows: 6, columns: 8, values: values, title: "Cells")
        let image = try map.image(options)
        let layout = try map.layout(options)
        // The largest magnitude is 4.7 - 2 = 2.7, so colours run from -2.7 to 2.7.
        let bound = Double(values[47])
        for index in 0..<48 {
            let place = try #require(layout.pixel(row: index / 8, column: index % 8))
            let expected = ColorMap.balance.color(at: (Double(values[index]) + bound) / (2 * bound))
            #expect(image[Int(place.x), Int(place.y)] == expected)
        }
    }

    @Test func cellsAreWholePixelsOfOneColour() throws {
        let map = HeatMap(rows: 3, columns: 3, values: [0, 1, 0, 1, 0, 1, 0, 1, 0], map: .gray)
        let image = try map.image()
        let layout = try map.layout()
        let frame = layout.panels[0].frame
        let side = frame.width * layout.scale / 3
        #expect(side == side.rounded())
        let left = Int(frame.left * layout.scale)
        let top = Int(frame.top * layout.scale)
        for y in 0..<Int(3 * side) {
            for x in 0..<Int(3 * side) {
                let isWhite = (x / Int(side) + y / Int(side)) % 2 == 1
                guard image[left + x, top + y] == (isWhite ? .white : .black) else {
                    Issue.record("blurred pixel at \(x), \(y)")
                    return
                }
            }
        }
    }

    @Test func axesOfHeatMapsCountCellsFromTheTop() throws {
        let map = HeatMap(rows: 4, columns: 10, values: (0..<40).map(Float.init), map: .viridis)
        let layout = try map.layout()
        // The middle of cell (3, 7) is at column 7 and row 3 of the axes.
        let cell = try #require(layout.pixel(row: 3, column: 7))
        let axes = try #require(layout.pixel(x: 7, y: 3))
        #expect(abs(cell.x - axes.x) < 1e-9)
        #expect(abs(cell.y - axes.y) < 1e-9)
        #expect(cell.y > layout.panels[0].frame.center.y * layout.scale)
    }

    /// Two rows of 42 cells would be a line: a cell is seven times as high as wide, still whole pixels of one colour.
    @Test func flatMatricesHaveHighCells() throws {
        let values = (0..<84).map { Float(($0 * 5) % 9) - 4 }
        var map = HeatMap(rows: 2, columns: 42, values: values)
        map.scaleLabel = "weight"
        let image = try map.image()
        let layout = try map.layout()
        let frame = layout.panels[0].frame
        #expect(abs(frame.height / frame.width - 14.0 / 42) < 1e-9)
        for index in 0..<84 {
            let middle = try #require(layout.pixel(row: index / 42, column: index % 42))
            let half = Int(frame.height * layout.scale / 4) - 1
            let expected = ColorMap.balance.color(at: (Double(values[index]) + 4) / 8)
            for y in [-half, 0, half] { #expect(image[Int(middle.x), Int(middle.y) + y] == expected) }
        }
        // The bar beside it is long enough for its range.
        let bar = try #require(layout.colorBar)
        #expect(bar.frame.height >= 60 && bar.axis.ticks.count >= 3)
        #expect(bar.frame.bottom <= layout.size.height)
    }

    /// 0 to 99 down and across: ticks that have room on both axes.
    @Test func squareMatricesHaveTheSameTicksOnBothAxes() throws {
        let map = HeatMap(rows: 100, columns: 100, values: Array(repeating: 1, count: 10_000))
        for options in [FigureOptions(), FigureOptions(size: PixelSize(width: 240, height: 240))] {
            let panel = try map.layout(options).panels[0]
            #expect(panel.x?.ticks == panel.y?.ticks && (panel.x?.ticks.count ?? 0) > 1)
        }
    }

    @Test func missingCellsAreHatchedAndExplained() throws {
        let map = HeatMap(rows: 2, columns: 2, values: [1, .nan, -1, 0])
        let image = try map.image()
        let layout = try map.layout()
        let place = try #require(layout.pixel(row: 0, column: 1))
        let area = (-20...20).map { image[Int(place.x) + $0, Int(place.y)] }
        // Background and slanted lines, neither of which is a colour of the map.
        #expect(Set(area).count > 1)
        #expect(area.contains(.missing))
        #expect(layout.colorBar?.missing != nil)
        #expect(layout.texts.contains { $0.text == "no value" })
    }

    @Test func barOfColoursShowsTheSameColours() throws {
        var map = HeatMap(rows: 1, columns: 2, values: [-3, 3])
        map.side = 200
        let image = try map.image()
        let layout = try map.layout()
        let bar = try #require(layout.colorBar)
        for value in [-2.0, 0, 1.5] {
            let y = try #require(bar.axis.position(of: value)) * layout.scale
            let found = image[Int(bar.frame.center.x * layout.scale), Int(y)]
            let expected = ColorMap.balance.color(at: (value + 3) / 6)
            // A pixel of a bar of 100 and more differs from its neighbour by a few levels.
            #expect(abs(Int(found.red) - Int(expected.red)) <= 8)
            #expect(abs(Int(found.blue) - Int(expected.blue)) <= 8)
        }
    }

    @Test func largeMatricesAreReducedByTheirValues() throws {
        // Stripes of ±1 average to zero, which is the middle of the map; extremes keep the first of each block.
        let values = (0..<(2000 * 4)).map { Float($0 % 2 == 0 ? 1 : -1) }
        var map = HeatMap(rows: 4, columns: 2000, values: values)
        let options = FigureOptions(scale: 1, size: PixelSize(width: 700, height: 300))
        let layout = try map.layout(options)
        let place = layout.panels[0].frame
        #expect(place.width < 700)
        let averaged = try map.image(options)[Int(place.center.x), Int(place.center.y)]
        #expect(abs(averaged.luma - Color(hex: 0xF7F7F7).luma) < 60)
        map.reduction = .extremes
        let extreme = try map.image(options)[Int(place.center.x), Int(place.center.y)]
        #expect(extreme == ColorMap.balance.color(at: 1))
    }

    @Test func contourCellsHaveTheirExactColour() throws {
        let contour = Contour(
            columns: [10, 20, 40], rows: [1, 2], values: [0, 1, 2, 3, 4, .nan], x: Axis("N", kind: .log),
            y: Axis("k"), scaleLabel: "time")
        var plain = contour
        plain.levels = []
        let image = try plain.image()
        let layout = try plain.layout()
        for (index, value) in [0.0, 1, 2, 3, 4].enumerated() {
            let place = try #require(layout.pixel(x: contour.columns[index % 3], y: contour.rows[index / 3]))
            #expect(image[Int(place.x), Int(place.y)] == ColorMap.viridis.color(at: value / 4))
        }
    }

    @Test func numbersStandInCellsWithRoom() throws {
        var map = HeatMap(rows: 3, columns: 3, values: [1, -1, 0.5, 0, 0.25, -0.25, .nan, 0.75, -0.75])
        let plain = try map.image()
        map.showsValues = true
        let image = try map.image()
        let layout = try map.layout()
        let cell = try #require(layout.pixel(row: 0, column: 0))
        let white = (-30...30).filter { image[Int(cell.x) + $0, Int(cell.y)].luma > 200 }
        // White on the darkest colour, nothing near the corner of a cell, nothing where there is no value.
        #expect(!white.isEmpty)
        let corner = Point(x: cell.x - 60, y: cell.y - 60)
        #expect(image[Int(corner.x), Int(corner.y)] == plain[Int(corner.x), Int(corner.y)])
        let missing = try #require(layout.pixel(row: 2, column: 0))
        for x in -40...40 {
            #expect(image[Int(missing.x) + x, Int(missing.y)] == plain[Int(missing.x) + x, Int(missing.y)])
        }
        // Cells of a few pixels stay as they are.
        var fine = HeatMap(rows: 40, columns: 40, values: (0..<1600).map { Float($0) })
        let before = try fine.image()
        fine.showsValues = true
        #expect(try fine.image() == before)
    }
}

import Testing

@testable import Figures

@Suite struct TileSheetTests {
    private func region(_ image: FigureImage, _ layout: FigureLayout, panel: Int) -> (
        left: Int, top: Int, side: Int
    ) {
        let place = layout.panels[panel]
        let columns = Double(place.cells?.columns ?? 1)
        return (
            Int((place.frame.left * layout.scale).rounded()), Int((place.frame.top * layout.scale).rounded()),
            Int((place.frame.width * layout.scale / columns).rounded())
        )
    }

    @Test(arguments: [1.0, 1.5, 2, 3])
    func unitsAreWholeSquares(scale: Double) throws {
        let states = (0..<35).map { Int8($0 * $0 % 3 == 1 ? 1 : -1) }
        let sheet = TileSheet(tiles: [.init(TilePicture(rows: 7, columns: 5, states: states), caption: ["A"])]
        )
        let options = FigureOptions(scale: scale)
        let image = try sheet.image(options)
        let (left, top, side) = region(image, try sheet.layout(options), panel: 0)
        #expect(side > 5)
        for y in 0..<7 * side {
            for x in 0..<5 * side {
                let expected: Color = states[y / side * 5 + x / side] > 0 ? .white : .black
                guard image[left + x, top + y] == expected else {
                    Issue.record("pixel \(x), \(y) is \(image[left + x, top + y])")
                    return
                }
            }
        }
    }

    @Test func wrongUnitsAreMarkedAndStayVisible() throws {
        let states = [Int8](repeating: -1, count: 16)
        var sheet = TileSheet(tiles: [
            .init(TilePicture(rows: 4, columns: 4, states: states), marks: [5, 99])
        ])
        sheet.markLabels = ("wrong: white", "wrong: black")
        let image = try sheet.image()
        let layout = try sheet.layout()
        let middle = try #require(layout.pixel(row: 1, column: 1))
        #expect(image[Int(middle.x), Int(middle.y)] == .markDark)
        // The unit's own colour shows around its mark; other units are not touched.
        let (left, top, side) = region(image, layout, panel: 0)
        #expect(image[left + side + 1, top + side + 1] == .black)
        let other = try #require(layout.pixel(row: 2, column: 2))
        #expect(image[Int(other.x), Int(other.y)] == .black)
        #expect(layout.legend != nil)
        // Of the two marks only the one that there is has an entry.
        #expect(layout.legendLabels == ["wrong: black"])
    }

    /// A wrong unit shows its value: orange where it is white, blue where it is black, in grey two levels of 68 between
    /// them (162 and 94 of 255) and as far from black and white.
    @Test func marksTellTheValueOfAUnit() throws {
        let sheet = TileSheet(tiles: [.init(TilePicture(rows: 1, columns: 2, states: [1, -1]), marks: [0, 1])])
        let image = try sheet.image()
        let layout = try sheet.layout()
        let colors = try [0, 1].map { column in
            let place = try #require(layout.pixel(row: 0, column: column))
            return image[Int(place.x), Int(place.y)]
        }
        #expect(colors == [Color(hex: 0xE69F00), Color(hex: 0x0072B2)])
        #expect(abs(colors[0].luma - 162.6) < 0.5 && abs(colors[1].luma - 94.4) < 0.5)
    }

    @Test func marksOfUnitsSmallerThanAPixelDoNotCoverThePicture() throws {
        let states = [Int8](repeating: 1, count: 400 * 400)
        let marks = (0..<40).map { $0 * 4000 }
        let sheet = TileSheet(tiles: [
            .init(TilePicture(rows: 400, columns: 400, states: states), marks: marks)
        ])
        let options = FigureOptions(scale: 1, size: PixelSize(width: 120, height: 120))
        let image = try sheet.image(options)
        let frame = try sheet.layout(options).panels[0].frame
        var sum = 0.0
        for y in Int(frame.top)..<Int(frame.bottom) {
            for x in Int(frame.left)..<Int(frame.right) { sum += image[x, y].luma }
        }
        // 40 of 160 000 units are marked; the mean stays white.
        #expect(sum / (frame.width * frame.height) > 254)
    }

    @Test func zeroIsUnknownAmongBipolarUnitsOnly() {
        let bipolar = TilePicture(rows: 1, columns: 3, states: [-1, 0, 1])
        #expect((0..<3).map { bipolar.color(row: 0, column: $0) } == [.black, Color(gray: 128), .white])
        let binary = TilePicture(rows: 1, columns: 2, states: [0, 1], binary: true)
        #expect(binary.color(row: 0, column: 0) == .black)
        let real = TilePicture(
            rows: 1, columns: 2, values: [0.5, .nan], scale: ColorScale(map: .gray, lower: 0, upper: 1))
        #expect(real.color(row: 0, column: 0) == Color(gray: 128))
        #expect(real.color(row: 0, column: 1) == nil)
    }

    @Test func pictureAloneIsOnePixelACell() {
        let picture = TilePicture(rows: 2, columns: 2, colors: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        let image = picture.image()
        #expect(image.width == 2 && image.height == 2)
        #expect(image.pixels == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    }

    @Test func averagingWeighsParts() {
        // Three pixels into two: each new one holds one and a half old ones.
        let old = PixelBuffer(
            width: 3, height: 1, pixels: [Color(gray: 0), Color(gray: 90), Color(gray: 240)].map(\.packed))
        let new = old.resampled(width: 2, height: 1)
        #expect(new.pixels == [Color(gray: 30), Color(gray: 190)].map(\.packed))
    }

    @Test func longSheetsContinueBesideThemselves() throws {
        let tile = TileSheet.Tile(TilePicture(rows: 4, columns: 4, states: Array(repeating: 1, count: 16)))
        var sheet = TileSheet(rows: (0..<26).map { _ in [tile, tile, tile] })
        sheet.columnHeadings = ["stored", "cue", "recalled"]
        let layout = try sheet.layout()
        let ratio = layout.size.width / layout.size.height
        #expect((0.7...2.5).contains(ratio))
        // Each group carries the headings.
        #expect(layout.texts.filter { $0.text == "stored" }.count > 1)
        #expect(
            layout.texts.filter { $0.text == "stored" }.count
                == layout.texts.filter { $0.text == "cue" }.count)
    }

    @Test func thousandsOfPicturesGiveAHandySheet() throws {
        let tile = TileSheet.Tile(TilePicture(rows: 28, columns: 28, states: Array(repeating: 1, count: 784)))
        let layout = try TileSheet(tiles: Array(repeating: tile, count: 3000)).layout()
        #expect(layout.pixelSize.width * layout.pixelSize.height < 40_000_000)
    }

    @Test func mosaicScalesEachFieldOrAll() throws {
        let fields: [[Float]] = [[1, -1, 0, 0.5], [4, 0, -4, 2]]
        var mosaic = Mosaic(fields: fields, rows: 2, columns: 2)
        let layout = try mosaic.layout()
        let first = try #require(layout.pixel(row: 0, column: 0, panel: 0))
        #expect(try mosaic.image()[Int(first.x), Int(first.y)] == ColorMap.balance.color(at: 1))
        mosaic.range = .shared
        let shared = try mosaic.layout()
        let place = try #require(shared.pixel(row: 0, column: 0, panel: 0))
        // 1 of -4...4 is five eighths of the map.
        #expect(try mosaic.image()[Int(place.x), Int(place.y)] == ColorMap.balance.color(at: 0.625))
    }

    /// Twelve squares of side 1 and gaps of .1 fill a page three times as wide as high in six columns: tiles of
    /// 3/(6 · 1.1) = .454 by 1/(2 · 1.1) = .4545, where five columns allow .303 and seven .39.
    @Test func sheetsFillTheirPage() throws {
        #expect(TileSheet.filling(12, unit: Size(width: 1.1, height: 1.1), 3) == 6)
        #expect(TileSheet.filling(12, unit: Size(width: 1.1, height: 1.1), 1.0 / 3) == 2)
        #expect(TileSheet.filling(1, unit: Size(width: 1, height: 1), 9) == 1)
        let tile = TileSheet.Tile(TilePicture(rows: 8, columns: 8, states: Array(repeating: 1, count: 64)))
        for (size, columns) in [(PixelSize(width: 1500, height: 500), 6), (PixelSize(width: 500, height: 1500), 2)] {
            let options = FigureOptions(size: size)
            let sheet = TileSheet(tiles: Array(repeating: tile, count: 12), aspect: options.aspect)
            let panels = try sheet.layout(options).panels
            #expect(Set(panels.map(\.frame.left)).count == columns)
        }
    }

    /// Few pictures stand in full rows; many in a sheet at most twice as wide as high, its last row half full at least.
    @Test func sheetsHaveAPleasantShape() {
        #expect((1...6).map { TileSheet.pleasantColumns($0) } == [1, 2, 3, 2, 5, 3])
        // Strips eight times as wide as high stand below each other rather than side by side.
        #expect(TileSheet.pleasantColumns(200, shape: 8) == 10)
        for count in 7...400 {
            let columns = TileSheet.pleasantColumns(count)
            let rows = (count + columns - 1) / columns
            #expect(columns <= 3 * rows && rows <= 2 * columns, "\(count): \(columns)x\(rows)")
            #expect((count - 1) % columns + 1 > columns / 3, "\(count): \(columns)x\(rows)")
        }
    }
}

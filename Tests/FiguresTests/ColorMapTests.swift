import Testing

@testable import Figures

@Suite struct ColorMapTests {
    /// First, middle and last stops of the published tables (see ColorMapTables), in hexadecimal.
    @Test(
        arguments: [
            ("gray", 0x000000, 0x808080, 0xFFFFFF), ("viridis", 0x440154, 0x21908C, 0xFDE725),
            ("magma", 0x000004, 0xB63779, 0xFCFDBF), ("cividis", 0x00224E, 0x7C7B78, 0xFEE838),
            ("balance", 0x053061, 0xF7F7F7, 0x67001F), ("purple-green", 0x40004B, 0xF7F7F7, 0x00441B),
        ] as [(String, UInt32, UInt32, UInt32)])
    func endsAndCentreArePublishedColours(name: String, first: UInt32, middle: UInt32, last: UInt32) throws {
        let map = #require(ColorMap.named(name))
        #expect(map.color(at: 0) == Color(hex: first))
        #expect(map.color(at: 0.5) == Color(hex: middle))
        #expect(map.color(at: 1) == Color(hex: last))
        #expect(map.color(at: -3) == Color(hex: first))
        #expect(map.color(at: 7) == Color(hex: last))
    }

    @Test func grayIsLinear() {
        // 0.2 · 255 = 51, 0.75 · 255 = 191.25.
        #expect(ColorMap.gray.color(at: 0.2) == Color(gray: 51))
        #expect(ColorMap.gray.color(at: 0.75) == Color(gray: 191))
    }

    @Test(arguments: ColorMap.all.filter { $0.kind == .sequential })
    func sequentialMapsReadInGrey(map: ColorMap) {
        let lumas = (0...100).map { map.color(at: Double($0) / 100).luma }
        // Rounding to eight bits may lower luma by less than one level.
        for (darker, lighter) in zip(lumas, lumas.dropFirst()) { #expect(lighter > darker - 1) }
        #expect((lumas.last ?? 0) - (lumas.first ?? 0) > 150)
    }

    @Test(arguments: ColorMap.all.filter { $0.kind == .diverging })
    func divergingMapsAreLightestAtZero(map: ColorMap) {
        let lumas = (0...20).map { map.color(at: Double($0) / 20).luma }
        for (index, luma) in lumas.enumerated() where index != 10 { #expect(luma < lumas[10]) }
        // Both ends are about equally dark.
        #expect(abs(lumas[0] - lumas[20]) < 40)
    }

    @Test func scaleIsSymmetricForDivergingMaps() {
        let scale = ColorScale(map: .balance, showing: [-0.2, 0.5, .nan, .infinity])
        #expect(scale.lower == -0.5)
        #expect(scale.upper == 0.5)
        #expect(scale.color(of: 0) == Color(hex: 0xF7F7F7))
        #expect(scale.color(of: .nan) == nil)
        #expect(scale.color(of: .infinity) == nil)
        let plain = ColorScale(map: .viridis, showing: [2, 6])
        #expect(plain.color(of: 4) == Color(hex: 0x21908C))
    }

    @Test func scaleOfEqualOrNoValuesIsAnInterval() {
        #expect(ColorScale(map: .balance, showing: [0, 0]).lower == -1)
        let one = ColorScale(map: .gray, showing: [5, 5])
        #expect(one.lower < 5 && 5 < one.upper)
        #expect(one.color(of: 5) == Color(gray: 128))
        let none = ColorScale(map: .viridis, showing: [Float.nan])
        #expect(none.lower < none.upper)
    }

    @Test func seriesDifferInMoreThanColour() {
        let styles = (0..<7).map(SeriesStyle.numbered)
        #expect(Set(styles.map(\.color)).count == 7)
        #expect(Set(styles.map { "\($0.marker)" }).count == 7)
        #expect(Set(styles.map(\.dashes)).count == 7)
        // The eighth repeats the first colour with another marker and other dashes.
        let eighth = SeriesStyle.numbered(7)
        #expect(eighth.color == styles[0].color)
        #expect(eighth.marker != styles[0].marker)
        #expect(eighth.dashes != styles[0].dashes)
    }
}

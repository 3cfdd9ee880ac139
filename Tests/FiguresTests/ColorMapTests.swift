import Foundation
import Testing

@testable import Figures

@Suite struct ColorMapTests {
    /// First, middle and last stops of the published tables (see ColorMapTables), in hexadecimal.
    @Test(
        arguments: [
            ("gray", 0x000000, 0x808080, 0xFFFFFF), ("viridis", 0x440154, 0x21908C, 0xFDE725),
            ("magma", 0x000004, 0xB63779, 0xFCFDBF), ("cividis", 0x00224E, 0x7C7B78, 0xFEE838),
            ("balance", 0x053061, 0xF7F7F7, 0x67001F), ("purple-green", 0x60196C, 0xF7F7F7, 0x00441B),
        ] as [(String, UInt32, UInt32, UInt32)])
    func endsAndCentreArePublishedColours(name: String, first: UInt32, middle: UInt32, last: UInt32) throws {
        let map = try #require(ColorMap.named(name))
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

    /// Lightness L* of CIELAB (CIE 1976) of an sRGB colour, 0 to 100; white is Y = 1.
    private func lightness(_ color: Color) -> Double {
        let linear = [color.red, color.green, color.blue].map { level -> Double in
            let value = Double(level) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : 24389.0 / 27 * y
    }

    private func lightnesses(_ map: ColorMap) -> [Double] {
        (0...100).map { lightness(map.color(at: Double($0) / 100)) }
    }

    @Test func lightnessOfKnownColours() {
        #expect(abs(lightness(.white) - 100) < 1e-9)
        #expect(lightness(.black) == 0)
        // sRGB grey 119 has L* = 50.03 (Y = 0.1845).
        #expect(abs(lightness(Color(gray: 119)) - 50.03) < 0.01)
    }

    /// Lightness rises at every hundredth, by at least a third of a unit, and keeps near a straight line: equal steps
    /// of value are equal steps of grey. Magma, inferno and plain grey are up to 6 units off, as published.
    @Test(arguments: ColorMap.all.filter { $0.kind == .sequential })
    func sequentialMapsReadInGrey(map: ColorMap) {
        let values = lightnesses(map)
        for (darker, lighter) in zip(values, values.dropFirst()) { #expect(lighter - darker > 0.3) }
        let (first, last) = (values[0], values[100])
        #expect(last - first > 75)
        for (index, value) in values.enumerated() {
            #expect(abs(value - (first + (last - first) * Double(index) / 100)) < 6)
        }
    }

    /// Zero is lightest; both arms darken at every step, and alike: within 5 units of L* at the same distance.
    @Test(arguments: ColorMap.all.filter { $0.kind == .diverging })
    func divergingMapsAreSymmetricInLightness(map: ColorMap) {
        let values = lightnesses(map)
        for index in 0..<50 {
            #expect(values[index] < values[index + 1])
            #expect(values[100 - index] < values[99 - index])
            #expect(abs(values[index] - values[100 - index]) < 5)
        }
        #expect(values[50] > 95 && values[0] < 30)
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

import Testing

@testable import Figures

/// Texts of any length and script have a width and a place.
@Suite struct TextTests {
    /// 100 000 letters are shortened at once, and no search for what fits looks at each length.
    @Test func endlessTextsAreShortened() throws {
        let measure = try TextMeasure()
        for text in [
            String(repeating: "m", count: 100_000), String(repeating: "a b ", count: 25_000),
            "e" + String(repeating: "\u{301}", count: 100_000),
        ] {
            let short = measure.elided(text, .title, width: 400)
            #expect(short.unicodeScalars.count <= 1001 && measure.width(short, .title) <= 400)
            #expect(measure.wrapped(text, .title, width: 400, lines: 2).count <= 2)
        }
        let plot = LinePlot(
            [Series(String(repeating: "n", count: 100_000), x: [0, 1], y: [0, 1])], x: Axis("x"), y: Axis("y"),
            title: String(repeating: "t", count: 100_000))
        #expect(try plot.layout().size.width < 1000)
    }

    /// The most letters that fit are kept: one more would be too wide.
    @Test(arguments: [30.0, 77, 150])
    func asMuchIsKeptAsFits(limit: Double) throws {
        let measure = try TextMeasure()
        let name = "a-photograph-with-a-long-name-0042.png"
        let short = measure.elided(name, .caption, width: limit)
        let parts = short.split(separator: "…", omittingEmptySubsequences: false)
        #expect(parts.count == 2 && name.hasPrefix(parts[0]) && name.hasSuffix(parts[1]))
        let head = name.prefix(parts[0].count + (parts[0].count > parts[1].count ? 0 : 1))
        let tail = name.suffix(parts[1].count + (parts[0].count > parts[1].count ? 1 : 0))
        #expect(measure.width(short, .caption) <= limit)
        #expect(measure.width("\(head)…\(tail)", .caption) > limit)
    }

    /// What no font can have, a code point that is never assigned, is told; letters that DejaVu has are not.
    @Test(arguments: [("\u{10FFFE}", true), ("Ångström γ ж", false)])
    func missingLettersAreTold(text: String, isMissing: Bool) throws {
        var options = FigureOptions()
        let missing = MissingLetters()
        options.missing = missing
        let plot = LinePlot([Series(x: [0, 1], y: [0, 1])], x: Axis("x"), y: Axis("y"), title: text)
        _ = try plot.image(options)
        #expect(missing.text == (isMissing ? text : nil))
    }

    /// Letters of other scripts have a width of their own, whether or not there is a font for them, and a page takes them.
    @Test(arguments: ["猫と犬", "고양이", "قطة", "बिल्ली", "🐈", "Кошка", "γάτα"])
    func otherScriptsAreDrawn(text: String) throws {
        let measure = try TextMeasure()
        #expect(measure.width(text, .title) > 5 && measure.width(text + text, .title) > measure.width(text, .title))
        let plot = LinePlot([Series(x: [0, 1], y: [0, 1])], x: Axis(text), y: Axis(text), title: text)
        #expect(try plot.svg().count > 1000 && plot.pdf().count > 1000 && plot.image().pixels.contains { $0 < 100 })
    }
}

import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a page of HTML holds: well-formed, complete in itself, every picture with words.
@Suite struct PageTests {
    /// The elements of a page, with their attributes.
    private final class Elements: NSObject, XMLParserDelegate {
        var all: [(name: String, attributes: [String: String])] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            all.append((name, attributes))
        }

        func named(_ name: String) -> [[String: String]] { all.filter { $0.name == name }.map(\.attributes) }
    }

    private static let makes = """
        canns-import -q $LETTERS/{A,B,C}.png -o 'a&b<c>.h5' && canns-train -q 'a&b<c>.h5' -o w.h5 &&
        canns-recall -q w.h5 --cues 'a&b<c>.h5' --flip 0.2 --update async --history -o r.h5 &&
        canns-study capacity -q --neurons 40 --loads 0.1,0.2 --trials 2 --cues 2 -o s.h5

        """

    private func elements(_ page: Data) throws -> Elements {
        let elements = Elements()
        let parser = XMLParser(data: page)
        parser.delegate = elements
        try #require(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "") line \(parser.lineNumber)")
        return elements
    }

    /// Opened wide, as on a phone and dark: nothing in the console, and pictures of the page at its size.
    @Test(.enabled(if: OtherReaders.hasChromium, "chromium is not installed")) func chromiumShowsThePage() throws {
        let place = try Workplace()
        let tool = Repository.root.appendingPathComponent("tools/check-page").path
        let outcome = try place.shell(
            Self.makes + """
                canns-render 'a&b<c>.h5' w.h5 r.h5 s.h5 --frames 3 -o page.html &&
                \(OtherReaders.python ?? "python3") '\(tool)' --no-axe seen page.html
                """)
        #expect(outcome.status == 0, "\(String(decoding: outcome.output, as: UTF8.self)) \(outcome.errors)")
        for (view, width) in [("wide", 1280), ("phone", 500), ("dark", 1280)] {
            let picture = try Picture(try place.contents("seen/page-\(view).png"))
            #expect(picture.width == width && picture.height == 2400)
            // Text and figures make many changes of colour along a row.
            #expect(stride(from: 0, to: 2400, by: 100).contains { picture.runs(row: $0).count > 20 })
        }
    }

    @Test func everyFileHasItsFiguresParametersAndCommands() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            Self.makes + """
                for f in 'a&b<c>.h5' w.h5 r.h5 s.h5; do canns-render --view list "$f"; done | wc -l &&
                canns-render 'a&b<c>.h5' w.h5 r.h5 s.h5 --frames 3 -o page.html
                """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let page = try place.contents("page.html")
        let elements = try elements(page)
        #expect(elements.named("section").count == 4)
        // A figure for each view that the files have, and one for the slider.
        let views = Int(String(decoding: outcome.output, as: UTF8.self).filter(\.isNumber))
        #expect(elements.named("figure").count == (views ?? 0) + 1)
        let pictures = elements.named("img")
        #expect(pictures.allSatisfy { $0["alt"]?.isEmpty == false })
        for picture in pictures {
            let parts = try #require(picture["src"]).split(separator: ",", maxSplits: 1)
            let bytes = [UInt8](try #require(Data(base64Encoded: String(parts[1]))))
            let start = parts[0] == "data:image/png;base64" ? [137, 80, 78, 71] : Array("<?xm".utf8)
            #expect(Array(bytes.prefix(4)) == start)
        }
        #expect(pictures.count { $0["data-step"] != nil } == 3 && pictures.count { $0["hidden"] != nil } == 2)
        let slider = try #require(elements.named("input").first)
        #expect(slider["max"] == "2" && elements.named("label").contains { $0["for"] == slider["id"] })
        let text = String(decoding: page, as: UTF8.self)
        #expect(text.contains("<h2 id=\"file-1-name\">a&amp;b&lt;c&gt;.h5</h2>"))
        #expect(text.contains("<code>canns-train</code>") && text.contains("<code>canns-import "))
        #expect(text.contains("<th scope=\"row\">loads</th><td>0.1,0.2</td>"))
    }

    /// No address leads out of the page.
    @Test func aPageNeedsNoNetwork() throws {
        let place = try Workplace()
        #expect(try place.shell(Self.makes + "canns-render r.h5 > page.html --format html").status == 0)
        let elements = try elements(try place.contents("page.html"))
        let addresses = elements.all.flatMap { one in
            ["src", "href", "data", "action"].compactMap { one.attributes[$0] }
        }
        #expect(!addresses.isEmpty && addresses.allSatisfy { $0.hasPrefix("data:") || $0.hasPrefix("#") })
        #expect(elements.named("link").isEmpty && elements.named("script").allSatisfy { $0["src"] == nil })
    }

    static let refusals: [(line: String, says: String)] = [
        ("r.h5 --size 100x100", "--size does not apply to a page"),
        ("r.h5 --only 0", "--only does not apply to a page, which shows every view"),
        ("r.h5 --view rekall", "unknown view rekall, expected one of study"),
        ("s.h5 --view weights", "s.h5: cannot show weights: a study file holds no weights"),
        ("missing.h5", "missing.h5: No such file or directory"),
    ]

    @Test func whatAPageCannotDoIsRefused() throws {
        let place = try Workplace()
        #expect(try place.shell(Self.makes).status == 0)
        for (line, says) in Self.refusals {
            let outcome = try place.shell("canns-render \(line) -o page.html")
            #expect(outcome.status != 0 && outcome.errors.contains(says), "\(line): \(outcome.errors)")
            #expect(!place.files.contains("page.html"))
        }
    }
}

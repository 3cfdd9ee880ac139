import Foundation
import Testing

@testable import Figures

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct DocumentTests {
    /// Counts elements and keeps identifiers and references.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [String: Int] = [:]
        var identifiers: [String] = []
        var references: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            elements[name, default: 0] += 1
            if let id = attributes["id"] { identifiers.append(id) }
            if let link = attributes["xlink:href"], link.hasPrefix("#") {
                references.append(String(link.dropFirst()))
            }
        }
    }

    @Test(arguments: Samples.all.indices)
    func drawingTwiceGivesTheSameBytes(sample: Int) throws {
        let figure = Samples.all[sample].figure
        #expect(try figure.image() == figure.image())
        let svg = try figure.svg()
        // Something else drawn between must not matter.
        _ = try Samples.strip.svg()
        #expect(try figure.svg() == svg)
        #expect(try figure.pdf() == figure.pdf())
    }

    @Test(arguments: Samples.all.indices)
    func svgIsWellFormedAndItsReferencesHold(sample: Int) throws {
        let parser = XMLParser(data: Data(try Samples.all[sample].figure.svg()))
        let reader = Reader()
        parser.delegate = reader
        #expect(parser.parse())
        #expect(reader.elements["svg"] == 1)
        #expect(Set(reader.identifiers).count == reader.identifiers.count)
        #expect(Set(reader.references).isSubset(of: Set(reader.identifiers)))
    }

    @Test func svgCarriesTitleOriginAndCrispPictures() throws {
        var sheet = Samples.strip
        sheet.title = "Cats & <dogs>"
        var options = FigureOptions()
        options.description = "canns-import a.png"
        let text = String(decoding: try sheet.svg(options), as: UTF8.self)
        #expect(text.contains("<title>Cats &amp; &lt;dogs&gt;</title>"))
        #expect(text.contains("<desc>canns-import a.png</desc>"))
        // Six pictures of 30×40, each told not to be smoothed.
        #expect(text.components(separatedBy: "image-rendering:pixelated").count == 7)
    }

    @Test func pdfIsDatedAsTold() throws {
        var options = FigureOptions()
        options.created = "2024-05-06T07:08:09Z"
        let bytes = try Samples.plot.pdf(options)
        #expect(bytes.starts(with: "%PDF-".utf8))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("20240506070809"))
        #expect(text.contains("%%EOF"))
    }

    @Test func controlCharactersInNamesDoNoHarm() throws {
        let states = [Int8](repeating: 1, count: 4)
        let name = "two\nlines\u{0} and \u{7} more \u{1F408}"
        let sheet = TileSheet(
            tiles: [.init(TilePicture(rows: 2, columns: 2, states: states), caption: [name])], title: name)
        _ = try sheet.image()
        #expect(XMLParser(data: Data(try sheet.svg())).parse())
        #expect(try !sheet.pdf().isEmpty)
    }
}

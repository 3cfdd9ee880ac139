import CommandKit
import Documents
import Figures
import PNGStore

/// What a page says of one file: its kind, its figures, the parameters it keeps and where it comes from.
struct DocumentSection {
    let name: String
    let anchor: String
    private let document: AnyDocument
    private let figures: [(view: any View.Type, markup: String)]
    private let slider: StepSlider?

    /// A drawing larger than this is a picture of pixels instead, in bytes.
    private static let largestDrawing = 400_000

    var hasSlider: Bool { slider != nil }

    /// - Parameters:
    ///   - number: which file of the page it is.
    ///   - view: the only view that is shown; nil for every one that the file has.
    /// - Throws: `Failure` where there is none.
    init(_ name: String, _ document: AnyDocument, number: Int, view: (any View.Type)?, _ request: ViewRequest) throws {
        (self.name, self.document) = (name, document)
        anchor = "file-\(number + 1)"
        if let view, let obstacle = view.obstacle(document) {
            throw Failure("\(name): cannot show \(view.name): \(obstacle)")
        }
        let views = view.map { [$0] } ?? ViewRegistry.suitable(document)
        guard !views.isEmpty else { throw Failure("\(name): \(document.noun) with nothing to draw") }
        figures = try views.map { ($0, try Self.markup($0, document, request)) }
        guard view == nil || view == FilmView.self, case .recall(let recall) = document,
            let states = RecallStates(recall)
        else {
            slider = nil
            return
        }
        slider = try StepSlider(states, request, name: anchor)
    }

    /// A figure, as a drawing where that is small, with what it shows in words for those who do not see it.
    private static func markup(
        _ view: any View.Type, _ document: AnyDocument, _ request: ViewRequest
    ) throws -> String {
        let figure = try view.figure(of: document, request)
        let summary = try figure.summary()
        let file = FigureFile(nil, title: request.title ?? view.summary, options: request.options)
        var (bytes, type) = (try file.bytes(figure, .svg), "image/svg+xml")
        if bytes.count > largestDrawing { (bytes, type) = (try file.bytes(figure, .png), "image/png") }
        let text = HTMLText.escaped(summary.isEmpty ? view.summary : summary)
        return "<img alt=\"\(text)\" src=\"\(HTMLText.address(of: bytes, type: type))\"/>"
    }

    var text: String {
        let kind = document.noun.prefix(1).uppercased() + document.noun.dropFirst()
        let shown = figures.map { view, markup in
            "<h3>\(HTMLText.escaped(view.name))</h3>\n"
                + "<figure><figcaption>\(HTMLText.escaped(view.summary))</figcaption>\(markup)</figure>"
        }
        return """
            <section id="\(anchor)" aria-labelledby="\(anchor)-name">
            <h2 id="\(anchor)-name">\(HTMLText.escaped(name))</h2>
            <p class="kind">\(HTMLText.escaped(kind))</p>
            \(slider.map(\.text) ?? "")
            \(shown.joined(separator: "\n"))
            \(parameters)
            \(provenance)
            </section>
            """
    }

    // MARK: - What the file keeps

    private var parameters: String {
        let rows = document.parameterTexts.filter { !$0.value.isEmpty }.map { row in
            "<tr><th scope=\"row\">\(HTMLText.escaped(row.name))</th><td>\(HTMLText.escaped(row.value))</td></tr>"
        }
        guard !rows.isEmpty else { return "" }
        return
            "<h3>Parameters</h3>\n<div class=\"scroll\"><table><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table></div>"
    }

    /// The commands in the order in which they were given: with the same inputs they make the file again.
    private var provenance: String {
        guard let header = document.header else { return "" }
        let steps = header.origin.steps.map(\.told).map { step in
            "<li><code>\(HTMLText.escaped(step.command))</code><small><time datetime=\"\(HTMLText.escaped(step.created))\">"
                + "\(HTMLText.escaped(step.created))</time> \(HTMLText.escaped(step.versions))</small></li>"
        }
        return """
            <h3>How it was made</h3>
            <ol class="steps">
            \(steps.joined(separator: "\n"))
            </ol>
            <p>Identity, SHA-256 of the content: <code>\(HTMLText.escaped(header.id))</code></p>
            """
    }
}

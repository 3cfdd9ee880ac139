import Documents
import Figures
import PNGStore

/// A figure on its way into a file: its bytes in a format, with title and origin.
struct FigureFile {
    enum Format: String, CaseIterable { case png, svg, pdf, apng, html }

    /// The history of what is drawn, and when it was made; of several files those of all, and of the last.
    private let history: String
    /// What the file is called where the figure has no title.
    let title: String
    private let options: FigureOptions

    init(_ documents: AnyDocument..., title: String, options: FigureOptions) {
        self.init(documents, title: title, options: options)
    }

    init(_ documents: [AnyDocument], title: String, options: FigureOptions) {
        let headers = documents.compactMap(\.header)
        history = headers.map(\.history).filter { !$0.isEmpty }.joined(separator: "\n")
        self.title = title
        var options = options
        options.documentTitle = title
        options.description = headers.isEmpty ? nil : history
        if let created = headers.map(\.created).max(), !created.isEmpty { options.created = created }
        self.options = options
    }

    func bytes(_ figure: any Figure, _ format: Format) throws -> [UInt8] {
        switch format {
        case .png, .apng:
            try PNG.encode(PNGPixels(try figure.image(options)), text: text, effort: .fast)
        case .svg: try figure.svg(options)
        case .pdf: try figure.pdf(options)
        case .html: preconditionFailure("a page has figures, it is none")
        }
    }

    /// Texts of a PNG: title, program, the history of the file that was drawn.
    var text: [(keyword: String, value: String)] {
        var text = [("Title", title), ("Software", "canns-render \(DocumentFormat.toolkitVersion)")]
        if !history.isEmpty { text.append(("Source", history)) }
        return text.map { (keyword: $0.0, value: $0.1) }
    }
}

extension PNGPixels {
    init(_ image: FigureImage) {
        self.init(width: image.width, height: image.height, kind: .rgb, bytes: image.pixels)
    }
}

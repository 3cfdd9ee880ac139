import CommandKit
import Documents
import Figures
import PNGStore

/// A figure on its way into a file: its bytes in a format, with title and origin.
struct FigureFile {
    enum Format: String, CaseIterable { case png, svg, pdf, apng, html }

    /// What the file is called where the figure has no title.
    let title: String
    private let credits: Credits
    /// The origin as the file keeps it; nil for none.
    private let account: String?
    private let options: FigureOptions

    /// - Parameters:
    ///   - provenance: the command that draws, and what was drawn; nil within a page, which tells it once.
    ///   - mostInputs: of the steps before, as far as the file tells them.
    init(_ provenance: Provenance?, title: String, options: FigureOptions, mostInputs: Int = 1000) {
        self.title = title
        let origin = provenance?.origin
        credits = origin?.credits ?? Credits()
        account = origin?.text(limit: mostInputs)
        var options = options
        options.documentTitle = title
        options.description = account
        if let created = provenance?.created, created != ProvenanceStep.noTime { options.created = created }
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

    /// Texts of a PNG, by the keywords of its standard: title, program, credits, and the origin as `Source`.
    var text: [(keyword: String, value: String)] {
        var text = [("Title", title), ("Software", "canns-render \(DocumentFormat.toolkitVersion)")]
        if let creator = credits.creator { text.append(("Author", creator)) }
        if let license = credits.license { text.append(("Copyright", license)) }
        if let account { text.append(("Source", account)) }
        return text.map { (keyword: $0.0, value: $0.1) }
    }
}

extension Arguments {
    /// The command that draws, at the time when what it draws was made: equal figures are equal bytes.
    ///
    /// - Parameters:
    ///   - what: of the command beyond its options, such as the format that the name of the output decides.
    ///   - documents: what is drawn, in the order of the operands.
    ///   - named: whether the figure shows what the files are called, as one of several does.
    func provenance(_ what: [String], of documents: [AnyDocument], named: Bool = false) throws -> Provenance {
        let headers = documents.map(\.header)
        let isNamed = named || headers.count > 1
        let step = try Provenance(record(inputs: isNamed, untold: what))
            .made(headers.compactMap { $0?.created }.max() ?? "")
        guard isNamed else { return try step.reading(headers.first ?? nil, at: operands.first) }
        return try step.reading(zip(operands.isEmpty ? ["-"] : operands, headers).map { (name: $0, header: $1) })
    }

    /// The format as words of a command, where its options do not tell it.
    func untold(_ format: FigureFile.Format) -> [String] { has("format") ? [] : ["--format", format.rawValue] }
}

extension PNGPixels {
    init(_ image: FigureImage) {
        self.init(width: image.width, height: image.height, kind: .rgb, bytes: image.pixels)
    }
}

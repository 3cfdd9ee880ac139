import CommandKit
import Documents
import Figures
import Files
import Numerics
import PNGStore

/// The work of canns-render: a file becomes a figure.
struct RenderJob {
    private enum Format: String { case png, svg, pdf, apng }

    private let arguments: Arguments
    private let log: Log

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        try arguments.refuseTogether("each", "view")
        try arguments.refuseTogether("each", "format")
        try arguments.refuseTogether("each", "output")
    }

    private var request: ViewRequest {
        get throws {
            var request = ViewRequest(
                title: arguments.text("title"), columns: arguments.integer("columns"), colorMap: try colorMap(),
                only: try selection)
            request.reduction = arguments.textOrDefault("reduce") == "extremes" ? .extremes : .average
            request.workers = arguments.threads.map(Workers.init(count:)) ?? .all
            return request
        }
    }

    func run() throws {
        if arguments.text("view") == "list" { return try list(try read()) }
        if let directory = arguments.text("each") { return try writeEach(to: directory) }
        let output = try arguments.binaryOutput()
        let options = try figureOptions()
        var request = try request
        // As many cells as there are pixels, but a matrix is never finer than the page could be.
        if let size = options.size { request.resolution = min(20_000, max(1, size.width, size.height)) }
        if options.size == nil, let scale = options.scale { request.resolution = Int(min(16, max(1, scale)) * 360) }
        let document = try read()
        if format(output) == .apng { return try write(try animation(document, request, options), to: output) }
        let view = try view(of: document)
        let figure = try view.figure(document, request)
        try write(figure, options, document, request.title ?? view.summary, to: output)
    }

    private func read() throws -> AnyDocument { try AnyDocument.read(arguments.operands.first) }

    private var selection: Selection? { get throws { try arguments.text("only").map(Selection.init) } }

    private func colorMap() throws -> ColorMap? {
        do { return try arguments.text("colormap").map { try ColorMap.named($0) } } catch {
            throw UsageError("--colormap: \(error)")
        }
    }

    // MARK: - Choosing the view

    private func view(of document: AnyDocument) throws -> any View.Type {
        let name = DocumentReader.displayName(arguments.operands.first)
        guard let wanted = arguments.text("view") else {
            guard let first = ViewRegistry.suitable(document).first else {
                throw Failure("\(name): \(document.noun) with nothing to draw")
            }
            return first
        }
        guard let view = ViewRegistry.all.first(where: { $0.name == wanted }) else {
            throw UsageError.unknown("view", wanted, among: ViewRegistry.names)
        }
        if let obstacle = view.obstacle(document) {
            let others = ViewRegistry.suitable(document).map { $0.name }.joined(separator: ", ")
            throw Failure("\(name): cannot show \(wanted): \(obstacle); it can show \(others)")
        }
        return view
    }

    private func list(_ document: AnyDocument) throws {
        let views = ViewRegistry.suitable(document)
        let width = views.map { $0.name.count }.max() ?? 0
        let lines = views.map { view in
            view.name + String(repeating: " ", count: width + 2 - view.name.count) + view.summary + "\n"
        }
        try StandardStreams.writeOutput(lines.joined())
    }

    // MARK: - Writing

    /// One picture a pattern, or one a step of a recall that keeps its states.
    private func writeEach(to path: String) throws {
        let request = try request
        let options = try figureOptions()
        let document = try read()
        let directory = try PictureDirectory(path, replacing: arguments.flag("force"))
        guard case .recall(let recall) = document, let history = recall.history else {
            return try PatternPictures(document, only: request.only).write(to: directory)
        }
        let frames = try Frames(recall, history, request)
        for step in 0..<frames.count {
            let bytes = try png(frames.figure(step), options, document, frames.title(step))
            try directory.write(bytes, name: frames.name(step))
        }
    }

    /// The steps of a recall one after the other in one file.
    private func animation(
        _ document: AnyDocument, _ request: ViewRequest, _ options: FigureOptions
    ) throws -> [UInt8] {
        guard case .recall(let recall) = document, let history = recall.history else {
            let name = DocumentReader.displayName(arguments.operands.first)
            throw Failure("\(name): cannot be animated: \(FilmView.obstacle(document) ?? "holds no states")")
        }
        let frames = try Frames(recall, history, request)
        return try frames.animation(options, text: metadata(document, request.title ?? FilmView.summary))
    }

    private func png(
        _ figure: any Figure, _ options: FigureOptions, _ document: AnyDocument, _ title: String
    ) throws -> [UInt8] {
        let image = try figure.image(options)
        let pixels = PNGPixels(width: image.width, height: image.height, kind: .rgb, bytes: image.pixels)
        return try PNG.encode(pixels, text: metadata(document, title), effort: .fast)
    }

    private func figureOptions() throws -> FigureOptions {
        var options = FigureOptions(scale: arguments.number("scale"))
        if let text = arguments.text("size") {
            let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
            guard sides.count == 2, let width = sides[0], let height = sides[1] else {
                throw UsageError("--size is \(text), expected WxH such as 1200x800")
            }
            options.size = PixelSize(width: width, height: height)
        }
        return options
    }

    private func format(_ output: String?) -> Format {
        if let name = arguments.text("format"), let format = Format(rawValue: name) { return format }
        let ending = output?.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return Format(rawValue: ending) ?? .png
    }

    private func write(
        _ figure: any Figure, _ options: FigureOptions, _ document: AnyDocument, _ title: String, to output: String?
    ) throws {
        var options = options
        if let created = document.header?.created, !created.isEmpty { options.created = created }
        let bytes: [UInt8]
        switch format(output) {
        case .png, .apng: bytes = try png(figure, options, document, title)
        case .svg: bytes = try figure.svg(options)
        case .pdf: bytes = try figure.pdf(options)
        }
        try write(bytes, to: output)
    }

    private func write(_ bytes: [UInt8], to output: String?) throws {
        guard let output else { return try StandardStreams.writeOutput(bytes) }
        let file = try OutputFile.create(for: output, replacing: arguments.flag("force"))
        try file.write(bytes)
        try file.commit()
    }

    private func metadata(_ document: AnyDocument, _ title: String) -> [(keyword: String, value: String)] {
        var text = [("Title", title), ("Software", "canns-render \(DocumentFormat.toolkitVersion)")]
        if let history = document.header?.history, !history.isEmpty { text.append(("Source", history)) }
        return text.map { (keyword: $0.0, value: $0.1) }
    }
}

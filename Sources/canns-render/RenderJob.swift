import CommandKit
import Documents
import Figures
import Numerics
import OperatingSystem

/// The work of canns-render: a file becomes a figure.
struct RenderJob {
    private let arguments: Arguments

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        try arguments.refuseTogether("each", "view")
        try arguments.refuseTogether("each", "format")
        try arguments.refuseTogether("each", "output")
    }

    func run() throws {
        if arguments.text("view") == "list" { return try list() }
        if let directory = arguments.text("each") { return try writeEach(to: directory) }
        let output = try arguments.binaryOutput()
        let options = try figureOptions()
        var request = try request
        let format = format(output)
        if format == .apng {
            if arguments.text("view") ?? FilmView.name != FilmView.name {
                try refuse(["view"], "an animation, which is the \(FilmView.name) of a recall")
            }
            try refuse(except: [.only, .columns, .colormap], "an animation")
        }
        let document = try read()
        if format == .apng { return try write(try animation(document, request, options), to: output) }
        let view = try view(of: document)
        try refuse(except: view.options, "view \(view.name)")
        request.resolution = WeightResolution(options).blocks(document)
        let figure = try view.figure(document, request)
        let file = FigureFile(document, title: request.title ?? view.summary, options: options)
        try write(try file.bytes(figure, format), to: output)
    }

    private func read() throws -> AnyDocument { try AnyDocument.read(arguments.operands.first) }

    private var fileName: String { DocumentReader.displayName(arguments.operands.first) }

    // MARK: - Options

    private var request: ViewRequest {
        get throws {
            var request = ViewRequest(
                title: arguments.text("title"), columns: arguments.integer("columns"), colorMap: try colorMap(),
                only: try arguments.text("only").map(Selection.init))
            request.reduction = arguments.textOrDefault("reduce") == "extremes" ? .extremes : .average
            request.workers = arguments.threads.map(Workers.init(count:)) ?? .all
            return request
        }
    }

    private func colorMap() throws -> ColorMap? {
        guard let name = arguments.text("colormap") else { return nil }
        guard let map = ColorMap.named(name) else {
            throw UsageError.unknown("colour map", name, among: ColorMap.names)
        }
        return map
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
        do { try options.check() } catch { throw UsageError("\(error)") }
        return options
    }

    /// Throws where an option was given that would make no difference.
    private func refuse(except taken: Set<ViewOption>, _ subject: String) throws {
        for option in ViewOption.allCases where arguments.has(option.rawValue) && !taken.contains(option) {
            let takers = ViewRegistry.taking(option).joined(separator: ", ")
            throw UsageError("--\(option.rawValue) does not apply to \(subject); it applies to \(takers)")
        }
    }

    private func refuse(_ names: [String], _ subject: String) throws {
        for name in names where arguments.has(name) {
            throw UsageError("--\(name) does not apply to \(subject)")
        }
    }

    private func format(_ output: String?) -> FigureFile.Format {
        if let name = arguments.text("format"), let format = FigureFile.Format(rawValue: name) { return format }
        let ending = output?.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return FigureFile.Format(rawValue: ending) ?? .png
    }

    // MARK: - Choosing the view

    private func view(of document: AnyDocument) throws -> any View.Type {
        guard let wanted = arguments.text("view") else {
            guard let first = ViewRegistry.suitable(document).first else {
                throw Failure("\(fileName): \(document.noun) with nothing to draw")
            }
            return first
        }
        guard let view = ViewRegistry.all.first(where: { $0.name == wanted }) else {
            throw UsageError.unknown("view", wanted, among: ViewRegistry.names)
        }
        if let obstacle = view.obstacle(document) {
            let others = ViewRegistry.suitable(document).map { $0.name }.joined(separator: ", ")
            let offer = others.isEmpty ? "" : "; it can show \(others)"
            throw Failure("\(fileName): cannot show \(wanted): \(obstacle)\(offer)")
        }
        return view
    }

    private func list() throws {
        let figure = ["title", "scale", "size", "format", "output"]
        try refuse(ViewOption.allCases.map(\.rawValue) + figure, "--view list")
        let views = ViewRegistry.suitable(try read())
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
        guard case .recall(let recall) = document, let history = recall.history else {
            try refuse(["reduce", "columns", "colormap", "title", "scale", "size"], "--each, one pixel a unit")
            let pictures = try PatternPictures(document, only: request.only)
            return try pictures.write(to: try directory(path))
        }
        try refuse(["reduce"], "--each")
        let frames = try Frames(recall, history, request)
        let directory = try directory(path)
        for step in 0..<frames.count {
            let file = FigureFile(document, title: frames.title(step), options: options)
            try directory.write(try file.bytes(frames.figure(step), .png), name: frames.name(step))
        }
    }

    private func directory(_ path: String) throws -> PictureDirectory {
        try PictureDirectory(path, replacing: arguments.flag("force"))
    }

    /// The steps of a recall one after the other in one file.
    private func animation(
        _ document: AnyDocument, _ request: ViewRequest, _ options: FigureOptions
    ) throws -> [UInt8] {
        guard case .recall(let recall) = document, let history = recall.history else {
            throw Failure("\(fileName): cannot be animated: \(FilmView.obstacle(document) ?? "holds no states")")
        }
        let file = FigureFile(document, title: request.title ?? FilmView.summary, options: options)
        return try Frames(recall, history, request).animation(options, text: file.text)
    }

    private func write(_ bytes: [UInt8], to output: String?) throws {
        guard let output else { return try StandardStreams.writeOutput(bytes) }
        let file = try OutputFile.create(for: output, replacing: arguments.flag("force"))
        try file.write(bytes)
        try file.commit()
    }
}

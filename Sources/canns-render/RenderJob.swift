import CommandKit
import Documents
import Figures
import OperatingSystem

/// The work of canns-render: a file becomes a figure.
struct RenderJob {
    private let arguments: Arguments
    private let options: RenderOptions

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        options = RenderOptions(arguments)
        try arguments.refuseTogether("each", "view")
        try arguments.refuseTogether("each", "format")
        try arguments.refuseTogether("each", "output")
    }

    func run() throws {
        if arguments.text("view") == "list" { return try list() }
        if let directory = arguments.text("each") { return try writeEach(to: directory) }
        let format = try options.format()
        let output = try arguments.binaryOutput()
        let request = try options.request()
        let bytes =
            switch format {
            case .apng: try animation(request)
            case .html: try page(request)
            case .png, .svg, .pdf: try figure(request, format)
            }
        try write(bytes, to: output)
        warnOfMissingLetters(request)
    }

    /// Says once where names stand as boxes.
    private func warnOfMissingLetters(_ request: ViewRequest) {
        guard let text = request.options.missing?.text else { return }
        Log(arguments).warn(
            "no installed font has all letters of \(ShellQuoting.quoted(text)), which stand as boxes; "
                + "on Debian the package fonts-noto has most scripts")
    }

    private func read() throws -> AnyDocument {
        try refuseSeveral()
        let document = try AnyDocument.read(arguments.operands.first)
        let log = Log(arguments)
        for remark in document.remarks { log.note("\(fileName): \(remark)") }
        return document
    }

    private func refuseSeveral() throws {
        guard arguments.operands.count > 1 else { return }
        throw UsageError(
            "unexpected operand \(arguments.operands[1]), expected one file, or several archives of studies in one figure"
        )
    }

    private var fileName: String { DocumentReader.displayName(arguments.operands.first) }

    private func figure(_ request: ViewRequest, _ format: FigureFile.Format) throws -> [UInt8] {
        if arguments.operands.count > 1 { return try comparison(request, format) }
        let document = try read()
        let view = try view(of: document)
        try options.refuse(except: view.options, "view \(view.name)")
        try options.refuseOrder(of: view)
        let figure = try view.figure(of: document, request)
        let file = FigureFile(
            try arguments.provenance(arguments.untold(format), of: [document]), title: request.title ?? view.summary,
            options: request.options)
        return try file.bytes(figure, format)
    }

    /// Several archives of one kind of study in one figure.
    private func comparison(_ request: ViewRequest, _ format: FigureFile.Format) throws -> [UInt8] {
        if arguments.text("view") ?? StudyView.name != StudyView.name { try refuseSeveral() }
        try options.refuse(except: StudyView.options, "view \(StudyView.name)")
        try arguments.refuseOneStreamTwice()
        let studies = try StudyComparison(arguments.operands)
        let figure = try StudyView.figure(studies.studies, labels: studies.labels, request)
        let provenance = try arguments.provenance(
            arguments.untold(format), of: studies.studies.map { .study($0.document) })
        let file = FigureFile(provenance, title: request.title ?? StudyView.summary, options: request.options)
        return try file.bytes(figure, format)
    }

    /// All that files can show on one page.
    private func page(_ request: ViewRequest) throws -> [UInt8] {
        try options.refuse(except: [.frames, .colormap], "a page, which shows every view")
        try options.refuse(["size"], "a page, whose figures have the size of their content")
        try arguments.refuseOneStreamTwice()
        let view = try arguments.text("view").map(ViewRegistry.view)
        let paths = arguments.operands.isEmpty ? ["-"] : arguments.operands
        let files = try paths.map { path in
            (name: DocumentReader.displayName(path), document: try AnyDocument.read(path))
        }
        let provenance = try arguments.provenance(arguments.untold(.html), of: files.map(\.document), named: true)
        return try WebPage(files, view: view, request, account: provenance.origin.text()).bytes
    }

    /// The steps of a recall one after the other in one file.
    private func animation(_ request: ViewRequest) throws -> [UInt8] {
        if arguments.text("view") ?? FilmView.name != FilmView.name {
            try options.refuse(["view"], "an animation, which is the \(FilmView.name) of a recall")
        }
        try options.refuse(except: Frames.options, "an animation")
        let document = try read()
        let frames: Frames
        do {
            frames = try Frames(try FilmView.content(of: document), request)
        } catch let obstacle as ViewObstacle {
            throw Failure("\(fileName): cannot be animated: \(obstacle)")
        }
        let file = FigureFile(
            try arguments.provenance(arguments.untold(.apng), of: [document]), title: request.title ?? FilmView.summary,
            options: request.options)
        return try frames.animation(text: file.text)
    }

    // MARK: - Choosing the view

    private func view(of document: AnyDocument) throws -> any View.Type {
        guard let wanted = arguments.text("view") else {
            guard let first = ViewRegistry.suitable(document).first else {
                throw Failure("\(fileName): \(document.noun) with nothing to draw")
            }
            return first
        }
        let view = try ViewRegistry.view(named: wanted)
        if let obstacle = view.obstacle(document) {
            let others = ViewRegistry.suitable(document).map { $0.name }.joined(separator: ", ")
            let offer = others.isEmpty ? "" : "; it can show \(others)"
            throw Failure("\(fileName): cannot show \(wanted): \(obstacle)\(offer)")
        }
        return view
    }

    private func list() throws {
        let figure = ["title", "scale", "size", "format", "output"]
        try options.refuse(ViewOption.allCases.map(\.rawValue) + figure, "--view list")
        let views = ViewRegistry.suitable(try read())
        let width = views.map { $0.name.count }.max() ?? 0
        let lines = views.map { view in
            view.name + String(repeating: " ", count: width + 2 - view.name.count) + view.summary + "\n"
        }
        try StandardStreams.writeOutput(lines.joined())
    }

    // MARK: - Writing

    /// As a command says that pictures go to a folder, whatever that is called.
    private static let each = ["--each", "."]
    /// Inputs of earlier steps that each of these pictures tells; of more it names its file alone.
    private static let mostInputs = 100

    /// One picture a pattern, or one a step of a recall that keeps its states.
    private func writeEach(to path: String) throws {
        let request = try options.request()
        let document = try read()
        guard case .recall(let recall) = document, let states = RecallStates(recall) else {
            let others = ViewOption.allCases.filter { $0 != .only }.map(\.rawValue)
            try options.refuse(others + ["title", "scale", "size"], "--each, one pixel a unit")
            let account = try arguments.provenance(Self.each, of: [document]).origin.text(limit: Self.mostInputs)
            let pictures = try PatternPictures(document, request, account: account)
            return try pictures.write(to: try directory(path, pictures.names))
        }
        try options.refuse(["fps"], "--each, whose pictures have no speed")
        try options.refuse(except: Frames.options, "--each")
        let frames = try Frames(states, request)
        let directory = try directory(path, frames.steps.map(frames.name))
        let provenance = try arguments.provenance(Self.each, of: [document])
        for step in frames.steps {
            let file = FigureFile(
                provenance, title: frames.title(step), options: request.options, mostInputs: Self.mostInputs)
            try directory.write(try file.bytes(frames.figure(step), .png), name: frames.name(step))
        }
        warnOfMissingLetters(request)
    }

    private func directory(_ path: String, _ names: [String]) throws -> PictureDirectory {
        try PictureDirectory(
            path, names: names, replacing: arguments.flag("force"), keeping: arguments.operands.first)
    }

    private func write(_ bytes: [UInt8], to output: String?) throws {
        guard let output else { return try StandardStreams.writeOutput(bytes) }
        let file = try OutputFile.create(for: output, replacing: arguments.flag("force"))
        try file.write(bytes)
        try file.commit()
    }
}

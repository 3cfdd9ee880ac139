import CommandKit
import Figures
import Numerics
import OperatingSystem

/// What the options of canns-render ask for, in types.
struct RenderOptions {
    private let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func request() throws -> ViewRequest {
        var request = ViewRequest(
            title: arguments.text("title"), columns: arguments.integer("columns"), colorMap: try colorMap(),
            only: try arguments.text("only").map(Selection.init))
        request.sort = arguments.text("sort").flatMap(SortOrder.init(rawValue:))
        request.span = TimeSpan(from: arguments.number("from"), to: arguments.number("to"))
        request.xRange = try arguments.text("x-range").map(Self.range)
        request.showsTheory = arguments.toggle("theory")
        request.frames = arguments.integer("frames")
        request.speed = arguments.number("fps")
        request.reduction = arguments.textOrDefault("reduce") == "extremes" ? .extremes : .average
        request.options = try figureOptions()
        request.workers = arguments.threads.map(Workers.init(count:)) ?? .all
        return request
    }

    /// Reads `LOW:HIGH`, either of which may be absent.
    private static func range(_ text: String) throws -> ClosedRange<Double> {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false)
        let low = ends[0].isEmpty ? -Double.infinity : Double(ends[0])
        let high = ends.count == 2 ? (ends[1].isEmpty ? Double.infinity : Double(ends[1])) : nil
        guard let low, let high, low <= high else {
            throw UsageError("--x-range is \(text), expected LOW:HIGH such as 0.05:0.2, either of which may be absent")
        }
        return low...high
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
        options.missing = MissingLetters()
        do { try options.check() } catch { throw UsageError("\(error)") }
        return options
    }

    /// The format that `--format` names, or the ending of the output; of a stream, which has none, PNG.
    func format() throws -> FigureFile.Format {
        if let name = arguments.text("format"), let format = FigureFile.Format(rawValue: name) { return format }
        guard let path = arguments.text("output"), path != "-", !OutputFile.isStream(path) else { return .png }
        let name = path.split(separator: "/").last ?? ""
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let ending = parts.count > 1 ? parts.last.map { $0.lowercased() } ?? "" : ""
        if let format = FigureFile.Format(rawValue: ending) { return format }
        let found = ending.isEmpty ? "has no ending that names a format" : "ends in .\(ending), which is no format"
        let known = FigureFile.Format.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
        throw UsageError("\(path): \(found), expected \(known), or --format NAME")
    }

    /// Throws where an option was given that would make no difference.
    func refuse(except taken: Set<ViewOption>, _ subject: String) throws {
        for option in ViewOption.allCases where arguments.has(option.rawValue) && !taken.contains(option) {
            let takers = ViewRegistry.taking(option).joined(separator: ", ")
            throw UsageError("--\(option.rawValue) does not apply to \(subject); it applies to \(takers)")
        }
    }

    /// Throws for an order that a view does not know.
    func refuseOrder(of view: any View.Type) throws {
        guard let text = arguments.text("sort"), !view.orders.contains(where: { $0.rawValue == text }) else { return }
        let takers = ViewRegistry.all.filter { view in
            view.options.contains(.sort) && view.orders.contains { $0.rawValue == text }
        }
        throw UsageError(
            "--sort \(text) does not apply to view \(view.name); it applies to "
                + takers.map { $0.name }.joined(separator: ", "))
    }

    func refuse(_ names: [String], _ subject: String) throws {
        for name in names where arguments.has(name) {
            throw UsageError("--\(name) does not apply to \(subject)")
        }
    }
}

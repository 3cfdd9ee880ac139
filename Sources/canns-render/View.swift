import CommandKit
import Documents
import Figures
import Numerics

/// One way to draw a file. A view is one file in Views and one line in `ViewRegistry`.
protocol View: Sendable {
    /// What the view draws, taken out of the file.
    associatedtype Content

    static var name: String { get }
    /// What it shows, for `--view list`.
    static var summary: String { get }
    /// The options that make a difference to it.
    static var options: Set<ViewOption> { get }
    /// What `--sort` may say, of a view that takes it.
    static var orders: [SortOrder] { get }
    /// Takes what is drawn out of a file.
    ///
    /// - Throws: `ViewObstacle` where the file lacks it.
    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content
    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure
}

extension View {
    static var orders: [SortOrder] { [.label] }

    /// Why a file cannot be drawn this way; nil where it can.
    static func obstacle(_ document: AnyDocument) -> ViewObstacle? {
        do throws(ViewObstacle) { _ = try content(of: document) } catch { return error }
        return nil
    }

    static func figure(of document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        try figure(try content(of: document), request)
    }
}

/// Why a file cannot be drawn in some way: what it lacks and how to get it.
struct ViewObstacle: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// `--sort`: the order of what is shown.
enum SortOrder: String, CaseIterable {
    case label
    case firstSpike = "first-spike"
}

/// What the user asked of a view.
struct ViewRequest {
    var title: String?
    var columns: Int?
    var colorMap: ColorMap?
    var only: Selection?
    var sort: SortOrder?
    /// The part of the level axis of a study that is shown; nil for all.
    var xRange: ClosedRange<Double>?
    /// Whether theory stands beside what a study measured.
    var showsTheory = true
    /// The part of a record of time that is shown.
    var span = TimeSpan()
    /// Pictures of an animation at most, and how many of them are shown in a second.
    var frames: Int?
    var speed: Double?
    /// How the blocks of a matrix become one cell.
    var reduction = BlockReducer.Method.average
    /// Size and scale of the figure.
    var options = FigureOptions()
    var workers = Workers.single
}

enum ViewRegistry {
    /// All views; of those that suit a file the first is its default.
    static let all: [any View.Type] = [
        StudyView.self,
        ContourView.self,
        RecallView.self,
        FilmView.self,
        EnergyView.self,
        OverlapView.self,
        OverlapStepsView.self,
        MatchesView.self,
        RasterView.self,
        PotentialsView.self,
        ResponsesView.self,
        TuningView.self,
        PairsView.self,
        FieldsView.self,
        WeightsView.self,
        HistogramView.self,
        SpectrumView.self,
        CurvesView.self,
        SnapshotsView.self,
        WindowView.self,
        PatternsView.self,
        ErrorsView.self,
    ]

    static var names: [String] { all.map { $0.name } }

    static func view(named name: String) throws -> any View.Type {
        guard let view = all.first(where: { $0.name == name }) else {
            throw UsageError.unknown("view", name, among: names)
        }
        return view
    }

    static func suitable(_ document: AnyDocument) -> [any View.Type] {
        all.filter { $0.obstacle(document) == nil }
    }
}

import Documents
import Figures
import Numerics

/// One way to draw a file. A view is one file in Views and one line in `ViewRegistry`.
protocol View: Sendable {
    static var name: String { get }
    /// What it shows, for `--view list`.
    static var summary: String { get }
    /// The options that make a difference to it.
    static var options: Set<ViewOption> { get }
    /// Why the file cannot be drawn this way, or nil where it can: what it lacks and how to get it.
    static func obstacle(_ document: AnyDocument) -> String?
    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure
}

/// What the user asked of a view.
struct ViewRequest {
    var title: String?
    var columns: Int?
    var colorMap: ColorMap?
    var only: Selection?
    /// How the blocks of a matrix become one cell.
    var reduction = BlockReducer.Method.average
    /// Largest side of a reduced matrix, in cells.
    var resolution = 720
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
        RasterView.self,
        PotentialsView.self,
        ResponsesView.self,
        FieldsView.self,
        WeightsView.self,
        HistogramView.self,
        SpectrumView.self,
        CurvesView.self,
        WindowView.self,
        PatternsView.self,
    ]

    static var names: [String] { all.map { $0.name } }

    static func suitable(_ document: AnyDocument) -> [any View.Type] {
        all.filter { $0.obstacle(document) == nil }
    }
}

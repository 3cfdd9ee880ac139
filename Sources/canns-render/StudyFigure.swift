import CommandKit
import Figures
import Studies

/// Draws what a study, or several of a kind, found as the results themselves say: curves with their errors and the
/// theory, bars, maps.
struct StudyFigure {
    /// One, or several of a kind with other parameters.
    let studies: [CompleteStudy]
    let request: ViewRequest
    /// What is drawn: the result, or those of all with a curve for each study.
    private let result: StudyResult
    /// What sets each of several studies apart; empty of one.
    private let labels: [String]

    /// More curves than this cannot be told apart.
    private static let mostCurves = 7

    /// - Precondition: one study at least, all of a kind, with as many different labels where there are several.
    init(_ studies: [CompleteStudy], labels: [String] = [], request: ViewRequest) {
        self.studies = studies
        self.request = request
        self.labels = labels
        result =
            labels.isEmpty
            ? studies[0].result
            : .joined(zip(labels, studies.map(\.result)).map { (label: $0, result: $1) }, axis: "archive")
    }

    /// All plots of the result, or those of the given names.
    func figure() throws -> any Figure {
        let chosen = try request.shown(result.plots.map(\.name), noun: "plot").indices.map { result.plots[$0] }
            .filter(isDrawable)
        guard !chosen.isEmpty else { throw Failure("--only: the chosen plots hold no finite value") }
        if request.colorMap != nil, !chosen.contains(where: isMap) {
            throw UsageError(
                "--colormap does not apply to curves and bars, and study \(result.study) has no others here")
        }
        let isAlone = result.plots.count == 1 || chosen.count == 1
        let drawn = try chosen.flatMap { plot in
            try plots(plot, isAlone: isAlone).map { (name: plot.name, plot: $0) }
        }
        return grid(drawn.map(\.plot), drawn.map(\.name))
    }

    /// A plot; of several studies as many maps.
    private func plots(_ plot: StudyPlot, isAlone: Bool) throws -> [any Plot] {
        if isMap(plot) {
            let maps = try studies.enumerated().compactMap { index, study -> Contour? in
                let result = try restricted(study.result, plot)
                guard var map = StudyMap(result: result, request: request, isAlone: isAlone).contour(plot) else {
                    return nil
                }
                if !labels.isEmpty { map.title = "\(plot.title), \(labels[index])" }
                return map
            }
            if !maps.isEmpty { return maps }
        }
        let lines = StudyLines(result: try restricted(result, plot), isAlone: isAlone, joinsGaps: !labels.isEmpty)
        return [lines.plot(request.showsTheory ? plot : plot.withoutTheory)]
    }

    /// What lies in the range that the user named.
    private func restricted(_ result: StudyResult, _ plot: StudyPlot) throws -> StudyResult {
        guard let range = request.xRange else { return result }
        if let part = result.restricted(plot.x, to: range) { return part }
        guard let numbers = result.column(plot.x)?.numbers, let least = numbers.min(), let most = numbers.max() else {
            throw Failure(
                "--x-range: \(plot.x) of plot \(plot.name) has no numbers, expected none of it; --only draws another plot"
            )
        }
        throw Failure(
            "--x-range holds no value of \(plot.x), expected a part of \(least):\(most), or another plot with --only")
    }

    /// The plots over two swept quantities as maps with lines of equal value.
    func contours() throws -> any Figure {
        let plots = sweptPlots
        let chosen = try request.shown(plots.map(\.name), noun: "plot").indices.map { plots[$0] }
        let contours = try chosen.compactMap { plot in
            StudyMap(result: try restricted(result, plot), request: request, isAlone: chosen.count == 1).contour(plot)
        }
        return grid(contours, chosen.map(\.name))
    }

    /// The plots whose first measured column lies over two swept quantities.
    var sweptPlots: [StudyPlot] { result.plots.filter { isDrawable($0) && isSwept($0) } }

    /// Whether any of the measured values is a number.
    func isDrawable(_ plot: StudyPlot) -> Bool {
        plot.y.contains { result.column($0)?.numbers?.contains { $0.isFinite } ?? false }
    }

    private func isSwept(_ plot: StudyPlot) -> Bool {
        StudyMap(result: studies[0].result, request: request, isAlone: true).isSwept(plot)
    }

    /// Whether colours show the values: where the study says so, and where there would be too many curves.
    private func isMap(_ plot: StudyPlot) -> Bool {
        if plot.kind == .map { return true }
        guard plot.kind == .lines, plot.y.count == 1, isSwept(plot) else { return false }
        return StudyLines(result: result, isAlone: true).curveCount(plot) > Self.mostCurves
    }

    private func grid(_ parts: [any Plot], _ names: [String]) -> PlotGrid {
        var grid = PlotGrid(parts, columns: request.columns, title: request.title ?? "Study \(result.study)")
        let hasErrors = parts.contains { ($0 as? LinePlot)?.series.contains(where: \.showsSpread) ?? false }
        let account = [Account.common(studies.map(\.document)), hasErrors ? "with standard errors" : ""]
        grid.subtitle = account.filter { !$0.isEmpty }.joined(separator: "; ")
        // Colour scales differ from plot to plot: maps share a page only where their scales agree.
        let maps = parts.compactMap { $0 as? Contour }
        guard parts.count > 1, let first = maps.first else { return grid }
        let mapNames = zip(parts, names).filter { $0.0 is Contour }.map(\.1)
        let others = parts.filter { !($0 is Contour) }
        if others.isEmpty, !maps.allSatisfy({ $0.scale == first.scale }) {
            grid.plots = [first]
            grid.footnote = "--only \(mapNames.dropFirst().joined(separator: ", --only ")) shows others"
        } else if !others.isEmpty, request.only == nil {
            grid.plots = others
            grid.footnote = "--only \(mapNames.joined(separator: ", --only ")) shows the map"
        }
        return grid
    }
}

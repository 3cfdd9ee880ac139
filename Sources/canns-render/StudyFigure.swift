import CommandKit
import Figures
import Studies

/// Draws a study's result as the result itself says: curves with their errors and the theory, bars, maps.
struct StudyFigure {
    let study: CompleteStudy
    let request: ViewRequest

    private var result: StudyResult { study.result }

    /// More curves than this cannot be told apart.
    private static let mostCurves = 7

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
        return grid(
            chosen.map { plot -> any Plot in
                let maps = StudyMap(result: result, request: request, isAlone: isAlone)
                let map = isMap(plot) ? maps.contour(plot) : nil
                return map ?? StudyLines(result: result, isAlone: isAlone).plot(plot)
            }, chosen.map(\.name))
    }

    /// The plots over two swept quantities as maps with lines of equal value.
    func contours() throws -> any Figure {
        let plots = sweptPlots
        let chosen = try request.shown(plots.map(\.name), noun: "plot").indices.map { plots[$0] }
        let maps = StudyMap(result: result, request: request, isAlone: chosen.count == 1)
        return grid(chosen.compactMap(maps.contour), chosen.map(\.name))
    }

    /// The plots whose first measured column lies over two swept quantities.
    var sweptPlots: [StudyPlot] {
        result.plots.filter { plot in
            isDrawable(plot) && StudyMap(result: result, request: request, isAlone: true).isSwept(plot)
        }
    }

    /// Whether any of the measured values is a number.
    func isDrawable(_ plot: StudyPlot) -> Bool {
        plot.y.contains { result.column($0)?.numbers?.contains { $0.isFinite } ?? false }
    }

    /// Whether colours show the values: where the study says so, and where there would be too many curves.
    private func isMap(_ plot: StudyPlot) -> Bool {
        if plot.kind == .map { return true }
        guard plot.kind == .lines, plot.y.count == 1,
            StudyMap(result: result, request: request, isAlone: true).isSwept(plot)
        else { return false }
        return StudyLines(result: result, isAlone: true).curveCount(plot) > Self.mostCurves
    }

    private func grid(_ parts: [any Plot], _ names: [String]) -> PlotGrid {
        var grid = PlotGrid(parts, columns: request.columns, title: request.title ?? "Study \(result.study)")
        let hasErrors = parts.contains { ($0 as? LinePlot)?.series.contains(where: \.showsSpread) ?? false }
        let account = [Account.study(study.document), hasErrors ? "with standard errors" : ""]
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

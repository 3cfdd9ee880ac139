import Documents
import Figures
import Patterns
import Studies

/// The test patterns that a study of accuracy found to be taken for something else.
enum ErrorsView: View {
    static let name = "errors"
    static let summary = "test patterns that were taken for something else, with what they show and what for"
    static let options: Set<ViewOption> = [.only, .sort, .columns, .colormap]

    /// Patterns unless `--only` says which.
    private static let usualPatterns = 100

    struct Content {
        /// Named by their positions among the test patterns, with what they show as labels.
        let patterns: PatternSet
        let answers: [String]
    }

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        let study = try document.completeStudy()
        guard let column = study.result.column("error_pattern"), let values = column.numbers,
            let positions = study.result.column("error")?.texts, let shown = study.result.column("error_shown")?.texts,
            let answers = study.result.column("error_answer")?.texts, !positions.isEmpty
        else {
            throw ViewObstacle(
                "the study holds no patterns that were taken for something else; canns-study accuracy keeps them")
        }
        let neurons = values.count / positions.count
        let geometry = study.document.input.weights?.inputGeometry
        var patterns = PatternSet(
            coding: .real, neurons: neurons, values: .reals(values.map { Float($0) }), names: positions,
            geometry: geometry?.neurons == neurons ? geometry : nil)
        patterns.labels = PatternLabels(texts: shown)
        return Content(patterns: patterns, answers: answers)
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let patterns = content.patterns
        let shown = try request.shown(patterns.names, patterns.labels, most: usualPatterns, noun: "pattern")
        let scale = try patterns.selecting(shown.indices).scale(request.colorMap)
        let labels = patterns.labels?.texts ?? []
        let tiles = shown.indices.map { index in
            TileSheet.Tile(
                patterns.tile(index, scale: scale), caption: ["\(labels[index] ?? "?") as \(content.answers[index])"])
        }
        var sheet = TileSheet(
            tiles: tiles, columns: request.columns, aspect: request.options.aspect,
            title: request.title ?? "\(patterns.count) patterns taken for something else")
        sheet.subtitle = "what each shows, and what it was taken for"
        sheet.tileSide = 56
        sheet.footnote = shown.footnote
        return sheet
    }
}

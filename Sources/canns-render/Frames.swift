import CommandKit
import Documents
import Figures
import PNGStore
import Patterns

/// A recall as numbered pictures, one a step, all of one size: what film makers put together.
struct Frames {
    private let recall: RecallDocument
    private let history: PatternSet
    private let trials: [Int]
    private let scale: ColorScale?
    private let request: ViewRequest
    private var footnote: String?

    /// Trials unless `--only` says which.
    private static let usualTrials = 200

    init(_ recall: RecallDocument, _ history: PatternSet, _ request: ViewRequest) throws {
        self.recall = recall
        self.history = history
        self.request = request
        let all = try request.only.indices(recall.cues.names, noun: "trial")
        trials = request.only == nil ? Array(all.prefix(Self.usualTrials)) : all
        if trials.count < all.count {
            footnote = "the first \(trials.count) of \(all.count) trials; --only shows others"
        }
        scale = try history.scale(request.colorMap)
    }

    var count: Int { trials.map { recall.stateCount($0) }.max() ?? 1 }

    /// `step-00`, `step-01`, ... with as many digits as the last needs.
    func name(_ step: Int) -> String {
        let digits = max(2, String(count - 1).count)
        let number = String(step)
        return "step-" + String(repeating: "0", count: digits - number.count) + number
    }

    func title(_ step: Int) -> String {
        let words = step == 0 ? "cue" : "step \(step)"
        return request.title.map { "\($0), \(words)" } ?? words
    }

    /// All trials after a step; one that has stopped shows its final state.
    func figure(_ step: Int) -> any Figure {
        let tiles = trials.map { trial in
            TileSheet.Tile(
                history.tile(trial * recall.energy.columns + step, scale: scale), caption: [recall.cues.names[trial]])
        }
        var sheet = TileSheet(tiles: tiles, columns: request.columns, title: title(step))
        sheet.footnote = footnote
        return sheet
    }

    /// All steps in one animated PNG, each shown for half a second, the last for two.
    func animation(_ options: FigureOptions, text: [(keyword: String, value: String)]) throws -> [UInt8] {
        let first = try figure(0).image(options)
        var animation = try AnimatedPNG(width: first.width, height: first.height, delay: 500, text: text)
        try animation.add(PNGPixels(first))
        for step in 1..<max(1, count) { try animation.add(PNGPixels(try figure(step).image(options))) }
        let last = PNGPixels(try figure(count - 1).image(options))
        for _ in 0..<3 { try animation.add(last) }
        return try animation.finished()
    }
}

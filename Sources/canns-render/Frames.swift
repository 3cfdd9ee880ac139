import CommandKit
import Documents
import Figures
import PNGStore

/// A recall as numbered pictures, one a step, all of one size: what film makers put together.
struct Frames {
    private let states: RecallStates
    private let trials: [Int]
    private let scale: ColorScale?
    private let request: ViewRequest
    private let footnote: String?

    /// The options that make a difference to them.
    static let options: Set<ViewOption> = [.only, .columns, .colormap]

    /// Trials unless `--only` says which.
    private static let usualTrials = 200

    init(_ states: RecallStates, _ request: ViewRequest) throws {
        self.states = states
        self.request = request
        let shown = try request.shown(states.names, most: Self.usualTrials, noun: "trial")
        trials = shown.indices
        footnote = shown.footnote
        scale = try states.history.scale(request.colorMap)
    }

    var count: Int { trials.map { states.recall.stateCount($0) }.max() ?? 1 }

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
                states.history.tile(states.row(trial, step: step), scale: scale), caption: [states.names[trial]])
        }
        var sheet = TileSheet(tiles: tiles, columns: request.columns, title: title(step))
        sheet.footnote = footnote
        return sheet
    }

    /// All steps in one animated PNG, each shown for half a second, the last for two.
    func animation(text: [(keyword: String, value: String)]) throws -> [UInt8] {
        let options = request.options
        let first = try figure(0).image(options)
        var animation = try AnimatedPNG(width: first.width, height: first.height, delay: 500, text: text)
        try animation.add(PNGPixels(first))
        for step in 1..<max(1, count) { try animation.add(PNGPixels(try figure(step).image(options))) }
        let last = PNGPixels(try figure(count - 1).image(options))
        for _ in 0..<3 { try animation.add(last) }
        return try animation.finished()
    }
}

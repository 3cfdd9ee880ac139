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
    /// The steps that have a picture, the cue first.
    let steps: [Int]

    /// The options that make a difference to them.
    static let options: Set<ViewOption> = [.only, .columns, .colormap, .frames, .fps]

    /// Pictures unless `--frames` says how many.
    private static let mostFrames = 1000
    /// Pictures a second unless `--fps` says so.
    private static let usualSpeed = 2.0
    /// For how long the last picture of an animation stands still, in seconds.
    private static let rest = 2.0

    /// Trials unless `--only` says which.
    private static let usualTrials = 200

    init(_ states: RecallStates, _ request: ViewRequest) throws {
        self.states = states
        self.request = request
        let shown = try request.shown(states.names, most: Self.usualTrials, noun: "trial")
        trials = shown.indices
        footnote = shown.footnote
        scale = try states.history.scale(request.colorMap)
        let last = (trials.map { states.recall.stateCount($0) }.max() ?? 1) - 1
        let count = states.steps.count { $0 <= last }
        guard request.frames != nil || count <= Self.mostFrames else {
            throw Failure(
                "there are \(count) pictures to draw, one a step, expected at most \(Self.mostFrames); "
                    + "--frames 200 draws that many, spread over the steps")
        }
        steps = states.spread(to: last, count: request.frames ?? Self.mostFrames)
    }

    /// `step-00`, `step-01`, ... with as many digits as the last needs.
    func name(_ step: Int) -> String {
        let digits = max(2, String(steps.last ?? 0).count)
        let number = String(step)
        return "step-" + String(repeating: "0", count: digits - number.count) + number
    }

    func title(_ step: Int) -> String { "\(title), \(words(step))" }

    private var title: String { request.title ?? Account.title("Recall", states.recall) }

    private func words(_ step: Int) -> String { step == 0 ? "cue" : "step \(step)" }

    /// All trials after a step; one that has stopped shows its final state.
    func figure(_ step: Int) -> any Figure {
        let tiles = trials.map { trial in
            TileSheet.Tile(
                states.history.tile(states.row(trial, step: step), scale: scale), caption: [states.names[trial]])
        }
        var sheet = TileSheet(
            tiles: tiles, columns: request.columns, aspect: request.options.aspect, title: title)
        sheet.subtitle = words(step)
        sheet.footnote = footnote
        return sheet
    }

    /// All steps in one animated PNG, the last shown longer.
    func animation(text: [(keyword: String, value: String)]) throws -> [UInt8] {
        let delay = Int((1000 / (request.speed ?? Self.usualSpeed)).rounded())
        let first = try figure(0).image(request.options)
        var animation = try AnimatedPNG(width: first.width, height: first.height, delay: delay, text: text)
        for step in steps {
            let isLast = step == steps.last
            try animation.add(
                PNGPixels(step == 0 ? first : try figure(step).image(request.options)),
                delay: isLast ? max(delay, Int(1000 * Self.rest)) : nil)
        }
        return try animation.finished()
    }
}

import Documents
import Models
import Patterns

/// Compares final states with stored patterns.
///
/// A discrete recall is right where no unit is wrong. A graded one is right where the target is the best match, with an
/// overlap of 0.95 or more. Of a thermal one, whose state changes for ever, all that can be asked is that it is more
/// like its target than like any other pattern, and more than by chance.
struct RecallJudge {
    enum Criterion { case exact, graded, thermal }

    let criterion: Criterion
    let document: RecallDocument
    let steps: Int
    let activation: Activation
    /// While the temperature changes nothing rests, and all steps are taken.
    private let isAnnealed: Bool
    private(set) var results: [TrialResult] = []
    static let gradedOverlap: Float = 0.95

    /// - Parameters:
    ///   - steps: the most that a trial could take.
    ///   - idle: trials whose units have no field.
    init(_ document: RecallDocument, _ activation: Activation, steps: Int, idle: Set<Int>) {
        self.document = document
        self.activation = activation
        self.steps = steps
        isAnnealed = document.parameters.contains { $0.name == "anneal" }
        var isExact = activation.isDiscrete && document.measure == .product
        if case .levels = document.final.values { isExact = document.compared?.coding == .grey }
        criterion = !activation.isDeterministic ? .thermal : isExact ? .exact : .graded
        results = (0..<document.cues.count).map { result($0, isIdle: idle.contains($0)) }
    }

    /// Overlaps that unrelated patterns have by chance: four standard deviations, 1/sqrt(N) each.
    var chance: Float { min(0.5, max(0.1, 4 / Float(document.final.neurons).squareRoot())) }

    private func result(_ trial: Int, isIdle: Bool) -> TrialResult {
        let overlaps = document.overlap?.row(trial) ?? []
        func named(_ index: Int) -> TrialResult.Named? {
            guard overlaps.indices.contains(index), let names = document.comparedNames else { return nil }
            return TrialResult.Named(index: index, name: names[index], overlap: overlaps[index])
        }
        let target = document.targetIndex(trial).flatMap(named)
        let best = document.bestMatch(trial).flatMap(named)
        let wrong = (target ?? best).flatMap { wrongUnits(trial, $0.index) }
        let energies = document.energy.row(trial).filter { !$0.isNaN }
        let mixture = criterion == .exact ? mixture(trial, overlaps) : []
        let outcome = outcome(trial, isIdle: isIdle, target, best, wrong, isMixture: !mixture.isEmpty)
        return TrialResult(
            name: document.cues.names[trial], outcome: outcome, target: target, best: best,
            parts: outcome == .mixture ? mixture : [], wrong: wrong, error: document.likeness?.rootMeanSquare[trial],
            structure: document.likeness?.structure[trial], steps: document.steps[trial],
            stop: document.stop[trial], before: energies.first ?? .nan, after: energies.last ?? .nan,
            label: document.cues.labels.flatMap { $0.name($0.values[trial]) },
            bestLabel: best.flatMap { best in document.patterns?.labels.flatMap { $0.name($0.values[best.index]) } })
    }

    private func outcome(
        _ trial: Int, isIdle: Bool, _ target: TrialResult.Named?, _ best: TrialResult.Named?, _ wrong: Int?,
        isMixture: Bool
    ) -> TrialResult.Outcome {
        if steps == 0 { return .unmoved }
        if isIdle { return .idle }
        guard let best else { return .unknown }
        guard let target else { return .nearest }
        let isBest = best.index == target.index
        let isRight =
            switch criterion {
            case .exact: wrong == 0
            case .graded: isBest && best.overlap >= Self.gradedOverlap
            case .thermal: isBest && best.overlap > chance
            }
        if isRight || document.stop[trial] == .goal { return .recalled }
        if criterion != .thermal, !isAnnealed, document.stop[trial] == .limit { return .moving }
        if isMixture { return .mixture }
        if abs(best.overlap) <= chance { return .spurious }
        return isBest ? (best.overlap < 0 ? .inverse : .near) : .other
    }

    /// Units that differ from a stored pattern; nil for graded states other than levels of grey.
    private func wrongUnits(_ trial: Int, _ index: Int) -> Int? {
        guard let patterns = document.compared, patterns.coding == document.final.coding, patterns.coding != .real
        else { return nil }
        return zip(document.final.row(trial), patterns.row(index)).count { $0 != $1 }
    }

    /// The three patterns of largest overlap, each beyond chance, if the state is their majority (or its inverse, each
    /// with its sign) in 95 of 100 units, and none of them by itself; else none.
    private func mixture(_ trial: Int, _ overlaps: [Float]) -> [String] {
        guard case .integers = document.final.values, let stored = document.compared, stored.count >= 3,
            let largest = overlaps.map({ abs($0) }).max(), largest < 0.95
        else { return [] }
        let parts = overlaps.indices.sorted { abs(overlaps[$0]) > abs(overlaps[$1]) }.prefix(3)
        guard parts.allSatisfy({ abs(overlaps[$0]) > chance }) else { return [] }
        let state = document.final.row(trial)
        let rows = parts.map { index in stored.row(index).map { ($0 > 0) == (overlaps[index] > 0) } }
        let right = state.indices.count { unit in (rows.count { $0[unit] } >= 2) == (state[unit] > 0) }
        return Double(right) >= 0.95 * Double(state.count) ? parts.map { stored.names[$0] } : []
    }
}

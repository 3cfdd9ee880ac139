import CommandKit
import LearningRules
import Models
import Patterns

/// What a recall amounts to, for a person: one line, and where something failed one paragraph that says what, why that
/// is likely and what to do next.
struct RecallSummary {
    private let judge: RecallJudge
    private let temperature: Double
    /// The weights as they were named, to be studied.
    private let weights: String
    /// Examples of each kind.
    private static let most = 3

    init(_ judge: RecallJudge, temperature: Double, weights: String) {
        self.judge = judge
        self.temperature = temperature
        self.weights = weights
    }

    private var results: [TrialResult] { judge.results }

    var lines: [String] {
        if judge.steps == 0 {
            return ["\(count(results)), and no step taken: the overlaps are those of the cues"]
        }
        let judged = results.filter { $0.target != nil }
        var lines: [String] = []
        if !judged.isEmpty {
            lines.append(success(judged))
            let failed = judged.filter { $0.outcome != .recalled }
            if !failed.isEmpty { lines.append("\(failed.count) failed: " + paragraph(failed)) }
        }
        let others = results.filter { $0.target == nil }
        if !others.isEmpty { lines.append(comparison(others)) }
        let known = results.compactMap(\.isHit)
        if !known.isEmpty {
            let hits = known.count { $0 }
            let share = NumberText.fixed(Double(hits) / Double(known.count), places: 3)
            lines.append("\(hits) of \(known.count) labelled cues (\(share)) ended at a pattern with their label")
        }
        return lines
    }

    private func success(_ judged: [TrialResult]) -> String {
        let recalled = judged.filter { $0.outcome == .recalled }
        let share = "\(recalled.count) of \(judged.count) cues"
        if recalled.contains(where: { $0.stop == .goal }) { return "\(share) came to the overlap asked for" }
        switch judge.criterion {
        case .exact:
            return "\(share) \(judge.document.isOfPairs ? "answered by their partner" : "recalled") without an error"
        case .graded:
            let measure = judge.document.measure == .correlation ? "correlation" : "cosine"
            return "\(share) recalled: a \(measure) of \(RecallJudge.gradedOverlap) or more with their pattern"
        case .thermal:
            let sum = recalled.reduce(0.0) { $0 + Double($1.target?.overlap ?? 0) }
            let mean = recalled.isEmpty ? "" : ", mean overlap \(fixed(Float(sum / Double(recalled.count))))"
            return "\(share) are nearest to their pattern at temperature \(temperature)\(mean)"
        }
    }

    /// Cues of unknown origin.
    private func comparison(_ others: [TrialResult]) -> String {
        guard others.contains(where: { $0.best != nil }) else {
            return "\(count(others)) relaxed; the weights keep no patterns to compare with"
        }
        let idle = others.count { $0.outcome == .idle }
        let places = listed(others.filter { $0.outcome != .idle }) { result in
            "\(result.name) at \(place(result))"
        }
        return "\(count(others)) of no known pattern, compared with the nearest: "
            + ([places] + (idle > 0 ? ["\(idle) stayed as they were, since no unit had a field"] : []))
            .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    // MARK: - Failures

    private func paragraph(_ failed: [TrialResult]) -> String {
        var parts: [String] = []
        func add(_ outcome: TrialResult.Outcome, _ text: ([TrialResult]) -> String) {
            let group = failed.filter { $0.outcome == outcome }
            if !group.isEmpty { parts.append(text(group)) }
        }
        add(.idle) { "\(names($0)) stayed as they were, since no unit had a field: the patterns left no weights" }
        add(.moving) { group in
            let steps = "\(judge.steps) step\(judge.steps == 1 ? "" : "s")"
            return "\(names(group)) still changing after \(steps), so more --steps may help"
        }
        add(.inverse) { "at the inverse of their pattern \(names($0))" }
        add(.other) { group in listed(group) { "\($0.name) at \(place($0))" } }
        add(.mixture) { group in
            listed(group) { "\($0.name) at a mixture of \($0.parts.joined(separator: ", "))" }
        }
        add(.near) { group in listed(group) { "\($0.name) near it, \(distance($0))" } }
        add(.spurious) { "\(names($0)) near no stored pattern" }
        return ([parts.joined(separator: "; ")] + causes(failed)).joined(separator: ". ")
    }

    private func causes(_ failed: [TrialResult]) -> [String] {
        // Trials without a field and those that needed more steps have had their reason.
        let failed = failed.filter { $0.outcome != .idle && $0.outcome != .moving }
        guard let stored = judge.document.patterns, !failed.isEmpty else { return [] }
        if judge.criterion == .thermal {
            return [temperature < 1 ? "A lower --temperature keeps more" : "From temperature 1 on nothing is recalled"]
        }
        if judge.document.isOfPairs { return causesOfPairs(failed, stored) }
        let ruleName = judge.document.training.value("rule")?.text
        let capacity = ruleName.flatMap { RuleRegistry.rule(named: $0) }?.description.capacity
        let alike = likeness(failed, stored)
        let load = Double(stored.count) / Double(stored.neurons)
        let isOverloaded = capacity?.load.map { load > $0 } ?? false
        var sentences: [String] = []
        if let alike { sentences.append(alike) }
        if let ruleName, let capacity, isOverloaded || alike != nil {
            let share = NumberText.significant(load, digits: 2)
            sentences.append("These are \(share) patterns a unit, and rule \(ruleName) \(capacity.words)")
        }
        if sentences.isEmpty, let cue = cueOverlaps(stored) { sentences.append(cue) }
        // No other program knows a model of somebody's own.
        guard ModelRegistry.isOurs(judge.document.model.kind) else { return sentences }
        var next = "Next: canns-study patterns \(ShellQuoting.quoted(weights)) looks at each pattern"
        let others = (capacity?.alternatives ?? []).filter {
            RuleRegistry.rule(named: $0)?.description.codings.contains(stored.coding) ?? false
        }
        if !others.isEmpty, isOverloaded || alike != nil {
            next += ", and rule \(others.joined(separator: " or ")) may hold them"
        } else if judge.activation.hasTemperature {
            next += ", and a lower --temperature makes states sharper"
        }
        return sentences + [next]
    }

    /// Of pairs, whose answers do not come to rest in themselves: keys that are alike, or cues that were far off.
    private func causesOfPairs(_ failed: [TrialResult], _ stored: PatternSet) -> [String] {
        let cause = likeness(failed, stored) ?? cueOverlaps(stored)
        let isHebbian = judge.document.training.value("rule")?.text == HebbianRule.description.name
        return [cause].compactMap { $0 }
            + (isHebbian ? ["Rule pseudo-inverse or store may tell them apart"] : [])
    }

    /// The two stored patterns that are most alike, one of them not recalled; nil where no two are alike.
    private func likeness(_ failed: [TrialResult], _ stored: PatternSet) -> String? {
        let targets = Set(failed.compactMap { $0.target?.index }).sorted().prefix(64)
        let rows = stored.selecting(Array(targets))
        let overlaps = OverlapMeasure(rows, stored).matrix(rows, stored)
        var best: (first: Int, second: Int, overlap: Float)?
        for (row, target) in targets.enumerated() {
            for other in 0..<stored.count where other != target {
                let overlap = overlaps[row, other]
                if abs(overlap) > max(judge.chance, abs(best?.overlap ?? 0)) { best = (target, other, overlap) }
            }
        }
        guard let best else { return nil }
        let (first, second) = (stored.names[best.first], stored.names[best.second])
        if best.overlap >= 1 { return "\(first) and \(second) are the same pattern" }
        return "\(first) and \(second) are hard to tell apart, overlap \(fixed(best.overlap))"
    }

    /// How far the cues were from their patterns.
    private func cueOverlaps(_ stored: PatternSet) -> String? {
        let failures = Array(
            results.indices.filter { results[$0].target != nil && results[$0].outcome != .recalled }.prefix(64))
        let cues = judge.document.cues.selecting(failures)
        let overlaps = judge.document.overlaps(of: cues, with: stored)
        let own = failures.enumerated().compactMap { row, trial in
            results[trial].target.map { overlaps[row, $0.index] }
        }
        guard let low = own.min(), let high = own.max() else { return nil }
        if low > 0.999 { return "The cues were the patterns themselves, which these weights do not keep" }
        let range = fixed(low) == fixed(high) ? fixed(low) : "\(fixed(low)) to \(fixed(high))"
        return "The cues had an overlap of \(range) with their patterns; less damage may help"
    }

    // MARK: - Words

    private func count(_ trials: [TrialResult]) -> String { "\(trials.count) cue\(trials.count == 1 ? "" : "s")" }

    private func fixed(_ value: Float) -> String { NumberText.fixed(Double(value), places: 3) }

    private func place(_ result: TrialResult) -> String {
        guard let best = result.best else { return "nothing" }
        return (result.isInverse ? "the inverse of " : "") + "\(best.name) (\(fixed(best.overlap)))"
    }

    private func distance(_ result: TrialResult) -> String {
        if let wrong = result.wrong { return "\(wrong) \(wrong == 1 ? "unit" : "units") wrong" }
        return "overlap \(fixed(result.best?.overlap ?? 0))"
    }

    private func names(_ group: [TrialResult]) -> String { listed(group) { $0.name } }

    private func listed(_ group: [TrialResult], _ text: (TrialResult) -> String) -> String {
        let shown = group.prefix(Self.most).map(text).joined(separator: ", ")
        return group.count > Self.most ? "\(shown) and \(group.count - Self.most) more" : shown
    }
}

import Models

/// How long trials kept the order of their patterns, for a person.
struct SequenceSummary {
    private let matches: PatternMatches
    private let followers: [Int]

    init(_ matches: PatternMatches, followers: [Int]) {
        (self.matches, self.followers) = (matches, followers)
    }

    var text: String {
        let kept = (0..<matches.trials).map(stepsInOrder)
        let steps = matches.steps - 1
        let all = kept.count { $0.steps == steps }
        let count = "\(kept.count) cue\(kept.count == 1 ? "" : "s")"
        let passed = kept.map(\.patterns)
        let range =
            passed.min() == passed.max() ? "\(passed.max() ?? 0)" : "\(passed.min() ?? 0) to \(passed.max() ?? 0)"
        if all == kept.count { return "\(count) kept the order through all \(steps) steps, over \(range) patterns" }
        let shortest = kept.map(\.steps).min() ?? 0
        return
            "\(all) of \(count) kept the order through all \(steps) steps, over \(range) patterns; the first to leave it "
            + "did so after \(shortest)"
    }

    /// Steps in which the nearest pattern stayed or was followed by the next one, and the patterns seen in them.
    private func stepsInOrder(_ trial: Int) -> (steps: Int, patterns: Int) {
        var patterns = 1
        for step in 1..<max(1, matches.steps) {
            let (before, now) = (matches[trial, step - 1], matches[trial, step])
            if now == before { continue }
            guard before >= 0, before < followers.count, followers[before] == now else { return (step - 1, patterns) }
            patterns += 1
        }
        return (matches.steps - 1, patterns)
    }
}

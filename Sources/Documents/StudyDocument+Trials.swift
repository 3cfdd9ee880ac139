import Parameters
import Studies

/// A seed and how many trials were made with it.
package struct SeededTrials: Sendable, Equatable {
    package let seed: Int
    package let trials: Int

    package init(seed: Int, trials: Int) { (self.seed, self.trials) = (seed, trials) }

    /// As a file has it, `3:20`.
    var text: String { "\(seed):\(trials)" }

    /// Nil for other text.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let seed = parts[0], let trials = parts[1], seed >= 0, trials >= 1 else { return nil }
        self.init(seed: seed, trials: trials)
    }
}

// Archives of one study with other seeds are more trials of it.
extension StudyDocument {
    /// Whether the archive differs from another one in seed and number of trials at most.
    package func isMoreTrials(of other: StudyDocument) -> Bool {
        difference(from: other, free: ["seed", "trials"]) == nil
    }

    /// The seeds of its trials.
    private var seeds: [SeededTrials] {
        if !joinedTrials.isEmpty { return joinedTrials }
        guard case .integer(let seed)? = givenParameters["seed"], case .integer(let trials)? = givenParameters["trials"]
        else { return [] }
        return [SeededTrials(seed: seed, trials: trials)]
    }

    /// The trials of complete archives of one study, which differ in their seeds, as one archive without its result.
    ///
    /// - Throws: `StudyError` for a study without trials, or a seed that two of them have.
    package static func joiningTrials(_ documents: [StudyDocument]) throws -> StudyDocument {
        var whole = documents[0]
        let studies = try documents.map { try $0.study() }
        let seeds = documents.flatMap(\.seeds)
        guard let conditions = studies[0].conditionsOfTrials, !seeds.isEmpty else {
            throw StudyError("study \(whole.kind) has no trials, expected parts of one study")
        }
        if let twice = seeds.first(where: { one in seeds.count { $0.seed == one.seed } > 1 }) {
            throw StudyError(
                "two of the archives have seed \(twice.seed), whose trials are the same, expected other seeds")
        }
        whole.cells = .joiningTrials(documents.map(\.cells), conditions: conditions)
        whole.set("trials", seeds.reduce(0) { $0 + $1.trials })
        whole.joinedTrials = seeds
        whole.result = nil
        whole.provenance = Provenance(
            command: "canns-study merge", earlier: .joining(documents.map { $0.header?.origin ?? $0.provenance.origin })
        )
        return whole
    }

    /// The studies whose trials the archive joins, or the study itself, each with no cell done.
    ///
    /// - Throws: `StudyError` for a study or parameters that this version does not know.
    package func cleared() throws -> [StudyDocument] {
        guard !joinedTrials.isEmpty else {
            var document = self
            try document.clear()
            return [document]
        }
        return try joinedTrials.map { seeded in
            var part = self
            part.joinedTrials = []
            part.set("seed", seeded.seed)
            part.set("trials", seeded.trials)
            try part.clear()
            return part
        }
    }

    private mutating func set(_ name: String, _ number: Int) {
        guard let place = parameters.firstIndex(where: { $0.name == name }) else { return }
        parameters[place].value = .integer(number)
    }
}

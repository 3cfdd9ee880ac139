import LearningRules
import Separations

// Remedies are cells of the study too, after those of the patterns.

extension PatternStudy {
    /// What a remedy does where one is needed; unknown where all patterns are recalled without, or where a cheaper
    /// remedy suffices.
    func remedyOutcome(_ index: Int, _ tells: (_ task: String) -> Void) throws -> [Double] {
        try outcomes.outcome(index) { earlier in
            let isNeeded: Bool
            if let last = earlier.last {
                isNeeded = !last[Quantity.energy.rawValue].isNaN && !Self.suffices(last)
            } else {
                isNeeded = try (0..<memory.patterns.count).contains { try recall(memory, $0).recalled <= 0.5 }
            }
            guard isNeeded else { return Self.untried }
            let remedy = remedies[earlier.count]
            tells("trying \(remedy.name)")
            return try outcome(of: remedy)
        }
    }

    /// Whether a remedy recalls nearly all cues.
    static func suffices(_ outcome: [Double]) -> Bool { outcome[Quantity.recalled.rawValue] >= 0.95 }

    private static let untried: [Double] = [.nan, 0, 0, 0, .nan, .nan, 0]

    /// The recalled share is NaN where the rule cannot learn these patterns.
    private func outcome(of remedy: Remedy) throws -> [Double] {
        let tried: Memory
        do {
            tried = try remedy.memory(memory.patterns, order: network.order, seed: memory.seed)
        } catch let error where error is LearningError || error is SeparationError {
            return [0, 0, 0, 0, .nan, .nan, 0]
        }
        let recalls = try (0..<tried.patterns.count).map { try recall(tried, $0) }
        let count = Double(recalls.count)
        return [
            Double(recalls.count { $0.recalled > 0.5 }), 0, 0, 0,
            recalls.reduce(0) { $0 + $1.overlap } / count, recalls.reduce(0) { $0 + $1.recalled } / count, 0,
        ]
    }
}

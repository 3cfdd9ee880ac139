import Numerics
import Patterns

/// One direction of a memory of pairs: a key is answered by its target.
protocol Associator: Sendable {
    /// What the targets answer to each cue, [cue, unit of a target] in their coding; units that nothing decides keep what
    /// they are, +1 where nothing is given.
    ///
    /// - Parameters:
    ///   - cues: [cue, unit of a key] in the coding of the keys; 0 in a bipolar cue is a hidden unit.
    ///   - previous: what units are before, [cue, unit of a target].
    /// - Throws: `RecallError` for cues of another length or coding.
    func answers(to cues: PatternSet, keeping previous: PatternSet?, workers: Workers) throws -> PatternSet
}

extension DenseAssociativeMemory: Associator {}

extension PatternSet {
    /// Refuses cues that these keys cannot be compared with.
    func checkCues(_ cues: PatternSet) throws {
        guard cues.neurons == neurons else {
            throw RecallError(description: "the cues have \(cues.neurons) units, expected \(neurons)")
        }
        guard coding.isGraded || cues.coding == coding else {
            throw RecallError(
                description: "the cues are \(cues.coding.rawValue), expected \(coding.rawValue) ones as the memory has")
        }
    }

    /// Graded answers in the coding of these patterns: levels are rounded, of two values the nearer one is taken and, half
    /// way between them, that of `previous`, else the upper.
    ///
    /// - Parameter middle: from which on a unit takes the upper of two values; nil for half way.
    func coded(_ answers: [Float], keeping previous: PatternSet?, middle: Float? = nil) -> PatternSet {
        let coded: Values
        switch coding {
        case .real: coded = .reals(answers)
        case .grey: coded = .levels(answers.map { UInt8(min(255, max(0, ($0 * 255).rounded()))) })
        case .bipolar, .binary, .spikes:
            let low: Int8 = coding == .bipolar ? -1 : 0
            let middle = middle ?? (coding == .bipolar ? 0 : 0.5)
            var units = [Int8](repeating: 1, count: answers.count)
            if case .integers(let before)? = previous?.values { units = before }
            for (unit, answer) in answers.enumerated() where answer != middle {
                units[unit] = answer > middle ? 1 : low
            }
            coded = .integers(units)
        }
        return PatternSet(coding: coding, neurons: neurons, values: coded, geometry: geometry)
    }
}

import Numerics
import Patterns

/// Random patterns of whole numbers: each unit is on the upper value with probability `activity`, or, where none is given,
/// by one bit of a random word.
package func randomPatterns(
    _ count: Int, _ neurons: Int, coding: Coding = .bipolar, activity: Double? = nil, seed: UInt64 = 1
) -> PatternSet {
    var random = RandomStream(seed: seed, purpose: "patterns")
    func isUp() -> Bool {
        if let activity { return random.nextUniform() < activity }
        return random.nextWord() & 1 == 1
    }
    let low: Int8 = coding == .bipolar ? -1 : 0
    return PatternSet(
        coding: coding, neurons: neurons, values: .integers((0..<count * neurons).map { _ in isUp() ? 1 : low }))
}

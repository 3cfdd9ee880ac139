import Numerics
import Patterns

/// Random patterns of whole numbers, a share `activity` of the units on the upper value.
public func randomPatterns(
    _ count: Int, _ neurons: Int, coding: Coding = .bipolar, activity: Double = 0.5, seed: UInt64 = 1
) -> PatternSet {
    var random = RandomStream(seed: seed, purpose: "patterns")
    let low: Int8 = coding == .bipolar ? -1 : 0
    return PatternSet(
        coding: coding, neurons: neurons,
        values: .integers((0..<count * neurons).map { _ in random.nextUniform() < activity ? 1 : low }))
}

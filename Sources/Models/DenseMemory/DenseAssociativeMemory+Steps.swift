/// What a unit gains from each pattern by being like it, for proofs about the memory.
package struct OverlapGains: Sendable {
    private let steps: OverlapSteps
    package var neurons: Int { steps.neurons }
    /// Whether all gains are whole numbers whose sums over all patterns are exact.
    package var isExact: Bool { steps.isExact }

    init(_ steps: OverlapSteps) { self.steps = steps }

    /// D(a) = F(a + 1) - F(a - 1) at position a + N + 1 for a from -N - 1 to N + 1: whole numbers, each rounded once where
    /// they are large, or over |D(unit)|.
    package func values(over unit: Int) -> [Double] { steps.values(scale: steps.isScaled ? steps.size(unit) : 0) }

    /// By how much of itself a value may be off, generously: what stands in an exponent is rounded in unit 2^-53 of itself.
    package var error: Double { (1024 + abs(steps.size(neurons + 1))) * 0x1p-48 }
}

extension DenseAssociativeMemory {
    /// Of patterns of two values that answer for themselves; nil for others.
    package var overlapGains: OverlapGains? {
        guard let memory = overlapMemory, memory.otherAnswers == nil, sequence == nil else { return nil }
        return OverlapGains(memory.steps)
    }
}

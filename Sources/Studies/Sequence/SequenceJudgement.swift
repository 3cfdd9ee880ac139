import Numerics

/// Compares the first spike of each unit with the order and the times shown.
struct SequenceJudgement {
    private let shown: ShownSequence
    /// Steps from the input of a unit to its spike.
    private let delay: Int

    init(_ shown: ShownSequence, delay: Int) { (self.shown, self.delay) = (shown, delay) }

    /// - Parameter spikes: [step, unit].
    func judge(_ spikes: Matrix) -> [Double] {
        var first = [Int?](repeating: nil, count: shown.units)
        for step in (0..<spikes.rows).reversed() {
            spikes.withRow(step) { row in for unit in row.indices where row[unit] > 0 { first[unit] = step } }
        }
        return judge(first)
    }

    /// - Parameter first: the step of the first spike of each unit, nil for none.
    /// - Returns: the quantities of a study of sequences.
    func judge(_ first: [Int?]) -> [Double] {
        var times = [Double(shown.time(of: 0) + delay)]
        while times.count < shown.groups, let next = median(times.count, first), next > times[times.count - 1] {
            times.append(next)
        }
        let reached = times.count - 1
        let step = reached > 0 ? (times[reached] - times[0]) / Double(reached) * shown.timeStep : .nan
        return [Double(reached) / Double(shown.groups - 1), order(first), step, timingError(first)]
    }

    /// When a group fires: the median of its units' times, where half of them fire.
    private func median(_ group: Int, _ first: [Int?]) -> Double? {
        let size = shown.groupSize
        let times = first[group * size..<(group + 1) * size].compactMap { $0 }.sorted()
        guard 2 * times.count >= size else { return nil }
        return Double(times[(times.count - 1) / 2] + times[times.count / 2]) / 2
    }

    /// In ms, over the units after the first group that fire; NaN without any.
    private func timingError(_ first: [Int?]) -> Double {
        let late = (shown.groupSize..<shown.units).compactMap { unit in
            first[unit].map { Double($0 - shown.time(of: unit) - delay) }
        }
        let squares = late.reduce(0) { $0 + $1 * $1 }
        return late.isEmpty ? .nan : (squares / Double(late.count)).squareRoot() * shown.timeStep
    }

    /// Kendall's tau over the pairs of units of different groups after the first; NaN without such a pair.
    private func order(_ first: [Int?]) -> Double {
        let size = shown.groupSize
        let fired = (size..<shown.units).compactMap { unit in first[unit].map { (group: unit / size, time: $0) } }
        var (right, wrong, pairs) = (0, 0, 0)
        for (index, one) in fired.enumerated() {
            for other in fired[(index + 1)...] where other.group > one.group {
                pairs += 1
                if other.time > one.time { right += 1 } else if other.time < one.time { wrong += 1 }
            }
        }
        return pairs == 0 ? .nan : Double(right - wrong) / Double(pairs)
    }
}

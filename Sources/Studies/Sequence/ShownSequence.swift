import Numerics
import Patterns

/// Groups of units that fire one after the other, as spikes of the inputs of a network: one step a row.
struct ShownSequence {
    let groups, groupSize: Int
    /// Steps from a group to the next.
    let interval: Int
    /// In ms.
    let timeStep: Double
    var units: Int { groups * groupSize }
    private let jitter: Double
    /// Steps before the first group, so that jitter finds room.
    private let lead: Int
    private let length: Int

    /// - Throws: `StudyError` for a time that is no whole number of steps, and for more than memory may hold.
    init(_ settings: SequenceStudy.Settings) throws {
        let stepwise = try settings.bySteps()
        (groups, groupSize, timeStep) = (settings.groups, settings.groupSize, settings.timeStep)
        (interval, jitter) = (stepwise.groupInterval.wholeSteps, stepwise.jitter.bySteps)
        lead = Int((4 * jitter).rounded(.up))
        length = 2 * lead + groups * interval + stepwise.pause.wholeSteps
        let values = Double(length) * Double(groups) * Double(groupSize)
        guard values <= Self.mostValues else {
            throw StudyError(
                "groups",
                "is \(groups), expected fewer or smaller ones, or longer steps: \(length) steps of "
                    + "\(groups * groupSize) units are more than 100 million")
        }
    }

    private static let mostValues = 1e8

    /// The step at which a unit is shown.
    func time(of unit: Int) -> Int { lead + unit / groupSize * interval }

    /// The whole sequence, each spike shifted by a normal number.
    func presentation(_ random: inout RandomStream) -> PatternSet {
        spikes(of: units) { unit in
            let late = jitter > 0 ? Int((jitter * random.nextNormal()).rounded()) : 0
            return min(length - 1, max(0, time(of: unit) + late))
        }
    }

    /// The first units of the first group.
    func beginning(of count: Int) -> PatternSet { spikes(of: count, time) }

    private func spikes(of count: Int, _ time: (Int) -> Int) -> PatternSet {
        var values = [Int8](repeating: 0, count: length * units)
        for unit in 0..<count { values[time(unit) * units + unit] = 1 }
        return PatternSet(coding: .spikes, neurons: units, values: .integers(values), timeStep: timeStep)
    }
}

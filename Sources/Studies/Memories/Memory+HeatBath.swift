import Models
import Numerics
import Patterns

extension Memory {
    /// The mean of x_i h_i at the stored patterns, the unit of temperatures.
    ///
    /// - Throws: `StudyError` where the stored patterns have no field on their own side, so that no temperature can be
    ///   given in units of it.
    func temperatureUnit() throws -> Double {
        guard let field = try meanAlignedField() else {
            throw StudyError("temperatures are of networks with local fields, expected rules that make weights")
        }
        guard field > 0 else {
            throw StudyError(
                "the mean field x_i h_i of the stored patterns is \(field), expected a positive one as the unit of temperatures"
            )
        }
        return field
    }

    /// Glauber dynamics from a state.
    struct HeatBath {
        /// All states, the first one first.
        let history: PatternSet
        /// Those of the second half of the steps, over which is averaged.
        let late: [Int]
        /// Of each state.
        let energies: [Float]

        /// The mean of each unit over the second half.
        var means: [Double] {
            var sums = [Double](repeating: 0, count: history.neurons)
            for step in late {
                for (unit, value) in history.row(step).enumerated() { sums[unit] += Double(value) }
            }
            return sums.map { $0 / Double(late.count) }
        }

        /// The mean energy over the second half.
        var energy: Double {
            late.reduce(0.0) { $0 + Double(energies[min($1, energies.count - 1)]) } / Double(late.count)
        }
    }

    /// Follows Glauber dynamics from one state; random numbers are of the number of the run and the key.
    ///
    /// - Parameter temperature: in the units of the weights.
    func heatBath(
        from start: PatternSet, temperature: Double, steps: Int, number: Int, key: UInt64
    ) throws -> HeatBath {
        guard var network else { preconditionFailure("a unit of temperature was found") }
        // Below the normal numbers of Float a temperature is none.
        if Float(temperature) >= .leastNormalMagnitude {
            network.activation = .glauber
            network.temperature = Float(temperature)
        }
        var options = RecallOptions()
        options.steps = steps
        options.keepsHistory = true
        options.seed = RandomStream.seed(seed, "heat bath", index: number, key: key)
        let recall = try network.recall(start, options: options)
        guard let history = recall.history else { preconditionFailure("a history was asked for") }
        let first = (history.count + 1) / 2
        let late = (first..<max(history.count, first + 1)).map { min($0, history.count - 1) }
        return HeatBath(history: history, late: late, energies: recall.energy.row(0).filter { !$0.isNaN })
    }
}

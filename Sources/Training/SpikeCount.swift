// Aim: how often and how regularly the units of a network fire in an epoch.
//
//     rate = spikes / time,    CV = s / m   of the intervals between spikes of a unit
//
// m mean, s standard deviation. `rate_excitatory` and so on are means over the units of a population in Hz,
// `interval_variation` is the mean of CV over the units with three intervals or more: 0 for clocks and where
// there are no such units, 1 for a Poisson process.

import Models
import Numerics

/// Spikes of the units of a network and the intervals between them, in one epoch.
struct SpikeCount {
    private let populations: [(name: String, units: Range<Int>)]
    private let timeStep: Double
    /// [quantity, unit] in Float32, as checkpoints keep them: spikes, step of the last one or -1, number, sum and sum of
    /// squares of intervals; and in the first place of the last row the steps.
    private(set) var values: [Float]
    private let units: Int
    private static let rows = 6

    init(_ model: some ConnectionModel, timeStep: Double, saved: NamedArrays.Entry?) {
        (populations, units, self.timeStep) = (model.populations, model.outputCount, timeStep)
        values = []
        begin()
        if let saved, saved.shape == shape { values = saved.values }
    }

    var shape: [Int] { [Self.rows, units] }

    /// Forgets what was.
    mutating func begin() {
        values = [Float](repeating: 0, count: Self.rows * units)
        for unit in 0..<units { values[units + unit] = -1 }
    }

    mutating func note(_ fired: [Int32]) {
        let step = values[5 * units]
        for unit in fired.map({ Int($0) }) {
            values[unit] += 1
            let last = values[units + unit]
            if last >= 0 {
                let interval = step - last
                values[2 * units + unit] += 1
                values[3 * units + unit] += interval
                values[4 * units + unit] += interval * interval
            }
            values[units + unit] = step
        }
        values[5 * units] += 1
    }

    /// Rates in Hz and variation of intervals, by the names that files use.
    var curves: [String: Float] {
        let seconds = Double(values[5 * units]) * timeStep / 1000
        guard seconds > 0 else { return [:] }
        var result: [String: Float] = [:]
        for (name, range) in populations {
            let spikes = range.reduce(0.0) { $0 + Double(values[$1]) }
            result["rate_\(name)"] = Float(spikes / Double(range.count) / seconds)
        }
        let variations = (0..<units).compactMap { unit -> Double? in
            let count = Double(values[2 * units + unit])
            guard count >= 3 else { return nil }
            let mean = Double(values[3 * units + unit]) / count
            let variance = Double(values[4 * units + unit]) / count - mean * mean
            return max(0, variance).squareRoot() / mean
        }
        result["interval_variation"] = Float(variations.reduce(0, +) / Double(max(1, variations.count)))
        return result
    }
}

extension PlasticModel {
    /// How many units stand behind and before the synapses of a matrix: its rows and columns, but for a network of
    /// connections, whose weights are one row.
    func sides(of path: WritableKeyPath<Self, Matrix>) -> (outputs: Int, inputs: Int) {
        if let connections = (self as? any ConnectionModel)?.connections {
            return (connections.units, connections.sources)
        }
        return (self[keyPath: path].rows, self[keyPath: path].columns)
    }
}

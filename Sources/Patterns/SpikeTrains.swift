/// Spikes in time steps, one at most of each unit in a step, held as events: what is kept grows with the spikes, not
/// with the time.
package struct SpikeTrains: Sendable, Equatable {
    package let grid: TimeGrid
    package let steps: Int
    /// The number that each unit has elsewhere, in the order of the units.
    package let units: [Int]
    /// Where each spike stands in [step, unit], row by row: step · units + unit; ascending, each once.
    package let places: [Int]

    /// - Precondition: places are ascending and within steps × units, which `Int` holds.
    package init(grid: TimeGrid, steps: Int, units: [Int], places: [Int]) {
        precondition(!units.isEmpty && steps > 0 && steps <= Int.max / units.count, "a train has steps and units")
        precondition((places.first ?? 0) >= 0 && (places.last ?? 0) < steps * units.count, "places in the train")
        (self.grid, self.steps, self.units, self.places) = (grid, steps, units, places)
    }

    package func step(_ spike: Int) -> Int { places[spike] / units.count }
    package func neuron(_ spike: Int) -> Int { places[spike] % units.count }

    /// The times of each unit's spikes as indices of steps, ascending.
    package var stepsByNeuron: [[Int]] {
        var result = [[Int]](repeating: [], count: units.count)
        for place in places { result[place % units.count].append(place / units.count) }
        return result
    }

    /// Writes rows of [step, unit] of 0 and 1.
    ///
    /// - Parameter rows: those of `out`, in which each value is set.
    package func fill(rows: Range<Int>, into out: UnsafeMutableBufferPointer<UInt8>) {
        let range = rows.lowerBound * units.count..<rows.upperBound * units.count
        precondition(out.count == range.count, "a value a step and unit")
        out.update(repeating: 0)
        var next = firstSpike(from: range.lowerBound)
        while next < places.count, places[next] < range.upperBound {
            out[places[next] - range.lowerBound] = 1
            next += 1
        }
    }

    /// The first spike at a place or after it.
    private func firstSpike(from place: Int) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A recording brought into steps, and what that cost.
package struct SpikeBinning: Sendable {
    package let trains: SpikeTrains
    /// Spikes that were not at a multiple of the step and count from the beginning of the step they fall in.
    package let moved: Int
    /// The furthest that one was moved, in ms.
    package let furthest: Double
    /// Spikes that are lost, since their step has one of the same unit already.
    package let merged: Int

    /// Takes the spikes of some units within the steps.
    ///
    /// - Parameter units: their order becomes that of the neurons; each once.
    package init(_ spikes: SpikeTimes, grid: TimeGrid, steps: Int, units: [Int]) {
        let neurons = Dictionary(units.enumerated().map { ($1, $0) }) { first, _ in first }
        var places: [Int] = []
        var (moved, furthest) = (0, 0.0)
        for (time, unit) in zip(spikes.times, spikes.units) {
            guard let neuron = neurons[unit], let step = grid.step(at: time), (0..<steps).contains(step) else {
                continue
            }
            let remainder = grid.remainder(at: time)
            if remainder > 0 { moved += 1 }
            furthest = max(furthest, remainder)
            places.append(step * units.count + neuron)
        }
        places.sort()
        var distinct: [Int] = []
        distinct.reserveCapacity(places.count)
        for place in places where place != distinct.last { distinct.append(place) }
        trains = SpikeTrains(grid: grid, steps: steps, units: units, places: distinct)
        (self.moved, self.furthest, merged) = (moved, furthest, places.count - distinct.count)
    }
}

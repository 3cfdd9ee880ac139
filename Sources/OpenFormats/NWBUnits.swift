// The spikes of Neurodata Without Borders: HDF5 with a table /units, a row a unit, whose times stand one after the other.
//
//     /units/spike_times        [spike] float64, seconds, all units one after the other
//     /units/spike_times_index  [unit] the end of each unit's times
//     /units/id                 [unit] its number
//
// Source: NWB format specification 2.x, types Units, VectorData, VectorIndex; O. Rübel and others, eLife 11, e78362 (2022).

import HDF5Store
import Patterns

/// Spikes in the table of units of an NWB file.
package enum NWBUnits {
    /// Whether a file says that it is one of NWB, or has its table of units.
    package static func isIn(_ root: borrowing HDF5Group) throws -> Bool {
        if try root.attribute("nwb_version") != nil { return true }
        return try root.kind(of: "/units/spike_times_index") == .dataset
    }

    /// - Throws: `FormatError`, `HDF5Error`.
    package static func read(_ root: borrowing HDF5Group) throws -> SpikeTimes {
        guard try root.kind(of: "/units") == .group else {
            throw FormatError("/units: is missing, expected the table of units with their spike_times")
        }
        let times = try root.times("/units/spike_times")
        let ends = try root.counts("/units/spike_times_index", "ends")
        let numbers =
            try root.kind(of: "/units/id") == .dataset ? try root.counts("/units/id", "units") : Array(ends.indices)
        guard numbers.count == ends.count, Set(numbers).count == numbers.count else {
            throw FormatError(
                "/units/id: has \(Set(numbers).count) numbers, expected one for each of \(ends.count) units")
        }
        var (units, start): ([Int], Int) = ([], 0)
        units.reserveCapacity(times.count)
        for (row, end) in ends.enumerated() {
            guard end >= start, end <= times.count else {
                throw FormatError(
                    "/units/spike_times_index: is \(end) at \(row), expected \(start) to \(times.count)")
            }
            for _ in start..<end { units.append(numbers[row]) }
            start = end
        }
        guard start == times.count else {
            throw FormatError(
                "/units/spike_times_index: ends at \(start), expected \(times.count), the number of spike_times")
        }
        return SpikeTimes(times: times.map { $0 * 1000 }, units: units, known: numbers)
    }
}

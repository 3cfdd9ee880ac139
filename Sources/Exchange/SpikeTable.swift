// Spikes as a table: a row a spike, with its time and the number of its unit.
//
//     time_ms,unit          names of columns, in any order and among others, or none: then time and unit
//     10.1,3
//
// Text (CSV, TSV; lines that begin with # are left out, as NEST writes them), a NumPy array of two columns, or the two
// lists of a NumPy archive. A column whose name ends in _ms or _s says its unit.
// Source: NEST 3 user documentation, "Record to files", for its names; others are those of SONATA, Brian2 and Neo.

import PNGStore
import Patterns

/// Reads spikes from tables and arrays.
package enum SpikeTable {
    package enum TimeUnit: String, CaseIterable, Sendable {
        case milliseconds = "ms"
        case seconds = "s"

        fileprivate var scale: Double { self == .seconds ? 1000 : 1 }
    }

    package static let timeNames = ["time", "times", "timestamp", "timestamps", "spike_time", "spike_times", "t"]
    package static let unitNames = [
        "unit", "units", "node_id", "node_ids", "sender", "senders", "neuron", "neurons", "id", "ids", "i",
    ]

    /// - Parameters:
    ///   - bytes: packed by gzip or not.
    ///   - unit: of the times; nil for what their name says, else ms.
    ///   - array: of an archive with several, one of two columns.
    /// - Returns: nil for bytes that are no table or array.
    /// - Throws: `ExchangeError`, whose sentence starts with a verb and names no file.
    package static func read(_ bytes: [UInt8], unit: TimeUnit?, array: String?) throws -> SpikeTimes? {
        let bytes = try ReaderRegistry.unpacked(bytes)
        if NPYReader.recognizes(bytes) { return try columns(NPYReader.array(bytes), unit) }
        if NPZReader.recognizes(bytes) { return try archive(bytes, unit, array) }
        guard ReaderRegistry.isText(bytes) || bytes.first == UInt8(ascii: "#") else { return nil }
        return try table(DelimitedText(withoutComments(bytes)), unit)
    }

    // MARK: - NumPy

    private static func columns(_ array: NumberArray, _ unit: TimeUnit?) throws(ExchangeError) -> SpikeTimes {
        guard array.axes.count == 2, array.axes[1] == 2 else {
            let shape = array.axes.map(String.init).joined(separator: "×")
            throw ExchangeError("is an array of \(shape) numbers, expected a time and a unit in each row")
        }
        let values = array.doubles()
        let rows = stride(from: 0, to: values.count, by: 2)
        return try spikes(rows.map { values[$0] }, rows.map { values[$0 + 1] }, unit ?? .milliseconds)
    }

    private static func archive(_ bytes: [UInt8], _ unit: TimeUnit?, _ array: String?) throws -> SpikeTimes {
        let archive = try NumPyArchive(bytes)
        if let array { return try columns(archive.array(named: array), unit) }
        let names = archive.names
        if names.count == 1, let only = names.first { return try columns(archive.array(named: only), unit) }
        guard let time = names.first(where: { isTime($0) }), let neuron = names.first(where: { isUnit($0) }) else {
            throw ExchangeError("has the arrays \(names.joined(separator: ", ")), expected \(expectation)")
        }
        let (times, units) = (try archive.array(named: time), try archive.array(named: neuron))
        guard times.axes.count == 1, units.axes == times.axes else {
            throw ExchangeError(
                "has arrays \(time) and \(neuron) of different length, expected two lists, a value a spike")
        }
        return try spikes(times.doubles(), units.doubles(), unit ?? unitOfTime(time))
    }

    // MARK: - Text

    private static func table(_ text: DelimitedText, _ unit: TimeUnit?) throws(ExchangeError) -> SpikeTimes {
        guard text.count > 0 else { throw ExchangeError("is empty, expected a row a spike") }
        var (time, neuron, first, named) = (0, 1, 0, TimeUnit.milliseconds)
        if text.real(0, 0) == nil {
            let names = (0..<text.columns(0)).map { text.text(0, $0) }
            guard let timeColumn = names.firstIndex(where: isTime), let unitColumn = names.firstIndex(where: isUnit)
            else {
                throw ExchangeError(
                    "has the columns \(names.prefix(10).joined(separator: ", ")), expected \(expectation)")
            }
            (time, neuron, first, named) = (timeColumn, unitColumn, 1, unitOfTime(names[timeColumn]))
        }
        var (times, units): ([Double], [Double]) = ([], [])
        for row in first..<text.count {
            guard text.columns(row) > max(time, neuron) else {
                throw ExchangeError(
                    "has \(text.columns(row)) fields at line \(text.lines[row]), expected a time and a unit")
            }
            guard let moment = text.real(row, time), let number = text.real(row, neuron) else {
                let column = text.real(row, time) == nil ? time : neuron
                throw ExchangeError(
                    "is \(text.text(row, column)) at line \(text.lines[row]), field \(column + 1), expected a number")
            }
            times.append(moment)
            units.append(number)
        }
        return try spikes(times, units, unit ?? named)
    }

    private static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "#")) else { return bytes }
        return bytes.split(separator: 10, omittingEmptySubsequences: false).filter { $0.first != UInt8(ascii: "#") }
            .joined(separator: [10]).map { $0 }
    }

    // MARK: - Both

    private static func isTime(_ name: String) -> Bool {
        let name = name.lowercased()
        return timeNames.contains { name == $0 || name == $0 + "_ms" || name == $0 + "_s" }
    }

    private static func isUnit(_ name: String) -> Bool { unitNames.contains(name.lowercased()) }

    private static func unitOfTime(_ name: String) -> TimeUnit {
        name.lowercased().hasSuffix("_s") ? .seconds : .milliseconds
    }

    private static let expectation = "time (time_ms, time_s, timestamps, t) and unit (node_ids, sender, neuron, i)"

    private static func spikes(_ times: [Double], _ units: [Double], _ unit: TimeUnit) throws(ExchangeError)
        -> SpikeTimes
    {
        if let wrong = times.firstIndex(where: { !$0.isFinite }) {
            throw ExchangeError("has the time \(times[wrong]) at spike \(wrong), expected a finite one")
        }
        var numbers: [Int] = []
        numbers.reserveCapacity(units.count)
        for (index, value) in units.enumerated() {
            guard let number = Int(exactly: value), number >= 0 else {
                throw ExchangeError("has the unit \(value) at spike \(index), expected a whole number of 0 or more")
            }
            numbers.append(number)
        }
        return SpikeTimes(times: unit == .milliseconds ? times : times.map { $0 * unit.scale }, units: numbers)
    }
}

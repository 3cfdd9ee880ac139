// SONATA's spike files: HDF5 with a group for each population of neurons.
//
//     /spikes/POPULATION/timestamps  [spike] float64, attribute units: ms or s (ms where there is none)
//     /spikes/POPULATION/node_ids    [spike] uint64
//     /spikes/POPULATION@sorting     none 0, by_id 1, by_time 2: an enumeration
//
// Source: K. Dai and others, PLoS Comput. Biol. 16, e1007696 (2020), and the SONATA developer guide of the Allen
// Institute and the Blue Brain Project, sections "Spike file" and "Representing biophysical units".

import HDF5Store
import Patterns

/// Spikes of a population in a SONATA file.
package enum SonataSpikes {
    /// Whether a file has a group of SONATA's spikes.
    package static func isIn(_ root: borrowing HDF5Group) throws -> Bool { try root.kind(of: "/spikes") == .group }

    /// - Parameter population: the one to read; nil for the only one.
    /// - Throws: `FormatError`, `HDF5Error`.
    package static func read(_ root: borrowing HDF5Group, population: String?) throws -> SpikeTimes {
        let names = try root.group("/spikes") { spikes in
            try spikes.childNames().filter { try spikes.kind(of: $0) == .group }
        }
        let name = try chosen(population, of: names)
        let place = "/spikes/\(name)"
        let unit =
            try root.kind(of: "\(place)/timestamps") == .dataset
            ? try root.dataset("\(place)/timestamps") { try $0.attribute("units")?.string } : nil
        let scale = try milliseconds(of: unit ?? "ms", at: "\(place)/timestamps")
        let times = try root.times("\(place)/timestamps")
        let units = try root.counts("\(place)/node_ids", "nodes")
        guard times.count == units.count else {
            throw FormatError("\(place): has \(times.count) timestamps and \(units.count) node_ids, expected as many")
        }
        return SpikeTimes(times: scale == 1 ? times : times.map { $0 * scale }, units: units)
    }

    private static func chosen(_ population: String?, of names: [String]) throws -> String {
        let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
        guard let first = names.first else {
            throw FormatError("/spikes: has no population, expected groups with timestamps and node_ids")
        }
        guard let population else {
            guard names.count == 1 else {
                throw PopulationError.notNamed(list)
            }
            return first
        }
        guard names.contains(population) else { throw PopulationError.unknown(population, list) }
        return population
    }

    /// The length of a unit of time in ms.
    private static func milliseconds(of unit: String, at place: String) throws -> Double {
        switch unit.lowercased() {
        case "ms", "msec", "millisecond", "milliseconds": return 1
        case "s", "sec", "second", "seconds": return 1000
        default: throw FormatError("\(place)@units: is \(unit), expected ms or s")
        }
    }

    /// Writes one population into an empty file, its spikes in the order of time. Not compressed: libsonata as PyPI has it
    /// knows no filters.
    package static func write(
        _ trains: SpikeTrains, population: String, _ root: borrowing HDF5Group
    ) throws {
        guard !population.isEmpty, !population.contains("/"), population != "." else {
            throw FormatError("a population cannot be called \(population), expected a name without /")
        }
        try root.setAttribute("magic", UInt32(0x0A7A))
        try root.setAttribute("version", [UInt32(0), 1])
        try root.createGroup("spikes") { spikes in
            try spikes.createGroup(population) { group in
                try group.setAttribute("sorting", "by_time", of: ["none": 0, "by_id": 1, "by_time": 2])
                let count = trains.places.count
                try group.createDataset("timestamps", of: Double.self, shape: [count], storage: .contiguous) {
                    dataset in
                    try dataset.write((0..<count).map { trains.grid.milliseconds(trains.step($0)) })
                    try dataset.setAttribute("units", "ms")
                }
                try group.createDataset("node_ids", of: UInt64.self, shape: [count], storage: .contiguous) { dataset in
                    try dataset.write((0..<count).map { UInt64(trains.units[trains.neuron($0)]) })
                }
            }
        }
    }
}

/// Which population is meant is not clear.
package enum PopulationError: Error, CustomStringConvertible {
    /// Several, and none was named.
    case notNamed(String)
    case unknown(String, String)

    package var description: String {
        switch self {
        case .notNamed(let list): "/spikes: has the populations \(list), and none is named"
        case .unknown(let name, let list): "/spikes: has no population \(name), expected one of \(list)"
        }
    }
}

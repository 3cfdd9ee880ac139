import CommandKit
import Documents
import HDF5Store
import OpenFormats
import OperatingSystem
import Patterns

/// Spikes in the formats of recordings.
struct SpikeExport {
    private let arguments: Arguments
    private let document: SpikesDocument

    init(_ arguments: Arguments, _ root: borrowing HDF5Group, _ header: DocumentHeader?) throws {
        self.arguments = arguments
        document = try SpikesDocument(
            root, header, dataset: arguments.text("dataset"), step: arguments.number("dt"))
    }

    private var trains: SpikeTrains { document.trains }

    /// Whether what is written as a table are spikes: their dataset says so, or the length of a step is given.
    static func isMeant(
        _ arguments: Arguments, _ root: borrowing HDF5Group, _ header: DocumentHeader?
    ) throws -> Bool {
        try arguments.has("dt") || SpikesDocument.holdsSpikes(root, header, dataset: arguments.text("dataset"))
    }

    func bytes(_ format: ExportFormat) throws -> [UInt8] {
        switch format {
        case .sonata:
            let population = arguments.textOrDefault("population")
            return try HDF5Image.bytes { try SonataSpikes.write(trains, population: population, $0) }
        case .nwb:
            let session = try session
            return try HDF5Image.bytes { try NWBUnits.write(trains, session, $0) }
        default: return table(format.separator)
        }
    }

    private func table(_ separator: Character) -> [UInt8] {
        var table = DelimitedWriter(separator: separator)
        table.add(["time_ms", "unit"])
        for spike in trains.places.indices {
            let time = trains.grid.milliseconds(trains.step(spike))
            table.add(["\(time)", "\(trains.units[trains.neuron(spike)])"])
        }
        return table.bytes
    }

    /// What NWB wants to know, from the options and the file.
    private var session: NWBSession {
        get throws {
            let header = document.header
            let created = UniversalTime.now()
            let start = arguments.text("session-start") ?? header?.created ?? created
            guard Self.isTime(start) else {
                throw UsageError(
                    "--session-start is \(start), expected a time with its zone such as 2026-01-31T12:00:00+01:00")
            }
            let history = header?.history.split(separator: "\n").first.map(String.init)
            let description = arguments.text("description") ?? history ?? "spike trains"
            return NWBSession(
                start: start, created: created, description: description, identifier: document.digest,
                subject: try subject)
        }
    }

    private var subject: [String: String] {
        get throws {
            var result: [String: String] = [:]
            for text in arguments.texts("subject") {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2, NWBSession.subjectFields.contains(parts[0]), !parts[1].isEmpty else {
                    throw UsageError(
                        "--subject is \(ShellQuoting.quoted(text)), expected NAME=VALUE, NAME one of "
                            + NWBSession.subjectFields.joined(separator: ", "))
                }
                result[parts[0]] = parts[1]
            }
            return result
        }
    }

    /// ISO 8601 with seconds and a zone: 2026-01-31T12:00:00Z, …+01:00.
    private static func isTime(_ text: String) -> Bool {
        let pattern = Array("0000-00-00T00:00:00")
        let characters = Array(text)
        guard characters.count > pattern.count else { return false }
        for (found, wanted) in zip(characters, pattern) {
            guard wanted == "0" ? found.isASCII && found.isNumber : found == wanted else { return false }
        }
        var zone = characters[pattern.count...]
        if zone.first == "." { zone = zone.dropFirst().drop { $0.isASCII && $0.isNumber } }
        if zone.elementsEqual(["Z"]) { return true }
        guard zone.count == 6, zone.first == "+" || zone.first == "-" else { return false }
        return zip(zone.dropFirst(), "00:00").allSatisfy { $1 == "0" ? $0.isASCII && $0.isNumber : $0 == $1 }
    }
}

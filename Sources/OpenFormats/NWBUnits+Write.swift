// A recording as an NWB file: what the schema asks of every file, its table of units, and a subject.
//
// Source: NWB format specification 2.8, types NWBFile, Subject, Units.

import HDF5Store
import Patterns

/// What NWB wants to know of a recording beside its spikes.
package struct NWBSession: Sendable {
    /// When it began, ISO 8601 with a time zone.
    package var start: String
    /// When the file was made, likewise.
    package var created: String
    package var description: String
    /// What is known of the animal, by the names that NWB has for it, see `subjectFields`.
    package var subject: [String: String]
    /// 64 hexadecimal digits that no other recording has: the identifier, and what the ids of objects are made of.
    package var identifier: String

    package init(
        start: String, created: String, description: String, identifier: String, subject: [String: String] = [:]
    ) {
        (self.start, self.created, self.description) = (start, created, description)
        (self.identifier, self.subject) = (identifier, subject)
    }

    package static let subjectFields = [
        "subject_id", "species", "sex", "age", "description", "strain", "genotype", "date_of_birth", "weight",
    ]

    /// What stands where nothing is known, by the words that NWB has for that: taxon 32644 of the NCBI is `unidentified`,
    /// U an unknown sex, P0D/ an age of 0 or more.
    fileprivate static let unknownSubject = [
        "subject_id": "unknown", "species": "http://purl.obolibrary.org/obo/NCBITaxon_32644", "sex": "U", "age": "P0D/",
        "description": "not named where the spikes came from",
    ]
}

extension NWBUnits {
    /// The version of the schema that files are written by.
    private static let version = "2.8.0"

    /// Writes a recording into an empty file, its spikes unit by unit.
    package static func write(_ trains: SpikeTrains, _ session: NWBSession, _ root: borrowing HDF5Group) throws {
        try type(root, "NWBFile", in: "core", session)
        try root.setAttribute("nwb_version", version)
        for name in ["acquisition", "analysis", "processing"] { try root.createGroup(name) { _ in } }
        try root.createGroup("general") { group in
            try group.createGroup("subject") { subject in
                try type(subject, "Subject", in: "core", session)
                let known = NWBSession.unknownSubject.merging(session.subject) { $1 }
                for (field, value) in known.sorted(by: { $0.key < $1.key }) { try subject.createString(field, value) }
            }
        }
        try root.createGroup("stimulus") { group in
            for name in ["presentation", "templates"] { try group.createGroup(name) { _ in } }
        }
        try root.createStrings("file_create_date", [session.created])
        for (name, text) in [
            ("identifier", session.identifier), ("session_description", session.description),
            ("session_start_time", session.start), ("timestamps_reference_time", session.start),
        ] { try root.createString(name, text) }
        try root.createGroup("units") { try table(trains, session, $0) }
    }

    private static func table(_ trains: SpikeTrains, _ session: NWBSession, _ group: borrowing HDF5Group) throws {
        try type(group, "Units", in: "core", session)
        try group.setAttribute("colnames", ["spike_times"])
        try group.setAttribute("description", "spikes of each unit")
        try group.createDataset("id", of: Int64.self, shape: [trains.units.count]) { dataset in
            try dataset.write(trains.units.map { Int64($0) })
            try type(dataset, "ElementIdentifiers", in: "hdmf-common", session)
        }
        let steps = trains.stepsByNeuron
        try group.createDataset("spike_times", of: Double.self, shape: [trains.places.count]) { dataset in
            try dataset.write(steps.flatMap { $0.map(trains.grid.seconds) })
            try type(dataset, "VectorData", in: "hdmf-common", session)
            try dataset.setAttribute("description", "the spike times for each unit in seconds")
            try dataset.setAttribute("resolution", trains.grid.step / 1000)
        }
        var end = 0
        let ends = steps.map { list in
            end += list.count
            return UInt64(end)
        }
        try group.createDataset("spike_times_index", of: UInt64.self, shape: [ends.count]) { dataset in
            try dataset.write(ends)
            try type(dataset, "VectorIndex", in: "hdmf-common", session)
            try dataset.setAttribute("description", "Index for VectorData 'spike_times'")
            try dataset.setAttribute("target", referenceTo: "/units/spike_times")
        }
    }

    /// The type of an object, and an id of its own: by the identifier of the recording and the path of the object, so that
    /// equal recordings give equal files.
    private static func type(
        _ holder: borrowing some HDF5AttributeHolder & ~Copyable, _ name: String, in namespace: String,
        _ session: NWBSession
    ) throws {
        try holder.setAttribute("namespace", namespace)
        try holder.setAttribute("neurodata_type", name)
        try holder.setAttribute("object_id", objectID(session.identifier, name))
    }

    /// A UUID of version 8, which is free in form (RFC 9562, 2024): 122 bits of two FNV-1a hashes of the names.
    static func objectID(_ identifier: String, _ name: String) -> String {
        func hash(_ text: String) -> UInt64 {
            text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        let high = hash(identifier + "/" + name) & ~0xF000 | 0x8000
        let low = hash(name + "/" + identifier) & ~(3 << 62) | 2 << 62
        let digits = [high, low].map { value in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}

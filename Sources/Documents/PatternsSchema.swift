import HDF5Store
import Patterns

/// How patterns stand in a file: `/patterns`, `/names`, `/thresholds`.
enum PatternsSchema {
    /// Bytes of grey patterns that are compressed and read into memory at most: 64 MiB.
    static let largest = 64 << 20

    static func write(
        _ patterns: PatternSet, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        try states(patterns, "patterns", writer, root)
        try write(patterns.labels, writer, root)
        // Rows of spikes are time steps, which have no names.
        guard patterns.coding != .spikes else { return }
        if patterns.isNamed.contains(true) { try writer.strings(root, "names", patterns.givenNames) }
        if let sources = patterns.sources { try writer.strings(root, "sources", sources) }
        if let thresholds = patterns.thresholds {
            try writer.dataset(root, "thresholds", thresholds, shape: [patterns.count])
        }
    }

    /// What each row shows.
    private static func write(
        _ labels: PatternLabels?, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        guard let labels else { return }
        try writer.dataset(root, "labels", labels.values, shape: [labels.values.count])
        if !labels.names.isEmpty { try writer.strings(root, "label_names", labels.names) }
    }

    /// The partners of patterns: `/targets`, `/target_names`.
    static func writeTargets(
        _ targets: PatternSet, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        try states(targets, "targets", writer, root)
        if targets.isNamed.contains(true) { try writer.strings(root, "target_names", targets.givenNames) }
    }

    /// The partners of patterns in a file of ours; nil where there are none.
    static func readTargets(_ root: borrowing HDF5Group) throws -> PatternSet? {
        guard try root.kind(of: "targets") == .dataset else { return nil }
        let set = try root.dataset("targets") { try states($0, ours: true) }
        return PatternSet(
            coding: set.coding, neurons: set.neurons, values: set.values,
            names: try strings("target_names", root, count: set.count), geometry: set.geometry)
    }

    /// States of a coding, one a row, with their coding and geometry.
    static func states(
        _ set: PatternSet, _ name: String, shape: [Int]? = nil, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        let (shape, coding) = (shape ?? [set.count, set.neurons], set.coding)
        func attributes(_ dataset: borrowing HDF5Dataset) throws {
            try Self.attributes(coding, set.geometry, set.timeStep, writer, dataset)
        }
        if let levels = set.storedLevels {
            return try writer.blocks(
                root, name, shape: shape, storage: .automatic(deflate: nil), coding: .grey, attributes
            ) { rows, part in
                levels.read(rows, into: part)
                try levels.check()
            }
        }
        switch (set.values, coding) {
        case (.integers(let values), .spikes):
            try writer.dataset(
                root, name, values.map { UInt8(bitPattern: $0) }, shape: shape, coding: coding, attributes)
        case (.integers(let values), _):
            try writer.dataset(root, name, values, shape: shape, coding: coding, attributes)
        case (.levels(let values), _):
            // What is large is read where it stands, and little smaller if it is made of photographs.
            let storage = HDF5Storage.automatic(deflate: values.count > largest ? nil : 4)
            try writer.dataset(root, name, values, shape: shape, coding: coding, storage: storage, attributes)
        case (.reals(let values), _):
            try writer.dataset(
                root, name, values, shape: shape, coding: coding, storage: .automatic(deflate: nil), attributes)
        }
    }

    static func attributes(
        _ coding: Coding, _ geometry: Geometry?, _ timeStep: Double?, _ writer: DocumentWriter,
        _ dataset: borrowing HDF5Dataset
    ) throws {
        try writer.attribute(dataset, "coding", .text(coding.rawValue))
        if let geometry { try writer.attribute(dataset, "geometry", .integers(geometry.sides)) }
        if coding == .grey {
            // By these netCDF's readers, such as xarray, show 0 … 1.
            let (step, offset): (Double, Double) = (1 / 255, 0)
            try writer.attribute(dataset, "scale_factor", .real(step))
            try writer.attribute(dataset, "add_offset", .real(offset))
        }
        if let timeStep { try writer.attribute(dataset, "dt", .real(timeStep)) }
    }

    /// Spikes that are made block by block.
    static func write(_ train: SpikeTrain, _ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try writer.blocks(
            root, "patterns", shape: [train.steps, train.geometry.neurons], coding: .spikes,
            { try attributes(.spikes, train.geometry, train.timeStep, writer, $0) }, make: train.make)
        try write(train.labels, writer, root)
    }

    /// The patterns of a file of ours.
    static func read(_ root: borrowing HDF5Group, _ dataset: String, ours: Bool) throws -> PatternSet {
        try read(root, ours: ours, PatternReading(dataset: dataset)).patterns
    }

    /// - Parameter ours: whether the file is one of ours.
    static func read(_ root: borrowing HDF5Group, ours: Bool, _ reading: PatternReading) throws -> States {
        let dataset = reading.dataset
        let kind = try root.kind(of: dataset)
        guard kind == .dataset || kind == .other else {
            let found = kind == .group ? "\(dataset) is a group" : "there is no dataset \(dataset)"
            let others = DatasetNames.numeric(in: root).map { "; numbers are in \($0)" } ?? ""
            let advice = others.isEmpty || reading.advice.isEmpty ? "" : "; \(reading.advice)"
            throw DocumentError("\(found), expected one with a pattern a row\(others)\(advice)")
        }
        var states = try root.dataset(dataset) { try readStates($0, ours: ours, reading) }
        guard dataset == "/patterns" else { return states }
        let set = states.patterns
        let names = try strings("names", root, count: set.count)
        let sources = try strings("sources", root, count: set.count)
        let thresholds: [Float]? =
            root.contains("thresholds") ? try root.dataset("thresholds") { try $0.read(as: Float.self) } : nil
        let levels = thresholds?.count == set.count ? thresholds : nil
        states.patterns =
            if let stored = set.storedLevels {
                PatternSet(stored, names: names, geometry: set.geometry, thresholds: levels, sources: sources)
            } else {
                PatternSet(
                    coding: set.coding, neurons: set.neurons, values: set.values, names: names, geometry: set.geometry,
                    thresholds: levels, timeStep: set.timeStep, sources: sources)
            }
        states.patterns.labels = try labels("labels", root, count: set.count)
        return states
    }

    /// Whole numbers, one a row, with the names of `label_names`; nil where they are absent or of another length.
    static func labels(_ name: String, _ root: borrowing HDF5Group, count: Int) throws -> PatternLabels? {
        guard try root.kind(of: name) == .dataset else { return nil }
        let values = try root.dataset(name) { dataset in
            guard case .integer = dataset.elementKind else { return [Int32]() }
            return try dataset.read(as: Int32.self)
        }
        guard values.count == count else { return nil }
        let names: [String] =
            try root.kind(of: "label_names") == .dataset
            ? try root.dataset("label_names") { $0.elementKind == .string ? try $0.readStrings() : [] } : []
        let limit = names.isEmpty ? Int32.max : Int32(clamping: names.count - 1)
        if let place = values.firstIndex(where: { $0 < -1 || $0 > limit }) {
            let expected = names.isEmpty ? "-1 or more" : "-1 to \(limit), a place in /label_names"
            throw DocumentError("/\(name): is \(values[place]) at \(place), expected \(expected)")
        }
        return PatternLabels(values, names: names)
    }

    /// A list with one string a pattern; nil where it is absent or of another length.
    private static func strings(_ name: String, _ root: borrowing HDF5Group, count: Int) throws -> [String]? {
        guard try root.kind(of: name) == .dataset else { return nil }
        let strings = try root.dataset(name) { dataset in
            dataset.elementKind == .string ? try dataset.readStrings() : []
        }
        return strings.count == count ? strings : nil
    }
}

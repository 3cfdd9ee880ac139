import HDF5Store
import Numerics
import Patterns

/// A patterns file: what pictures became, or what anybody else put into `/patterns`.
public struct PatternsDocument: Sendable {
    public var patterns: PatternSet
    public let header: DocumentHeader?

    /// Reads patterns from a file of any of our kinds, or of other origin.
    ///
    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - dataset: the 2-D numeric dataset that holds the patterns.
    public static func read(_ path: String?, dataset: String = "/patterns") throws -> PatternsDocument {
        try DocumentReader.open(path, as: Set(DocumentKind.allCases)) { root, header in
            try PatternsDocument(root, header, dataset: dataset)
        }
    }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader?, dataset: String = "/patterns") throws {
        patterns = try PatternsSchema.read(root, dataset, ours: header != nil && dataset == "/patterns")
        self.header = header
    }

    /// The id that a file of these patterns has.
    static func identity(of patterns: PatternSet) throws -> String {
        let image = try DocumentWriter.image(.patterns, Provenance(command: "")) { writer, root in
            try PatternsSchema.write(patterns, writer, root)
        }
        let file = try HDF5File.open(image: image)
        let header = try file.root { try DocumentHeader.read($0) }
        try file.close()
        return header?.id ?? ""
    }

    public static func write(
        _ patterns: PatternSet, to path: String?, replacing: Bool, provenance: Provenance
    ) throws {
        try DocumentWriter.write(.patterns, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try PatternsSchema.write(patterns, writer, root)
        }
    }
}

/// How patterns stand in a file: `/patterns`, `/names`, `/thresholds`.
enum PatternsSchema {
    static func write(
        _ patterns: PatternSet, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        let axes = patterns.coding == .spikes ? ["step", "neuron"] : ["pattern", "neuron"]
        let what = patterns.coding == .spikes ? "spikes of each time step" : "one pattern a row"
        try states(
            patterns, "patterns", axes: axes, description: what, writer, root)
        if patterns.coding != .spikes {
            try writer.strings(
                root, "names", patterns.names, axis: axes[0], description: "name of each pattern")
        }
        if let sources = patterns.sources {
            try writer.strings(
                root, "sources", sources, axis: axes[0], description: "file that each pattern came from")
        }
        if let thresholds = patterns.thresholds {
            try writer.dataset(
                root, "thresholds", thresholds, shape: [patterns.count], axes: [axes[0]],
                description: "grey level 0...255 above which a pixel is white", units: "grey level")
        }
    }

    /// States of a coding, one a row, with their coding and geometry.
    static func states(
        _ set: PatternSet, _ name: String, axes: [String], shape: [Int]? = nil, description: String,
        _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        let shape = shape ?? [set.count, set.neurons]
        func attributes(_ dataset: borrowing HDF5Dataset) throws {
            try writer.attribute(dataset, "coding", .text(set.coding.rawValue))
            if let geometry = set.geometry {
                try writer.attribute(dataset, "geometry", .integers([geometry.rows, geometry.columns]))
            }
            if let step = set.timeStep { try writer.attribute(dataset, "dt", .real(step)) }
        }
        switch (set.values, set.coding) {
        case (.integers(let values), .spikes):
            try writer.dataset(
                root, name, values.map { UInt8(bitPattern: $0) }, shape: shape, axes: axes,
                description: description, attributes)
        case (.integers(let values), _):
            try writer.dataset(
                root, name, values, shape: shape, axes: axes, description: description, attributes)
        case (.reals(let values), _):
            try writer.dataset(
                root, name, values, shape: shape, axes: axes, description: description,
                storage: .automatic(deflate: nil), attributes)
        }
    }

    /// - Parameter ours: whether the file says itself what the values mean.
    static func read(_ root: borrowing HDF5Group, _ dataset: String, ours: Bool) throws -> PatternSet {
        guard root.contains(dataset) else {
            throw DocumentError("there is no dataset \(dataset), expected one with a pattern a row")
        }
        var set = try root.dataset(dataset) { try states($0, ours: ours) }
        guard dataset == "/patterns" else { return set }
        let names = try strings("names", root, count: set.count)
        let sources = try strings("sources", root, count: set.count)
        let thresholds: [Float]? =
            root.contains("thresholds") ? try root.dataset("thresholds") { try $0.read(as: Float.self) } : nil
        set = PatternSet(
            coding: set.coding, neurons: set.neurons, values: set.values, names: names, geometry: set.geometry,
            thresholds: thresholds?.count == set.count ? thresholds : nil, timeStep: set.timeStep, sources: sources)
        return set
    }

    /// A list with one string a pattern; nil where it is absent or of another length.
    private static func strings(_ name: String, _ root: borrowing HDF5Group, count: Int) throws -> [String]? {
        guard try root.kind(of: name) == .dataset else { return nil }
        let strings = try root.dataset(name) { dataset in
            dataset.elementKind == .string ? try dataset.readStrings() : []
        }
        return strings.count == count ? strings : nil
    }

    /// States of any dataset with one a row; the leading axes are taken together.
    static func states(_ dataset: borrowing HDF5Dataset, ours: Bool) throws -> PatternSet {
        let shape = dataset.shape
        let axes = DatasetSchema.row(at: dataset.path)?.axes ?? ["pattern", "neuron"]
        guard shape.count == 2 || (ours && shape.count == 3) else {
            throw DocumentError("\(dataset.path): \(DatasetSchema.objection(to: dataset, axes: axes))")
        }
        guard dataset.elementKind.isNumber else {
            throw DocumentError("\(dataset.path): holds \(dataset.elementKind), expected numbers")
        }
        let neurons = shape[shape.count - 1]
        guard shape.allSatisfy({ $0 > 0 }) else {
            throw DocumentError(
                "\(dataset.path): is empty (\(dataset.shapeText)), expected at least one pattern")
        }
        let coding = try dataset.value("coding")?.text.flatMap(Coding.init(rawValue:))
        let geometry = try geometry(dataset, neurons: neurons)
        let timeStep = try dataset.value("dt")?.real
        if case .integer = dataset.elementKind {
            let values = try integers(dataset)
            let found = try coding ?? Self.coding(of: values, dataset.path)
            try check(values, are: found, dataset.path, shape, axes)
            if found == .real {
                return PatternSet(
                    coding: .real, neurons: neurons, values: .reals(values.map { Float($0) }), geometry: geometry)
            }
            return PatternSet(
                coding: found, neurons: neurons, values: .integers(values), geometry: geometry, timeStep: timeStep)
        }
        let values = try dataset.read(as: Float.self)
        if let bad = values.firstIndex(where: { !$0.isFinite }) {
            let place = DatasetSchema.position(bad, shape, axes)
            throw DocumentError("\(dataset.path): is \(values[bad]) at \(place), \(Coding.real.expectation)")
        }
        // Floats that are whole ±1 or 0/1 are discrete patterns, unless the file says otherwise.
        if coding != .real, let discrete = discrete(values) {
            let found = try coding ?? Self.coding(of: discrete, dataset.path)
            try check(discrete, are: found, dataset.path, shape, axes)
            return PatternSet(
                coding: found, neurons: neurons, values: .integers(discrete), geometry: geometry, timeStep: timeStep)
        }
        return PatternSet(coding: .real, neurons: neurons, values: .reals(values), geometry: geometry)
    }

    private static func integers(_ dataset: borrowing HDF5Dataset) throws -> [Int8] {
        do { return try dataset.read(as: Int8.self) } catch let error as HDF5Error where error.valuesDoNotFit {
            throw DocumentError("\(error.message); expected -1, 0 and 1, or real numbers")
        }
    }

    private static func geometry(_ dataset: borrowing HDF5Dataset, neurons: Int) throws -> Geometry? {
        guard let sides = try dataset.attribute("geometry")?.ints else { return nil }
        guard sides.count == 2, sides[0] > 0, sides[1] > 0, sides[0] <= neurons, sides[0] * sides[1] == neurons
        else {
            throw DocumentError("\(dataset.path): the geometry \(sides) does not hold \(neurons) neurons")
        }
        return Geometry(rows: sides[0], columns: sides[1])
    }

    private static func discrete(_ values: [Float]) -> [Int8]? {
        guard values.allSatisfy({ $0 == -1 || $0 == 0 || $0 == 1 }) else { return nil }
        return values.map { Int8($0) }
    }

    private static func coding(of values: [Int8], _ path: String) throws -> Coding {
        if values.allSatisfy({ $0 == 0 || $0 == 1 }) { return .binary }
        return values.allSatisfy { $0 >= -1 && $0 <= 1 } ? .bipolar : .real
    }

    private static func check(
        _ values: [Int8], are coding: Coding, _ path: String, _ shape: [Int], _ axes: [String]
    ) throws {
        let range: ClosedRange<Int8> =
            switch coding {
            case .bipolar: -1...1
            case .binary, .spikes: 0...1
            case .real: .min ... .max
            }
        if let bad = values.firstIndex(where: { !range.contains($0) }) {
            let place = DatasetSchema.position(bad, shape, axes)
            throw DocumentError("\(path): is \(values[bad]) at \(place), \(coding.expectation)")
        }
    }
}

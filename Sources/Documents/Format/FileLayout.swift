import HDF5Store
import Models
import Patterns

/// What is in a file of ours, compared with the table of the format: which datasets and attributes there are, of which
/// types, and whether the lengths of axes agree everywhere. Values are compared when they are read.
///
/// Every reader makes one when a file is opened, and refuses the file with the first finding; `verify` lists them all.
struct FileLayout: Sendable {
    let kind: FileKind
    /// The kind of the network; empty where there is none.
    let model: String
    private(set) var axes: AxisLengths
    private(set) var findings: [Finding] = []
    /// The datasets that the format knows, and their rows.
    private(set) var datasets: [(path: String, row: FormatDataset)] = []

    init(_ root: borrowing HDF5Group, _ format: DocumentKind) throws {
        model = try Self.model(root)
        kind = Self.kind(format, model: model, root)
        axes = AxisLengths(synonyms: Self.synonyms(kind, model))
        for row in FormatTable.datasets where row.kinds.contains(kind) { look(for: row, root) }
        requireWeights(root)
        for group in FormatTable.groups where group.kinds.contains(kind) { inspect(group, root) }
    }

    /// The first sentence about a place counts: what else is wrong there follows from it, or shows when that is mended.
    mutating func report(_ place: String, _ problem: String) {
        guard !findings.contains(where: { $0.place == place }) else { return }
        findings.append(Finding(place, problem))
    }

    /// An error names its place itself, where it knows a nearer one.
    private mutating func report(_ place: String, _ error: any Error) {
        let sentence = "\(error)"
        let nearer = sentence.firstRange(of: ": ").map { String(sentence[..<$0.lowerBound]) } ?? place
        report(nearer.hasPrefix("/") ? nearer : place, sentence)
    }

    // MARK: - Kinds

    private static func model(_ root: borrowing HDF5Group) throws -> String {
        guard try root.kind(of: "model") == .group else { return "" }
        return try root.group("model") { try $0.attribute("kind")?.string } ?? ""
    }

    private static func kind(_ format: DocumentKind, model: String, _ root: borrowing HDF5Group) -> FileKind {
        switch (format, model) {
        case (.patterns, _): return .patterns
        case (.weights, _): return root.contains("part") ? .weightRows : .weights
        case (.study, _): return .study
        case (.recall, _):
            if let type = ModelRegistry.model(of: model) { return FileKind(recalledBy: type) }
            return root.contains("responses") ? .responses : root.contains("spikes") ? .outputSpikes : .recall
        }
    }

    /// Axes of one length: a network of units that act on each other has as many before as behind its synapses; the
    /// inputs of a layer are the neurons of its patterns.
    private static func synonyms(_ kind: FileKind, _ model: String) -> [String: String] {
        var synonyms: [String: String] = [:]
        switch ModelRegistry.model(of: model)?.structure {
        case .network: synonyms = ["post": "neuron", "pre": "neuron"]
        case .layer: synonyms = ["post": "output", "pre": "neuron"]
        case .connections: synonyms = ["post": "output"]
        case .patterns, .bits, nil: break
        }
        // Patterns of spikes have steps, one a pattern for those who take them so; trials have steps of their own.
        if kind != .recall, kind != .pairRecall { synonyms["pattern"] = "step" }
        return synonyms
    }

    // MARK: - Datasets

    private mutating func look(for row: FormatDataset, _ root: borrowing HDF5Group) {
        do {
            guard row.isFamily else { return try inspect(row.path, row, root) }
            guard try row.group == "/" || root.kind(of: row.group) == .group else { return }
            for name in try row.group == "/" ? root.childNames() : root.group(row.group, { try $0.childNames() }) {
                let path = row.group == "/" ? "/\(name)" : "\(row.group)/\(name)"
                guard FormatTable.row(at: path, in: kind)?.path == row.path, try root.kind(of: path) == .dataset
                else { continue }
                try inspect(path, row, root)
            }
        } catch { report(row.path, error) }
    }

    private mutating func inspect(_ path: String, _ row: FormatDataset, _ root: borrowing HDF5Group) throws {
        guard root.contains(path) else {
            if row.must.contains(kind) { report(path, "is missing, expected in \(kind.noun)") }
            return
        }
        do {
            guard try root.kind(of: path) == .dataset else { return report(path, "is no dataset, expected one") }
            try root.dataset(path) { try inspect($0, path, row) }
        } catch { report(path, error) }
    }

    private mutating func inspect(
        _ dataset: borrowing HDF5Dataset, _ path: String, _ row: FormatDataset
    ) throws {
        if row.isFamily {
            // Scales are axes, and what is no number is not ours.
            guard row.nature == .texts || row.path == "/results/*" || !dataset.isScale else { return }
            if row.path == "/*", case .real = dataset.elementKind {} else if row.path == "/*" { return }
        }
        if let codings = row.codings {
            let coding = try dataset.attribute("coding")?.string.flatMap(Coding.init(rawValue:))
            // The row of the others is the one that says what is wrong.
            guard coding.map(codings.contains) ?? codings.contains(.real) else { return }
        }
        datasets.append((path, row))
        if row.path != "/results/*", let objection = row.nature.objection(to: dataset.elementKind) {
            return report(path, objection)
        }
        inspectAxes(of: dataset, path, try row.axes ?? labels(dataset, path))
        try inspect(FormatTable.commonAttributes, of: dataset, path, isLenient: true)
        try inspect(row.attributes, of: dataset, path, isLenient: false)
    }

    /// The axes that a dataset names itself, those of the file where they are called alike.
    private func labels(_ dataset: borrowing HDF5Dataset, _ path: String) throws -> [String]? {
        guard FormatTable.group(of: path) == "/" else { return nil }
        return try dataset.shape.indices.map { try dataset.label(dimension: $0) ?? "\(path)_\($0)" }
    }

    private mutating func inspectAxes(of dataset: borrowing HDF5Dataset, _ place: String, _ names: [String]?) {
        guard let names else { return }
        let shape = dataset.shape
        guard shape.count == names.count else {
            return report(
                place, "\(PatternShape.found(shape)), expected \(names.count): \(names.joined(separator: ", "))")
        }
        guard shape.allSatisfy({ $0 > 0 }) else {
            return report(place, "is empty (\(dataset.shapeText)), expected at least one \(names[0])")
        }
        for (first, axis) in names.enumerated() {
            for (second, other) in names.enumerated().dropFirst(first + 1)
            where axes.areOne(axis, other) && shape[first] != shape[second] {
                return report(place, "is \(dataset.shapeText), expected square")
            }
        }
        for (axis, length) in zip(names, shape) {
            if let objection = axes.note(axis, length, at: place) { report(place, objection) }
        }
    }

    private mutating func requireWeights(_ root: borrowing HDF5Group) {
        guard kind == .weights else { return }
        if ModelRegistry.model(of: model)?.structure == .patterns {
            if !root.contains("patterns") { findings.append(Finding("/patterns", "is missing, expected the memory")) }
            return
        }
        let forms = ["weights", "coefficients", "mixing", "weight_bits", "connections"]
        guard !forms.contains(where: { root.contains($0) }) else { return }
        findings.append(Finding("/", "there is no dataset /weights and no /coefficients, expected weights"))
    }
}

// MARK: - Attributes

extension FileLayout {
    private mutating func inspect(_ group: FormatGroup, _ root: borrowing HDF5Group) {
        do {
            // Without those of the root a file is read; `verify` says what is missing.
            if group.path == "/" { return }
            if group.path.hasSuffix("/*") {
                let parent = FormatTable.group(of: group.path)
                guard try root.kind(of: parent) == .group else { return }
                for name in try root.group(parent, { try $0.childNames() })
                where try root.kind(of: "\(parent)/\(name)") == .group {
                    try inspect(group.attributes, ofGroup: "\(parent)/\(name)", root)
                }
                return
            }
            guard try root.kind(of: group.path) == .group else {
                if group.must.contains(kind) { report(group.path, "is missing, expected a group") }
                return
            }
            try inspect(group.attributes + parameters(group.path, root), ofGroup: group.path, root)
        } catch { report(group.path, error) }
    }

    private mutating func inspect(
        _ attributes: [FormatAttribute], ofGroup path: String, _ root: borrowing HDF5Group
    ) throws {
        var inner = self
        try root.group(path) { try inner.inspect(attributes, of: $0, path, isLenient: false) }
        self = inner
    }

    /// The attributes of a group that follow from what it is about.
    private func parameters(_ path: String, _ root: borrowing HDF5Group) throws -> [FormatAttribute] {
        switch path {
        case "/model": return FormatTable.modelAttributes(model)
        case "/training":
            let rule = try root.group(path) { try $0.attribute("rule")?.string }
            return FormatTable.ruleAttributes(rule ?? "")
        case "/study/parameters":
            let study = try root.group("/study") { try $0.attribute("name")?.string }
            return FormatTable.studyAttributes(study ?? "")
        default: return []
        }
    }

    /// - Parameter isLenient: whether one may be missing although it is required.
    private mutating func inspect(
        _ attributes: [FormatAttribute], of holder: borrowing some HDF5AttributeHolder & ~Copyable, _ path: String,
        isLenient: Bool
    ) throws {
        for attribute in attributes {
            let place = path == "/" ? "/@\(attribute.name)" : "\(path)@\(attribute.name)"
            do {
                guard try holder.attribute(attribute.name) != nil else {
                    if attribute.isRequired, !isLenient {
                        report(place, "is missing, expected \(attribute.expectation)")
                    }
                    continue
                }
                let value = try holder.value(attribute.name)
                if let objection = attribute.objection(to: value) {
                    report(place, objection)
                } else if let value, let objection = contradiction(attribute, value) {
                    report(place, objection)
                }
            } catch { report(place, error) }
        }
    }

    /// Why a right value contradicts the lengths of axes.
    private func contradiction(_ attribute: FormatAttribute, _ value: AttributeValue) -> String? {
        if let axis = attribute.axis, let length = axes.length(of: axis), let count = value.integer, count != length {
            return "is \(count), but the file has \(length) along the axis \(axis)"
        }
        guard case .geometry(let axis) = attribute.kind, let sides = value.integerList,
            let length = axes.length(of: axis)
        else { return nil }
        guard Geometry(sides: sides, neurons: length) == nil else { return nil }
        return
            "is \(Excerpt.of(value)), expected rows and columns, and 3 for colours, whose product is the \(length) along the axis \(axis)"
    }
}

import HDF5Store
import LearningRules
import Models
import Patterns
import Training

extension WeightsDocument {
    /// The whole file that parts make, whose matrix is read from them as it is written.
    ///
    /// - Parameter parts: in any order, each with the path of its file.
    /// - Returns: the file, the command that makes it, and what a person should know.
    /// - Throws: `DocumentError` for parts that are missing, double, or of another whole.
    package static func joining(
        _ parts: [(path: String, document: WeightRowsDocument)]
    ) throws -> (whole: WeightsDocument, command: String, warnings: [String]) {
        let parts = parts.sorted { $0.document.part.number < $1.document.part.number }
        guard let (path, first) = parts.first else { throw DocumentError("there are no parts, expected some") }
        for (index, (other, part)) in parts.enumerated() {
            if let difference = part.difference(from: first) {
                throw DocumentError("\(other): is a part of other weights than \(path): \(difference)")
            }
            if index > 0, parts[index - 1].document.part == part.part {
                throw DocumentError(
                    "\(other): is part \(part.part), as \(parts[index - 1].path) is; expected each once")
            }
        }
        let present = Set(parts.map(\.document.part.number))
        let missing = (1...first.part.count).filter { !present.contains($0) }
        guard missing.isEmpty else {
            let names = missing.prefix(4).map { "\($0)/\(first.part.count)" }.joined(separator: ", ")
            throw DocumentError(
                "the parts have \(parts.count) of \(first.part.count) shares of the rows, expected all; "
                    + "missing \(missing.count == 1 ? "is" : "are") \(names)\(missing.count > 4 ? ", …" : "")")
        }
        var (whole, warnings) = (first.setting, [String]())
        let rows = JoinedRows(parts.map { ($0.path, $0.document.rows) })
        if let memory = whole.memory {
            whole.content = .both(.rows(rows), memory)
        } else if MemoryLayout<Float>.stride * rows.neurons * rows.neurons <= denseLimit {
            // As a rule that makes a matrix leaves it, and so written as a file of training in one piece.
            whole.content = .matrix(.values(try AssociativeWeights.stored(rows).matrix()))
        } else {
            whole.content = .matrix(.rows(rows))
        }
        if let outcome = try whole.outcome(of: parts.map(\.document.tally)) {
            whole.training.curves = outcome.curves.sorted { $0.key < $1.key }.map { (name: $0.key, values: $0.value) }
            whole.training.set("stop_reason", .text(outcome.stopReason.rawValue))
            warnings = outcome.warnings
        }
        return (whole.inOrderOfWriting, first.command, warnings)
    }

    /// What the rule says of the tallies of all rows; nil for a rule that learns in one step. A part that was done earlier
    /// adds nothing to later epochs.
    private func outcome(of tallies: [[Int]]) throws -> LearningOutcome? {
        guard let patterns, let rule = try training.rule() as? any RowRule else { return nil }
        let epochs = tallies.map(\.count).max() ?? 0
        let tally = (0..<epochs).map { epoch in tallies.reduce(0) { $0 + ($1.count > epoch ? $1[epoch] : 0) } }
        return rule.outcome(tally, of: patterns)
    }

    /// With attributes in the order in which training writes them, which reading does not keep.
    private var inOrderOfWriting: WeightsDocument {
        var result = self
        let parameters = ModelRegistry.model(of: model.kind)?.parameterTable.map(\.attributeName) ?? []
        result.model.parameters = (["neurons"] + parameters).compactMap { name in
            model.value(name).map { (name: name, value: $0) }
        }
        let rule = training.value("rule")?.text ?? ""
        let own = (RuleRegistry.rule(named: rule)?.parameterTable ?? []).map(\.attributeName)
        let names = ["rule"] + own + ["seed", "epochs", "stop_reason", "input_sha256", "initial_sha256"]
        result.training.attributes = names.compactMap { name in
            training.value(name).map { (name: name, value: $0) }
        }
        return result
    }
}

extension WeightsDocument.Training {
    fileprivate mutating func set(_ name: String, _ value: AttributeValue) {
        for index in attributes.indices where attributes[index].name == name { attributes[index].value = value }
    }
}

extension WeightRowsDocument {
    /// Why two parts are not of one whole; nil if they are.
    fileprivate func difference(from other: WeightRowsDocument) -> String? {
        func attributes(_ part: WeightRowsDocument) -> [(name: String, value: AttributeValue)] {
            part.setting.model.parameters + part.setting.training.attributes.filter { $0.name != "stop_reason" }
        }
        if part.count != other.part.count { return "it is one of \(part.count) parts, expected \(other.part.count)" }
        if command != other.command { return "it was made by '\(command)', expected '\(other.command)'" }
        guard setting.patterns?.contentDigest == other.setting.patterns?.contentDigest else {
            return "it was learned from other patterns"
        }
        let (own, theirs) = (attributes(self), attributes(other))
        if let differing = own.first(where: { name, value in value != theirs.first { $0.name == name }?.value }) {
            return "\(differing.name) differs"
        }
        return nil
    }
}

/// A square matrix whose rows stand in several files.
private struct JoinedRows: WeightRowSource {
    private let parts: [(path: String, rows: Range<Int>)]

    /// - Parameter parts: in the order of their rows, which are all.
    init(_ parts: [(path: String, rows: Range<Int>)]) { self.parts = parts }

    var neurons: Int { parts.last?.rows.upperBound ?? 0 }

    func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
        for part in parts where part.rows.overlaps(rows) {
            let own = rows.clamped(to: part.rows)
            let start = (own.lowerBound - rows.lowerBound) * neurons
            let target = UnsafeMutableBufferPointer(rebasing: buffer[start..<start + own.count * neurons])
            let first = own.lowerBound - part.rows.lowerBound
            try DocumentReader.naming(part.path) {
                let file = try HDF5File.open(at: part.path)
                try file.root { root in
                    try root.dataset("weight_rows") { try $0.read(rows: first..<first + own.count, into: target) }
                }
                try file.close()
            }
        }
    }
}

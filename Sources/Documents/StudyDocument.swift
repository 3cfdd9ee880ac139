import Parameters
import Studies

/// A study file: what was asked, the numbers of every cell done, and, when all are there, what they say.
///
/// `/study` names the study, `/study/parameters` has its parameters as attributes, `/cells/values` and `/cells/done` the
/// cells; `/results` the arrays with their axes as dimension scales, `/plots` how they are drawn. What the study
/// worked on stands where patterns, weights and recall files have it, so that the file can be run again.
package struct StudyDocument: Sendable {
    /// The name of the study, such as `capacity`.
    package var kind: String
    /// The parameters in force, by name.
    package var parameters: [(name: String, value: ParameterValue)]
    package var cells: StudyCells
    /// Nil until all cells are done. Read from a file, it comes without the table for people.
    package var result: StudyResult?
    package var input: StudyInput
    /// The command that made the study, and what it read.
    package var provenance: Provenance
    /// When the file was made, where it is made again; nil is now.
    package var created: String?
    /// The seeds of the studies whose trials were joined, each with its number of trials; empty where there is one seed.
    package var joinedTrials: [SeededTrials] = []
    package var header: DocumentHeader?

    /// A study at its beginning.
    package init(_ study: some Study, input: StudyInput, provenance: Provenance) {
        kind = type(of: study).description.name
        parameters = study.parameterValues
        cells = study.emptyCells
        self.input = input
        self.provenance = provenance
    }

    init(
        kind: String, parameters: [(name: String, value: ParameterValue)], cells: StudyCells, result: StudyResult?,
        input: StudyInput, provenance: Provenance, header: DocumentHeader?
    ) {
        self.kind = kind
        self.parameters = parameters
        self.cells = cells
        self.result = result
        self.input = input
        self.provenance = provenance
        self.header = header
    }

    /// The study itself, made again from what the file says.
    ///
    /// - Throws: `StudyError` for a study or parameters that this version does not know.
    package func study() throws -> any Study {
        let study = try parametrized()
        guard study.cellCount == cells.count, study.quantityCount == cells.quantities else {
            throw StudyError(
                "the file has \(cells.count) cells of \(cells.quantities) numbers, "
                    + "the study \(study.cellCount) of \(study.quantityCount)")
        }
        return study
    }

    private func parametrized() throws -> any Study {
        guard let type = StudyRegistry.study(named: kind) else {
            throw StudyError(
                "the study is \(kind), expected one of \(StudyRegistry.names.joined(separator: ", "))")
        }
        return try type.init(givenParameters, inputs: input.inputs)
    }

    /// Forgets what was computed.
    ///
    /// - Throws: `StudyError` as `study()`.
    package mutating func clear() throws {
        cells = try parametrized().emptyCells
        result = nil
    }

    /// The parameters as studies take them.
    var givenParameters: [String: ParameterValue] {
        Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Why two files are not parts of one study; nil if they are.
    ///
    /// - Parameter free: parameters that may differ.
    package func difference(from other: StudyDocument, free: Set<String> = []) -> String? {
        if kind != other.kind { return "a part of another study: it is \(kind), expected \(other.kind)" }
        // Both are in the order of the study's table.
        for (own, theirs) in zip(parameters, other.parameters)
        where own.value != theirs.value && !free.contains(own.name) {
            return "a part of another study: \(own.name) is \(own.value), expected \(theirs.value)"
        }
        if input.digest != other.input.digest { return "a part of another study: it worked on another input" }
        return nil
    }
}

import CommandKit
import Parameters
import Studies

// The options, operands and help pages that follow from what the studies say of themselves.

/// One option for each parameter name of any study. The seed is a standard option.
var studyOptions: [Option] {
    Option.parameters(
        of: StudyRegistry.all.map { (name: $0.description.name, table: $0.ownTable) }, noun: "study", group: group)
}

private func group(_ name: String) -> String {
    switch name {
    case "rules", "rule", "neurons", "loads", "counts", "statistics", "activity", "correlation": "Memories"
    case "update", "steps", "criterion": "Recall"
    default: "Experiment"
    }
}

/// The studies that take patterns from a file.
var studiesOfPatterns: [String] {
    StudyRegistry.all.map { $0.description }.filter(\.need.takesPatterns).map(\.name)
}

/// The studies that read a layer out.
var studiesOfLabels: [String] {
    StudyRegistry.all.map { $0.description }.filter { $0.need == .labelled }.map(\.name)
}

/// `canns-study --help capacity`: what a study says of itself.
var studyTopics: [HelpTopic] {
    StudyRegistry.all.map { study in
        let description = study.description
        var body: [HelpTopic.Block] = description.method.map { .paragraph($0) }
        if let file = description.need.file { body.append(.definition("FILE", file)) }
        body += HelpTopic.definitions(of: study.parameterTable)
        body += description.reports.map { report in
            .definition(
                "--report"
                    + (description.reports.count > 1 ? ", a row for each \(report.axes.joined(separator: ", "))" : ""),
                "Columns \(report.columns.joined(separator: ", ")).")
        }
        body += description.references.map { .paragraph("Reference: \($0)") }
        return HelpTopic(name: description.name, title: description.summary, body: body)
    }
}

extension StudyNeed {
    /// What the operand FILE of a study is; nil where there is none.
    fileprivate var file: String? {
        switch self {
        case .nothing: nil
        case .patterns: "Patterns to store. Without it patterns are drawn at random."
        case .memory(isRequired: false):
            "Patterns to store, or weights to study as they are. Without it patterns are drawn at random."
        case .memory(isRequired: true):
            "Patterns to store, or weights to study as they are. Without it standard input is read."
        case .labelled: "The weights of a layer. Without it standard input is read."
        case .responses:
            "Responses of a layer, made with canns-recall, or a layer that learned from pictures. Without it standard input is read."
        }
    }
}

extension Study {
    /// The parameters that have options of their own.
    fileprivate static var ownTable: [ParameterDescription] { parameterTable.filter { $0.name != "seed" } }
}

extension Arguments {
    /// The parameters of a study as given on the command line.
    ///
    /// - Throws: `UsageError` for a parameter of another study, or a list that cannot be read.
    func parameters(of study: any Study.Type) throws -> [String: ParameterValue] {
        try refuseOptions(notFor: study.description.name, kind: "study")
        var given = try values(of: study.ownTable)
        if study.parameterTable.count > study.ownTable.count { given["seed"] = .integer(Int(seed)) }
        return given
    }
}

import CommandKit
import Studies

// The options and help pages that follow from the tables of the studies.

/// One option for each parameter name of any study; studies that share a name share the option. The seed is a
/// standard option.
var studyOptions: [Option] {
    var names: [String] = []
    var owners: [String: [(study: String, parameter: StudyParameter)]] = [:]
    for study in StudyRegistry.all {
        for parameter in study.description.parameters where parameter.name != "seed" {
            if owners[parameter.name] == nil { names.append(parameter.name) }
            owners[parameter.name, default: []].append((study.description.name, parameter))
        }
    }
    return names.compactMap { name in owners[name].map { option(name, $0) } }
}

private func option(_ name: String, _ owners: [(study: String, parameter: StudyParameter)]) -> Option {
    let first = owners[0].parameter
    let defaults = Set(owners.map { "\($0.parameter.defaultValue)" })
    // Help that names its default, or defaults that differ, are told by the help of each study.
    let helps = Set(owners.map(\.parameter.help))
    let shared = helps.count == 1 ? first.help : withoutDefault(first.help)
    let isToggle = if case .toggle = first.kind { true } else { false }
    let common = defaults.count == 1 ? defaults.first ?? "" : "depends on the study"
    return Option(
        name: name, value: value(first.kind), summary: sentence(shared), group: group(name),
        defaultText: isToggle || common.isEmpty ? nil : common, appliesTo: owners.map(\.study))
}

private func value(_ kind: StudyParameter.Kind) -> Option.Value {
    switch kind {
    case .number(let range, _): .number(range)
    case .integer(let range, _): .integer(range)
    case .toggle(let value): .toggle(value)
    case .choice(let words, _): .choice(words)
    case .numbers, .integers: .text(placeholder: "LIST")
    case .texts: .text(placeholder: "NAMES")
    }
}

private func group(_ name: String) -> String {
    switch name {
    case "rules", "rule", "neurons", "loads", "counts", "statistics", "activity", "correlation": "Memories"
    case "update", "steps", "criterion": "Recall"
    default: "Experiment"
    }
}

/// A help text without its default in parentheses at the end.
private func withoutDefault(_ help: String) -> String {
    guard help.hasSuffix(")"), let start = help.firstRange(of: " (default") else { return help }
    return String(help[..<start.lowerBound])
}

private func sentence(_ help: String) -> String {
    let text = help.prefix(1).uppercased() + help.dropFirst()
    return text.hasSuffix(".") ? text : text + "."
}

/// `canns-study --help capacity`: what a study says of itself.
var studyTopics: [HelpTopic] {
    StudyRegistry.all.map { study in
        let description = study.description
        var body: [HelpTopic.Block] = description.method.map { .paragraph($0) }
        body += description.parameters.map { parameter in
            let value = "\(parameter.defaultValue)"
            // No default, or one that the help tells itself.
            let isSaid = value.isEmpty || parameter.help.contains("(default")
            let text = isSaid ? "" : " Default: \(value)."
            return .definition("--\(parameter.name)", sentence(parameter.help) + text)
        }
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

extension Arguments {
    /// The parameters of a study as given on the command line.
    ///
    /// - Throws: `UsageError` for a parameter of another study, or a list that cannot be read.
    func parameters(of study: any Study.Type) throws -> [String: StudyValue] {
        try refuseOptions(notFor: study.description.name, kind: "study")
        var given: [String: StudyValue] = [:]
        for parameter in study.description.parameters {
            let name = parameter.name
            if name == "seed" { given[name] = .integer(Int(seed)) }
            guard name != "seed", has(name) else { continue }
            switch parameter.kind {
            case .number: given[name] = number(name).map { .number($0) }
            case .integer: given[name] = integer(name).map { .integer($0) }
            case .toggle: given[name] = .toggle(toggle(name))
            case .choice: given[name] = text(name).map { .text($0) }
            case .numbers: given[name] = try text(name).map { .numbers(try ListText.numbers($0, option: name)) }
            case .integers: given[name] = try text(name).map { .integers(try ListText.integers($0, option: name)) }
            case .texts: given[name] = text(name).map { .texts(ListText.words($0)) }
            }
        }
        return given
    }
}

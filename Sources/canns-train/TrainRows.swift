import CommandKit
import Documents
import LearningRules
import Models
import OperatingSystem
import Studies
import Training

/// Which part of the rows `--rows` asks for; nil without it.
extension Arguments {
    func rowPart() throws -> StudyShard? {
        guard let text = text("rows") else { return nil }
        for name in ["unlearn"] + damageOptions.map(\.name) where has(name) {
            throw UsageError("--\(name) works on all weights at once, expected it without --rows")
        }
        do { return try StudyShard(text, environment: ProcessEnvironment.value) } catch let error as StudyError {
            throw UsageError("--rows: \(error)")
        }
    }
}

extension TrainJob {
    /// The rules some of whose parameters make rows that can be learned apart.
    private static var rulesByRows: String {
        RuleRegistry.all.filter { $0 is any RowRule.Type || $0 is any OuterProductRule.Type }
            .map { $0.description.name }.joined(separator: ", ")
    }

    /// Learns some rows of the weights and writes them as a part.
    func writeRows<Network, Rule>(_ part: StudyShard, _ start: TrainStart<Network, Rule>) throws {
        var start = start
        let name = Rule.description.name
        if let coupling = start.trainer.rowCoupling {
            throw UsageError(
                "--rows does not apply to rule \(name): \(coupling); expected one of \(Self.rulesByRows), without pairs "
                    + "or symmetric-weights")
        }
        guard let patterns = start.patterns else { throw Failure("nothing to learn from, expected patterns") }
        guard part.count <= patterns.neurons else {
            throw UsageError(
                "--rows is \(part), but there are \(patterns.neurons) rows, expected as many parts at most")
        }
        try refuseProducts(patterns.neurons, Rule.self)
        let learned = try learning(&start.trainer) { try $0.train(rows: part.rows(of: patterns.neurons), of: patterns) }
        let command = arguments.record(leaving: ["rows"]).line
        let document = try WeightRowsDocument(
            learned, part, of: start.trainer, input: start.document?.patterns, command: command)
        let provenance = try start.provenance(
            arguments.record(untold: ["--rows", "\(part)"], leaving: ["rows"]))
        try document.write(to: output, replacing: arguments.flag("force"), provenance: provenance, workers: workers)
        log.note(
            "rows \(document.rows.lowerBound) to \(document.rows.upperBound - 1) of \(patterns.neurons), part \(part); "
                + "canns-study merge joins the parts")
    }

    /// Refuses rows of weights that are written as the patterns that make them.
    private func refuseProducts(_ neurons: Int, _ rule: any LearningRule.Type) throws {
        let form = arguments.textOrDefault("form")
        let isLarge = 4 * Double(neurons) * Double(neurons) > Double(WeightsDocument.denseLimit)
        guard form == "outer-product" || form == "auto" && isLarge && rule is any OuterProductRule.Type else { return }
        throw UsageError(
            "--rows parts a matrix, but weights of \(neurons) units by rule \(rule.description.name) are written as the "
                + "patterns that make them; expected --form dense")
    }
}

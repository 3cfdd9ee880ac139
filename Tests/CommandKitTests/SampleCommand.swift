@testable import CommandKit

extension Command {
    /// A command with every kind of option, for the tests.
    static let sample = Command(
        name: "sample",
        summary: "Learn weights from patterns by a local rule.",
        operands: [
            Operand(name: "PATTERNS", summary: "A patterns file; standard input if absent.", count: .optional)
        ],
        description: [
            "Each pattern is shown once in an epoch. The weights are written as an HDF5 file.",
            "A second paragraph, for the manual page only.",
        ],
        examples: [
            Example("sample letters.h5 -o weights.h5", "Hebbian weights of all patterns."),
            Example("sample --rule oja --epochs 50 < patches.h5 > weights.h5", "One principal component."),
            Example("sample --threshold -1 x.h5", "The third example, for the manual page only."),
        ],
        options: [
            Option(
                name: "rule", short: "r",
                value: .choice(["hebbian", "oja", "sanger", "anti-hebbian", "storkey"]),
                summary: "Learning rule.", group: "Rule", defaultText: "hebbian"),
            Option(
                name: "learning-rate", short: "l", value: .number(0...1),
                summary: "Size of a step.", group: "Parameters of oja, sanger", defaultText: "0.01",
                appliesTo: ["oja", "sanger"]),
            Option(
                name: "zero-diagonal", value: .toggle(true), summary: "No unit excites itself.",
                group: "Rule",
                appliesTo: ["hebbian"]),
            Option(
                name: "fit", value: .choice(["stretch", "crop"]), summary: "How a picture meets its frame.",
                group: "Pictures", defaultText: "stretch"),
            Option(name: "size", short: "s", value: .size, summary: "Size in pixels.", group: "Pictures"),
            Option(
                name: "grey", value: .choiceOrNumber(["mean", "otsu"], 0...255, placeholder: "LEVEL"),
                summary: "Grey level that separates black from white.", group: "Pictures", defaultText: "mean"
            ),
            Option(
                name: "only", value: .text(placeholder: "NAME", suggestions: ["first", "last"]),
                summary: "Pattern to learn.", group: "Pictures", repeats: true),
            Option(
                name: "epochs", value: .integer(1...1_000_000, placeholder: "N"),
                summary: "Passes over the patterns. Training ends earlier where the rule has converged.",
                group: "Rule", defaultText: "1"),
            Option(
                name: "threshold", value: .number(-.infinity ... .infinity),
                summary: "Threshold of all units.",
                group: "Rule", defaultText: "0"),
            Option(name: "initial", value: .file(), summary: "Go on from these weights.", group: "Rule"),
            Option(name: "plain", short: "p", summary: "Take the reference path.", group: "General"),
        ],
        seeAlso: ["canns-import(1)", "canns-recall(1)"],
        topics: [
            HelpTopic(
                name: "oja", title: "Oja's rule: the first principal component",
                body: [
                    .paragraph("Hebbian growth with a decay that holds the norm of each row at one."),
                    .preformatted("y  = W x\ndW = eta (y x^T - y^2 W)"),
                    .definition("--learning-rate", "eta, the size of a step."),
                ]),
            HelpTopic(name: "hebbian", title: "Hebb's rule", body: [.paragraph("What fires together.")]),
        ],
        without: [.threads])

    /// Parses words as typed after the name; `nil` if help or the like was asked for.
    func arguments(_ words: [String]) throws(UsageError) -> Arguments? {
        guard case .run(let arguments) = try Parser.parse(words, by: self) else { return nil }
        return arguments
    }

    /// The message of the usage error, `nil` if the words are right.
    func complaint(_ words: [String]) -> String? {
        do {
            _ = try Parser.parse(words, by: self)
            return nil
        } catch {
            return error.message
        }
    }
}

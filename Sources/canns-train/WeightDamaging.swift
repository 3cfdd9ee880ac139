import CommandKit
import Documents
import LearningRules
import Models
import Numerics
import Studies

/// The options that make weights worse on purpose.
let damageOptions: [Option] = [
    Option(
        name: "dilute", value: .number(0...0.999, placeholder: "P"),
        summary: "Remove each connection with probability P after learning, both directions together.",
        group: "Worse weights"),
    Option(
        name: "asymmetric", summary: "Let --dilute remove each direction by itself: the weights become asymmetric.",
        group: "Worse weights"),
    Option(name: "clip", summary: "Leave of each weight its sign, times the mean magnitude.", group: "Worse weights"),
    Option(
        name: "quantize", value: .integer(2...16, placeholder: "BITS"),
        summary: "Round weights to as many bits: 2^BITS - 1 levels about 0 with the step that loses least.",
        group: "Worse weights"),
    Option(
        name: "quantize-levels", value: .choice(WeightDamage.Levels.allCases.map(\.rawValue)),
        summary: "Levels of --quantize: symmetric about 0, or 2^BITS from the least to the greatest weight.",
        group: "Worse weights", defaultText: "symmetric"),
]

extension Arguments {
    /// What is to be done to the weights.
    func weightDamage() throws -> WeightDamage {
        try refuseTogether("clip", "quantize")
        try require("dilute", with: "asymmetric")
        try require("quantize", with: "quantize-levels")
        var damage = WeightDamage()
        damage.dilution = number("dilute") ?? 0
        damage.isAsymmetric = flag("asymmetric")
        damage.clips = flag("clip")
        damage.bits = integer("quantize")
        damage.levels = WeightDamage.Levels(rawValue: textOrDefault("quantize-levels")) ?? .symmetric
        guard !damage.isNothing, textOrDefault("form") == "outer-product" else { return damage }
        throw UsageError("--form outer-product does not apply to weights made worse, which are a matrix; use dense")
    }
}

extension WeightDamage {
    /// As attributes of a file.
    ///
    /// - Parameter noise: that it added.
    func attributes(noise: Double) -> [(name: String, value: AttributeValue)] {
        var attributes: [(name: String, value: AttributeValue)] = [("weight_noise", .real(noise))]
        if dilution > 0 { attributes += [("dilute", .real(dilution)), ("asymmetric", .truth(isAsymmetric))] }
        if clips { attributes.append(("clip", .truth(true))) }
        if let bits { attributes += [("quantize", .integer(bits)), ("quantize_levels", .text(levels.rawValue))] }
        return attributes
    }

    /// What was done and what theory says of it.
    ///
    /// - Parameters:
    ///   - noise: that it added.
    ///   - load: patterns a unit, of random ±1 patterns under Hebbian weights; nil for others.
    func account(noise: Double, load: Double?) -> String {
        var parts: [String] = []
        if clips { parts.append("each weight is its sign") }
        if let bits { parts.append("weights have \(bits) bits") }
        if dilution > 0 {
            let directions = isAsymmetric ? "each direction by itself" : "both directions together"
            parts.append(
                "\(NumberText.significant(100 * dilution, digits: 3)) % of the connections are gone, \(directions)")
        }
        let added = "which adds noise of \(NumberText.significant(noise, digits: 3)) times their variance"
        guard let load, noise.isFinite else { return "\(parts.joined(separator: ", ")), \(added)" }
        let theory = DamagedRetrieval(noise: max(0, noise))
        func fixed(_ value: Double) -> String { NumberText.fixed(value, places: 4) }
        let here =
            load <= theory.criticalLoad
            ? "at \(fixed(load)) with an overlap of \(fixed(theory.overlap(load: load)))" : "not at \(fixed(load))"
        return
            "\(parts.joined(separator: ", ")), \(added); in theory (Sompolinsky 1986) random ±1 patterns are held up to "
            + "\(fixed(theory.criticalLoad)) a unit instead of \(fixed(RetrievalOverlap.criticalLoad)), \(here)"
    }
}

extension TrainStart {
    /// Makes the weights worse, which become a matrix.
    ///
    /// - Returns: the noise that this adds.
    mutating func damage(_ damage: WeightDamage, _ workers: Workers, seed: UInt64) throws -> Double {
        var contents = trainer.model.contents
        guard case .associative(let weights) = contents.weights else {
            preconditionFailure("a network has weights between its units")
        }
        let before = try weights.matrix(workers: workers)
        var after = before
        damage.apply(to: &after, seed: seed, workers: workers)
        let stored = trainer.stored
        contents.weights = .associative(.dense(after))
        trainer.model = try Network(contents: contents)
        trainer.stored = stored
        return WeightDamage.noise(after.values, of: before.values)
    }
}

// Aim: unlearning.
//
//     W <- W - c (x - rho)(x - rho)^T
//
// A pattern that is stored is removed with the coefficient c and the mean rho that it was stored with, and leaves no
// trace; the weights of all others stay exactly as they are. A pattern that is not stored is subtracted with the
// coefficient 1/P of one stored pattern. On a network that holds nothing yet this is Hebbian learning with a minus
// sign: c = 1/P and rho of the patterns given.
//
// Reference: J. J. Hopfield, D. I. Feinstein, R. G. Palmer, Nature 304, 158 (1983).

import Numerics
import Parameters
import Patterns

public struct AntiHebbianRule: OuterProductRule {
    public static let description = RuleDescription(
        name: "anti-hebbian",
        summary: "Unlearns patterns: what Hebbian learning added for them is taken away.",
        equation: [
            "W <- W - c (x - rho)(x - rho)^T",
            "c, rho as x was stored with; for a pattern that is not stored, those of a stored one",
            "linear layer, each sample:  w_ij <- w_ij - (eta/P) y_i (x_j - rho),  y = W x",
        ],
        reference: "Hopfield, Feinstein, Palmer, Nature 304, 158 (1983)",
        notes: ["Goes on from weights given with --initial; --unlearn NAME removes one stored pattern by its name."],
        codings: [.bipolar, .binary, .real, .grey], capacity: .hebbian)

    public static let parameters = HebbianSettings.parameters.map { $0.of(\Self.settings) }
    public static let defaults = Self()

    /// What Hebbian and anti-Hebbian learning share.
    public var settings: HebbianSettings

    /// The same parameters as `HebbianRule`.
    public init(
        subtractMean: Bool = true, zeroDiagonal: Bool = true, normalizeByPatterns: Bool = true, learningRate: Double = 1
    ) {
        settings = HebbianSettings(
            subtractMean: subtractMean, zeroDiagonal: zeroDiagonal, normalizeByPatterns: normalizeByPatterns,
            learningRate: learningRate)
    }

    public func learn(_ patterns: PatternSet, onto memory: OuterProductWeights?) throws -> OuterProductWeights {
        try check(patterns)
        guard let memory, memory.count > 0 else { return try subtracting(patterns, from: nil) }
        let coefficients = try coefficients(of: memory)
        var kept = Array(0..<memory.count)
        var foreign: [Int] = []
        for index in 0..<patterns.count {
            if let place = kept.firstIndex(where: {
                coefficients[$0] > 0 && memory.patterns.equalsRow($0, of: patterns, row: index)
            }) {
                kept.remove(at: place)
            } else {
                foreign.append(index)
            }
        }
        let rest = memory.keeping(kept, coefficients)
        return foreign.isEmpty ? rest : try subtracting(patterns.selecting(foreign), from: rest)
    }

    /// The memory without the pattern called `name`.
    ///
    /// - Throws: `LearningError` with the names there are.
    public static func unlearning(_ name: String, from memory: OuterProductWeights) throws -> OuterProductWeights {
        guard let index = memory.patterns.index(named: name) else {
            throw LearningError(
                description:
                    "no stored pattern is called \(name), expected one of \(memory.patterns.names.joined(separator: ", "))"
            )
        }
        let kept = (0..<memory.count).filter { $0 != index }
        if case .coefficients(let coefficients) = memory.coupling { return memory.keeping(kept, coefficients) }
        // Coupled patterns: the memory that the others alone would make.
        guard !kept.isEmpty else {
            throw LearningError(description: "\(name) is the only stored pattern, expected others beside it")
        }
        let rule = PseudoInverseRule(zeroDiagonal: memory.zeroDiagonal)
        return try rule.storing(memory.patterns.selecting(kept))
    }

    private func subtracting(_ patterns: PatternSet, from memory: OuterProductWeights?) throws -> OuterProductWeights {
        let earlier = try coefficients(of: memory)
        let stored = earlier.firstIndex { $0 > 0 }
        let one = settings.normalizeByPatterns ? 1 / Float(patterns.count) : 1
        let coefficient = stored.map { earlier[$0] } ?? one
        let mean = settings.subtractMean ? Float(patterns.mean) : 0
        let rho = stored.flatMap { memory?.offsets[$0] } ?? mean
        return OuterProductWeights(
            patterns: memory?.patterns.appending(patterns) ?? patterns,
            coefficients: earlier + [Float](repeating: -coefficient, count: patterns.count),
            offsets: (memory?.offsets ?? []) + [Float](repeating: rho, count: patterns.count),
            zeroDiagonal: memory?.zeroDiagonal ?? settings.zeroDiagonal)
    }
}

extension OuterProductWeights {
    /// The products of some of the patterns, each with its own of `coefficients`.
    fileprivate func keeping(_ kept: [Int], _ coefficients: [Float]) -> OuterProductWeights {
        OuterProductWeights(
            patterns: patterns.selecting(kept), coefficients: kept.map { coefficients[$0] },
            offsets: kept.map { offsets[$0] }, zeroDiagonal: zeroDiagonal)
    }
}

extension PatternSet {
    /// Whether a pattern here has the values of one elsewhere.
    fileprivate func equalsRow(_ index: Int, of other: PatternSet, row: Int) -> Bool {
        let (own, range) = (index * neurons..<(index + 1) * neurons, row * neurons..<(row + 1) * neurons)
        return switch (values, other.values) {
        case (.integers(let a), .integers(let b)): a[own] == b[range]
        case (.reals(let a), .reals(let b)): a[own] == b[range]
        case (.levels(let a), .levels(let b)): a[own] == b[range]
        default: false
        }
    }
}

// Aim: pairs of patterns, each of which recalls the other, in the form of the patterns.
//
//     y = Y^T share(sim(X, x)),   x = X^T share(sim(Y, y))
//
// X keys and Y targets, one a row. With the linear separation of states of two values this is the memory of Kosko,
// W = sum_p y_p x_p^T; without their means and through the inverse correlation see `LinearAssociator`.
//
// Reference: B. Kosko, IEEE Trans. Syst. Man Cybern. 18, 49 (1988).

import Numerics
import Patterns
import Separations

public struct BidirectionalMemory: PairModel {
    public static let kind = "bidirectional-memory"

    public let keys: PatternSet
    public let targets: PatternSet
    public let separation: any Separation
    /// nil for what suits the patterns.
    public let similarity: Similarity?
    /// Of the linear separation.
    public let linear: PairSettings
    /// Of a separation with one: that of keys answered by targets, and that of the way back; nil where it is chosen.
    public let beta: Double?
    public let backBeta: Double?
    public var cue: [Float]
    public var state: [Float]
    /// Keys answered by their targets; nil without pairs.
    let forth: (any Associator)?
    /// Targets answered by their keys, once it was asked for: its beta may have to be chosen.
    private var back: (any Associator)?

    /// - Parameters:
    ///   - keys: [pair, unit].
    ///   - targets: [pair, unit], of another size and coding if need be.
    ///   - separation: a beta that is not given is chosen for either way.
    ///   - similarity: nil for what suits the patterns.
    ///   - linear: how the linear separation is made.
    ///   - backBeta: of targets answered by their keys, nil for one that is chosen.
    /// - Throws: `SeparationError` for what the patterns do not allow.
    public init(
        _ keys: PatternSet, _ targets: PatternSet, separation: any Separation, similarity: Similarity? = nil,
        linear: PairSettings = PairSettings(), backBeta: Double? = nil, workers: Workers = .single
    ) throws {
        (self.keys, self.targets) = (keys, targets)
        (self.separation, self.similarity, self.linear) = (separation, similarity, linear)
        self.backBeta = backBeta
        forth =
            keys.count == 0 && targets.count == 0
            ? nil : try Self.associator(keys, targets, separation, similarity, linear, workers)
        let chosen = (forth as? DenseAssociativeMemory)?.separation as? any ScaledSeparation
        beta = chosen?.beta
        cue = [Float](repeating: 0, count: keys.neurons)
        state = [Float](repeating: 0, count: targets.neurons)
    }

    private static func associator(
        _ keys: PatternSet, _ targets: PatternSet, _ separation: any Separation, _ similarity: Similarity?,
        _ linear: PairSettings, _ workers: Workers
    ) throws -> any Associator {
        guard keys.count == targets.count else {
            throw SeparationError("\(keys.count) keys have \(targets.count) targets, expected one each")
        }
        guard linear.isLinear else {
            return try DenseAssociativeMemory(
                keys, answering: targets, separation: chosen(separation, for: keys, targets, workers),
                similarity: similarity, workers: workers)
        }
        guard separation is LinearSeparation, similarity ?? .dot == .dot else {
            throw SeparationError(
                "keys that are decorrelated or taken without their mean have separation linear and similarity dot")
        }
        for patterns in [keys, targets] where patterns.hasHiddenUnits {
            throw SeparationError("a stored pattern has hidden units (0), expected -1 and +1")
        }
        do { return try LinearAssociator(keys, targets, linear, workers: workers) } catch let error as CorrelationError
        {
            throw SeparationError(error.description)
        }
    }

    /// A separation of patterns of two values with its beta. An answer is not answered again until it is right, as a state
    /// that comes to rest is: each key is to have all but a trace of the answer to itself, as graded ones have.
    private static func chosen(
        _ separation: any Separation, for keys: PatternSet, _ targets: PatternSet, _ workers: Workers
    ) throws -> any Separation {
        guard !targets.coding.isGraded, let keys = keys.coding == .bipolar ? keys : keys.recoded(as: .bipolar) else {
            return separation
        }
        return try AutomaticBeta.chosen(separation, for: keys, .dot, isGraded: true, workers)
    }

    public func answers(
        to cues: PatternSet, keeping previous: PatternSet? = nil, workers: Workers = .single
    ) throws -> PatternSet {
        guard let forth else { throw RecallError(description: "the memory has no pairs, expected at least one") }
        return try forth.answers(to: cues, keeping: previous, workers: workers)
    }

    public func returned(
        by answers: PatternSet, keeping cues: PatternSet, workers: Workers = .single
    ) throws -> PatternSet {
        guard let back else { return try preparingWayBack(workers: workers).returned(by: answers, keeping: cues) }
        return try back.answers(to: answers, keeping: cues, workers: workers)
    }

    public func preparingWayBack(workers: Workers) throws -> Self {
        guard back == nil else { return self }
        var (result, separation) = (self, separation)
        if var scaled = separation as? any ScaledSeparation {
            scaled.beta = backBeta
            separation = scaled
        }
        result.back = try Self.associator(targets, keys, separation, similarity, linear, workers)
        return result
    }
}

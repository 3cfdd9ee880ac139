// Aim: what stands between the likeness of a state to the stored patterns and the answer of the memory.
//
//     answer = V^T share( sim(X, s) )
//
// X keys, one pattern a row; V the values that answer for them, the patterns themselves unless they are pairs or a
// sequence; sim one number a pattern, how like the state it is; share what part of the answer each pattern has, which
// is where memories differ. Of states of two values the same separation is a sum over overlaps, see `OverlapFunction`.
//
// Reference: B. Millidge, T. Salvatori, Y. Song, T. Lukasiewicz, R. Bogacz, ICML 162, 15561 (2022).

import Parameters

/// How a dense memory turns likenesses into shares of its answer. One file each, and a line in `SeparationRegistry`.
public protocol Separation: Parametrised {
    static var description: SeparationDescription { get }

    /// Replaces the likenesses of one state to all patterns by the shares of the patterns, whose magnitudes add up to 1
    /// (or are all 0).
    ///
    /// - Parameter likenesses: [pattern], finite, at least one.
    /// - Returns: U of the energy U + s·s / 2 (dot) or U (euclidean), which no step raises; nil where there is none.
    func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double?

    /// The same separation as a function of whole overlaps, for states of two values; nil where it is none.
    func ofOverlaps(patterns: Int) -> (any OverlapFunction)?
}

extension Separation {
    public static var noun: String { "separation" }
}

/// A separation with an inverse temperature, by which likenesses are multiplied.
public protocol ScaledSeparation: Separation {
    /// nil where it is chosen from the patterns that are stored.
    var beta: Double? { get set }

    /// The least beta at which a pattern keeps at least 1 - `loss` of the answer to itself.
    ///
    /// - Parameter gaps: by how much less each other pattern is like this one than it is itself; above 0, may be empty.
    /// - Parameter known: a beta that others need: no less is looked for.
    func leastBeta(gaps: [Double], loss: Double, known: Double) -> Double

    /// How many times the least of all gaps a gap must be so that, of `patterns` that lie so far, all together have at most
    /// the part `neglected` of the loss.
    func reach(patterns: Int, loss: Double, neglected: Double) -> Double
}

extension ScaledSeparation {
    /// beta, once it is chosen.
    var scale: Double {
        guard let beta else { preconditionFailure("beta is chosen before a memory answers") }
        return beta
    }
}

extension Separation {
    /// The same with 1 for a beta that is not chosen yet, so that it can be asked.
    public var withAnyBeta: any Separation {
        guard var scaled = self as? any ScaledSeparation, scaled.beta == nil else { return self }
        scaled.beta = 1
        return scaled
    }

    /// Whether states of two values have it.
    public static var isOfOverlaps: Bool { defaults.withAnyBeta.ofOverlaps(patterns: 1) != nil }
}

/// What a separation says of itself, read by help, manual pages, files and tests.
public struct SeparationDescription: Sendable {
    /// As on the command line: `power-rectified`.
    public let name: String
    /// One line.
    public let summary: String
    /// Plain text, one line each, symbols explained.
    public let equation: [String]
    /// Authors, journal, year.
    public let reference: String

    public init(name: String, summary: String, equation: [String], reference: String) {
        (self.name, self.summary, self.equation, self.reference) = (name, summary, equation, reference)
    }
}

/// A separation that stored patterns or their coding do not allow.
public struct SeparationError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

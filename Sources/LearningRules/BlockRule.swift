import Numerics

/// How strongly each output has responded, gathered while learning.
package struct ResponsePeaks: Sendable, Equatable {
    /// The largest |response| of each output.
    package var values: [Float]

    package init(outputs: Int) { values = [Float](repeating: 0, count: outputs) }

    @inline(__always)
    package mutating func note(_ responses: [Float]) {
        for output in values.indices { values[output] = max(values[output], abs(responses[output])) }
    }
}

/// A local rule that can learn many samples at once on a linear layer, where responses are W·x and nothing else.
package protocol BlockRule: LocalRule {
    /// How many samples it takes together: calls of `learn` with a multiple of it are the fastest.
    var samplesInBlock: Int { get }

    /// Learns some rows of `samples`, [sample, input], one after the other: the numbers of `update`, up to rounding.
    ///
    /// What comes out depends on the samples of the block, never on the number of threads.
    ///
    /// - Parameters:
    ///   - weights: [output, input], changed in place.
    ///   - state: of the rule, changed in place.
    ///   - samples: [sample, input].
    ///   - rows: the samples to learn, in this order.
    ///   - rates: a learning rate for each of them.
    ///   - peaks: the largest |response| of each output, raised where a sample exceeds it.
    /// - Returns: the position among the rows of the first at which a number was not finite, or nil; the weights are
    ///   of no use then.
    func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>,
        rates: [Float], peaks: inout ResponsePeaks, workers: Workers
    ) -> Int?
}

extension BlockRule {
    package var samplesInBlock: Int { SampleProducts.blockSize }
}

// Aim: a layer of linear units.
//
//     y = W x
//
// x input, W weights [output, input], y response. A start that is small and random,
// w_ij = 0.01 n_ij with n_ij standard normal, lets units differ and is forgotten by every rule that normalises.

import Numerics
import Patterns

/// Linear units between an input and an output: responses are weighted sums.
public struct LinearLayer: LinearModel {
    public static let kind = "linear-layer"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// [output, input].
    public var weights: Matrix
    /// The last response.
    public private(set) var state: [Float]
    public private(set) var presynaptic: [Float]

    /// A layer with random weights, the same for the same seed.
    ///
    /// - Parameter spread: standard deviation of the weights.
    public init(inputs: Int, outputs: Int, seed: UInt64, spread: Double = 0.01) {
        precondition(inputs > 0 && outputs > 0, "a layer has at least one input and one output")
        var random = RandomStream(seed: seed, purpose: "linear-layer weights")
        let values = (0..<inputs * outputs).map { _ in Float(spread * random.nextNormal()) }
        self.init(weights: Matrix(rows: outputs, columns: inputs, values: values))
    }

    /// A layer whose weights are some of the patterns, a different one for each output, the same for the same seed.
    ///
    /// - Precondition: at least as many patterns as outputs.
    public init(samples patterns: PatternSet, outputs: Int, seed: UInt64) {
        precondition(outputs > 0 && outputs <= patterns.count, "one pattern for each output")
        var random = RandomStream(seed: seed, purpose: "linear-layer samples")
        let chosen = random.permutation(patterns.count).prefix(outputs)
        self.init(weights: patterns.selecting(Array(chosen)).matrix)
    }

    /// A layer with given weights, [output, input].
    public init(weights: Matrix) {
        self.weights = weights
        state = [Float](repeating: 0, count: weights.rows)
        presynaptic = [Float](repeating: 0, count: weights.columns)
    }

    public var inputCount: Int { weights.columns }
    public var outputCount: Int { weights.rows }
    public var postsynaptic: [Float] { state }
    public var field: [Float] { state }
    /// Linear units have no energy.
    public var energy: Double { 0 }

    public mutating func initState() {
        state = [Float](repeating: 0, count: outputCount)
        presynaptic = [Float](repeating: 0, count: inputCount)
    }

    /// A linear layer has no dynamics of its own: its state is the response to the last input.
    public mutating func update(_ random: inout RandomStream) {}

    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        presynaptic = input
        state = weights.times(input)
    }

    /// The responses to a batch, [sample, output].
    ///
    /// - Parameter inputs: [sample, input].
    /// - Parameter workers: threads that share the work.
    public func respond(_ inputs: Matrix, workers: Workers = .single) -> Matrix {
        inputs.times(weights, transposed: true, workers: workers)
    }

    /// What the responses say about the inputs: Wᵀy for each row, [sample, input]. With the orthonormal rows that
    /// Sanger's rule learns, the projection of each input onto the components.
    ///
    /// - Parameter responses: [sample, output].
    /// - Parameter workers: threads that share the work.
    public func reconstruct(_ responses: Matrix, workers: Workers = .single) -> Matrix {
        responses.times(weights, workers: workers)
    }
}

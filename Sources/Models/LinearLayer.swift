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
}

extension LinearLayer: StorableModel {
    public static let structure = ModelStructure.layer

    public init(design: ModelDesign) throws {
        guard let samples = design.samples else {
            self.init(
                inputs: design.inputs, outputs: design.outputs, seed: design.seed, spread: design.spread ?? 0.01)
            return
        }
        guard design.outputs <= samples.count else {
            throw ModelError(
                "\(samples.count) patterns to begin with, expected one for each of \(design.outputs) outputs")
        }
        self.init(samples: samples, outputs: design.outputs, seed: design.seed)
    }

    public init(contents: ModelContents) throws { self.init(weights: try contents.matrix()) }

    public var contents: ModelContents { ModelContents(.matrix(weights)) }
}

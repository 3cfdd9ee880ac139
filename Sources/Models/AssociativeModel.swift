import Numerics
import Patterns

/// A recalling model whose units act on each other through weights. Rules that make a memory from patterns set them,
/// whatever the model then does with its fields.
///
///     field    h_i = sum_j w_ij s_j
public protocol AssociativeModel: RecallingModel {
    var weights: AssociativeWeights { get set }
    /// Subtracted from every field.
    var threshold: Float { get set }
}

/// An associative model whose units may each have a threshold of their own.
package protocol UnitThresholdModel: AssociativeModel {
    /// Subtracted from the field of each unit in the place of `threshold`; nil where that is for all.
    var thresholds: [Float]? { get set }
}

/// A recalling model whose units may answer at random or gradually.
public protocol ThermalModel: RecallingModel {
    /// Divides the argument of tanh, sigmoid and glauber.
    var temperature: Float { get set }
}

extension ThermalModel {
    public mutating func cool(to temperature: Float) { self.temperature = temperature }
}

extension AssociativeModel {
    public var neurons: Int { weights.neurons }
    public var inputCount: Int { neurons }
    public var outputCount: Int { neurons }
}

/// A model whose recall may hold some units fast.
public protocol ClampableModel: RecallingModel {
    /// Whether each unit keeps its value whatever its field is; nil where none does.
    var clamped: [Bool]? { get set }
}

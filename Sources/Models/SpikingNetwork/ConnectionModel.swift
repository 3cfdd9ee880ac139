import Numerics
import Parameters

/// A spiking model whose units act on each other by sparse connections, so that a rule by spike timing learns at the cost
/// of the spikes. Its weights, at `learningPath`, are one row with a weight for each connection.
public protocol ConnectionModel: SpikingModel {
    var connections: Connections { get }
    /// The units that fired in the last step, ascending.
    var fired: [Int32] { get }
    /// The units whose rates are told apart: those that excite, and those that inhibit.
    var populations: [(name: String, units: Range<Int>)] { get }
    /// The same, of a model of so many units with parameters by their names; what is missing has its default.
    static func populations(
        of units: Int, _ parameters: [String: ParameterValue]
    ) -> [(name: String, units: Range<Int>)]

    /// One time step.
    ///
    /// - Parameter inputs: those that fire, ascending.
    mutating func advance(_ inputs: [Int32])
}

// A layer in the Neuromorphic Intermediate Representation: HDF5 as PyPI nir 1.0 writes it.
//
//     /version                   text
//     /node/type                 NIRGraph
//     /node/edges                [edge, 2] text: from a node to a node
//     /node/nodes/NAME/type      Input, Linear or Affine, LIF, Output
//       Input, Output            shape
//       Linear, Affine           weight [output, input], bias [output]
//       LIF                      tau (s), r, v_leak, v_threshold, v_reset [output]
//
//     tau dv/dt = (v_leak - v) + r I,    a spike where v > v_threshold, then v <- v_reset
//
// Source: J. E. Pedersen and others, Nature Communications 15, 8122 (2024), and nir/serialization.py of nir 1.0.8.

import HDF5Store

/// Weights from inputs to outputs, and the units behind them where they spike.
package struct NIRLayer: Sendable, Equatable {
    /// Leaky integrate-and-fire units, one value each.
    package struct Units: Sendable, Equatable {
        /// Seconds.
        package var tau: [Double]
        package var resistance: [Double]
        package var leak: [Double]
        package var threshold: [Double]
        package var reset: [Double]
        /// The length of the step in seconds with which the layer was made, where the file says it.
        package var step: Double?
        /// How the equation was made of steps, where the file says it: a name of `NIRIntegration`.
        package var integration: String?

        package init(
            tau: [Double], resistance: [Double], leak: [Double], threshold: [Double], reset: [Double],
            step: Double? = nil, integration: String? = nil
        ) {
            (self.tau, self.resistance, self.leak, self.threshold) = (tau, resistance, leak, threshold)
            (self.reset, self.step, self.integration) = (reset, step, integration)
        }
    }

    package var inputs: Int
    package var outputs: Int
    /// [output, input], row by row.
    package var weights: [Double]
    /// Nil for linear units.
    package var units: Units?

    /// - Precondition: as many weights as inputs × outputs, and a value a unit.
    package init(inputs: Int, outputs: Int, weights: [Double], units: Units? = nil) {
        precondition(weights.count == inputs * outputs, "a weight for each input and output")
        (self.inputs, self.outputs, self.weights, self.units) = (inputs, outputs, weights, units)
    }
}

// MARK: - Writing

extension NIRLayer {
    /// The version of nir whose layout is written.
    private static let version = "1.0.8"

    /// Writes the layer into an empty file.
    package func write(_ root: borrowing HDF5Group) throws {
        let names = units == nil ? ["input", "linear", "output"] : ["input", "linear", "lif", "output"]
        try root.createString("version", Self.version)
        try root.createGroup("node") { graph in
            try graph.createString("type", "NIRGraph")
            let edges = zip(names, names.dropFirst()).flatMap { [$0, $1] }
            try graph.createStrings("edges", edges, shape: [names.count - 1, 2])
            try graph.createGroup("nodes") { nodes in
                try Self.port(nodes, "input", "Input", inputs)
                try nodes.createGroup("linear") { node in
                    try node.createString("type", "Linear")
                    try weights(node)
                }
                if let units { try units.write(nodes) }
                try Self.port(nodes, "output", "Output", outputs)
            }
        }
    }

    /// Of linear units as they are, Float32; of others with the digits that their scaling needs.
    private func weights(_ node: borrowing HDF5Group) throws {
        let shape = [outputs, inputs]
        if units == nil {
            try node.createDataset("weight", of: Float.self, shape: shape) { try $0.write(weights.map { Float($0) }) }
        } else {
            try node.createDataset("weight", of: Double.self, shape: shape) { try $0.write(weights) }
        }
    }

    private static func port(_ nodes: borrowing HDF5Group, _ name: String, _ type: String, _ length: Int) throws {
        try nodes.createGroup(name) { node in
            try node.createString("type", type)
            try node.createDataset("shape", of: Int64.self, shape: [1]) { try $0.write([Int64(length)]) }
        }
    }
}

extension NIRLayer.Units {
    fileprivate func write(_ nodes: borrowing HDF5Group) throws {
        try nodes.createGroup("lif") { node in
            try node.createString("type", "LIF")
            let values = [
                ("tau", tau), ("r", resistance), ("v_leak", leak), ("v_threshold", threshold), ("v_reset", reset),
            ]
            for (name, list) in values {
                try node.createDataset(name, of: Double.self, shape: [list.count]) { try $0.write(list) }
            }
            guard let step else { return }
            try node.createGroup("metadata") { group in
                try group.createDataset("dt", of: Double.self, shape: [], storage: .contiguous) { try $0.write([step]) }
                if let integration { try group.createString("integration", integration) }
            }
        }
    }
}

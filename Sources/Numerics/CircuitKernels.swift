import CKernels

/// The kernels of circuits of spiking units, by pointer.
package enum CircuitKernels {
    /// One time step of `count` units: see `canns_adaptive_step`.
    ///
    /// - Returns: how many units fire; they stand in `fired`.
    package static func step(
        _ count: Int, _ circuit: AdaptiveCircuit, potential: UnsafeMutablePointer<Float>,
        excitation: UnsafeMutablePointer<Float>, inhibition: UnsafeMutablePointer<Float>, theta: UnsafePointer<Float>,
        since: UnsafeMutablePointer<Float>, fired: UnsafeMutablePointer<Int32>
    ) -> Int {
        withUnsafePointer(to: circuit) {
            canns_adaptive_step(count, $0, potential, excitation, inhibition, theta, since, fired)
        }
    }

    /// Adds the weights of a spike, that of each unit to the row that its delay names: see `canns_adaptive_send`.
    package static func send(
        _ weights: UnsafePointer<Float>, _ delays: UnsafePointer<UInt8>, count: Int,
        into rows: UnsafePointer<UnsafeMutablePointer<Float>>
    ) {
        rows.withMemoryRebound(to: UnsafeMutablePointer<Float>?.self, capacity: 1) {
            canns_adaptive_send(count, weights, delays, $0)
        }
    }
}

/// The constants of units with conductances and adaptive thresholds, as a time step needs them.
package typealias AdaptiveCircuit = canns_adaptive_circuit

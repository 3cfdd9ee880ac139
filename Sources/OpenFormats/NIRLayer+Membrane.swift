// Aim: the same layer as steps of canns and as a differential equation of NIR.
//
//     canns:  v <- leak v + W x,                         a spike where v >= threshold
//     NIR:    tau dv/dt = (v_leak - v) + r I,  I = W' x,  a spike where v > v_threshold
//     Euler:  v <- v + dt/tau (v_leak - v + r I)
//
// Euler's step of dt, which snnTorch and Norse take, is canns's where
//
//     tau = dt / (1 - leak),   W' = W / (1 - leak) with r = 1,   v_threshold the next number of Float32 below threshold
//
// The exact step, exp(-dt/tau) for 1 - dt/tau, has tau = -dt / ln(leak) and the same W'. Weights are in Float64, so that the
// way back gives the same Float32.

import Neurons

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a differential equation becomes steps.
package enum NIRIntegration: String, CaseIterable, Sendable {
    case euler, exact

    /// Seconds.
    fileprivate func timeConstant(leak: Double, step: Double) -> Double {
        self == .euler ? step / (1 - leak) : -step / log(leak)
    }

    fileprivate func leak(tau: Double, step: Double) -> Double {
        self == .euler ? 1 - step / tau : exp(-step / tau)
    }
}

extension NIRLayer {
    /// A layer of canns.
    ///
    /// - Parameters:
    ///   - weights: [output, input].
    ///   - step: of the layer in seconds.
    /// - Throws: `FormatError` for dynamics that NIR has no words for.
    package init(
        inputs: Int, outputs: Int, weights: [Float], dynamics: MembraneDynamics, step: Double,
        integration: NIRIntegration
    ) throws {
        let dynamics = try dynamics.stepwise(1000 * step)
        let foreign: [(String, Bool)] = [
            ("a refractory period", dynamics.refractorySteps != 0), ("inhibition", dynamics.inhibition != 0),
            ("winners", dynamics.winners != 0), ("a delay", dynamics.delaySteps != 0),
        ]
        if let (what, _) = foreign.first(where: \.1) {
            throw FormatError("/model: has \(what), which units of NIR (LIF) do not have, expected a layer without")
        }
        let leak = Double(dynamics.leak)
        guard leak > 0 || integration == .euler, leak < 1 else {
            throw FormatError(
                "/model@leak: is \(dynamics.leak), which no time constant gives, expected more than 0 and less than 1")
        }
        func same(_ value: Double) -> [Double] { [Double](repeating: value, count: outputs) }
        self.init(
            inputs: inputs, outputs: outputs, weights: weights.map { Double($0) / (1 - leak) },
            units: Units(
                tau: same(integration.timeConstant(leak: leak, step: step)), resistance: same(1), leak: same(0),
                threshold: same(Double(dynamics.threshold.nextDown)), reset: same(Double(dynamics.resetPotential)),
                step: step, integration: integration.rawValue))
    }

    /// The layer of canns: weights [output, input], and dynamics where its units spike.
    ///
    /// - Parameter step: in seconds.
    /// - Throws: `FormatError` for units of which each has dynamics of its own.
    package func membrane(step: Double) throws(FormatError) -> (weights: [Float], dynamics: MembraneDynamics)? {
        guard let units else { return nil }
        let integration = units.integration.flatMap(NIRIntegration.init(rawValue:)) ?? .euler
        let tau = units.tau[0]
        guard units.tau.allSatisfy({ abs($0 - tau) <= 1e-6 * tau }) else {
            throw FormatError(
                "has units with time constants from \(units.tau.min() ?? 0) to \(units.tau.max() ?? 0) s, expected one")
        }
        let leak = integration.leak(tau: tau, step: step)
        guard leak >= 0 else {
            throw FormatError("has a time constant of \(tau) s, expected at least that of a step, \(step) s")
        }
        // The potential is counted from v_leak; a unit with another threshold is scaled to that of the first.
        let thresholds = units.threshold.indices.map { units.threshold[$0] - units.leak[$0] }
        let resets = units.reset.indices.map { units.reset[$0] - units.leak[$0] }
        guard let (threshold, reset) = zip(thresholds, resets).first(where: { _ in true }),
            thresholds.allSatisfy({ $0 > 0 })
        else { throw FormatError("has a threshold at or below v_leak, expected all above") }
        let scales = thresholds.map { threshold / $0 }
        guard zip(resets, scales).allSatisfy({ abs($0 * $1 - reset) <= 1e-6 * threshold }) else {
            throw FormatError("has units whose v_reset differ in proportion to their thresholds, expected one for all")
        }
        let scaled = weights.indices.map { place in
            let unit = place / inputs
            return Float(weights[place] * (1 - leak) * units.resistance[unit] * scales[unit])
        }
        let dynamics = MembraneDynamics(
            threshold: Float(threshold).nextUp, resetPotential: Float(reset), leak: Float(leak))
        return (scaled, dynamics)
    }
}

// Aim: one time step of an adaptive exponential neuron, exact to a millionth of a mV.
//
// The equations of AdaptiveExponentialDynamics are stiff in the upswing of a spike, so that a step is walked in parts whose
// error the pair of formulas of order 3 and 2 estimates:
//
//     k1 = f(y),  k2 = f(y + h k1 / 2),  k3 = f(y + 3 h k2 / 4),  y' = y + h (2 k1 + 3 k2 + 4 k3) / 9,  k4 = f(y')
//     error = h (-5 k1 + 6 k2 + 8 k3 - 9 k4) / 72
//
// y = (V, w, z, V_T), h a part of the step. Where the rest of the upswing takes less than a millionth of a step, tau-m
// exp(-(V - V_T) / slope), the neuron fires at once.
//
// Reference: P. Bogacki, L. F. Shampine, Appl. Math. Lett. 2, 321 (1989).

import Numerics

/// The dynamics with all times by steps, ready to be walked.
package struct AdaptiveExponentialStep: Sendable {
    private typealias Vector = SIMD4<Double>

    private let leak, conductance, slope, peak: Double
    private let clamp, reset, spikeThreshold, jump, spikeCurrent: Double
    private let clampSteps: Int
    private let constant: Vector
    private let rates: Vector
    private let coupling: Double
    /// mV, and pA: NEST's.
    private static let tolerance = 1e-6

    /// - Precondition: times count steps.
    package init(_ dynamics: AdaptiveExponentialDynamics) {
        (leak, conductance) = (Double(dynamics.leakPotential), dynamics.leakConductance)
        (slope, peak) = (dynamics.slope, Double(dynamics.peakPotential))
        (clamp, reset) = (Double(dynamics.clampPotential), Double(dynamics.resetPotential))
        (spikeThreshold, jump) = (Double(dynamics.spikeThreshold), dynamics.adaptationJump)
        (spikeCurrent, clampSteps) = (dynamics.spikeCurrent, dynamics.clampTime.wholeSteps)
        coupling = dynamics.adaptationCoupling
        constant = Vector(leak + dynamics.current / conductance, 0, 0, Double(dynamics.restThreshold))
        rates =
            1
            / Vector(
                dynamics.membraneTime.bySteps, dynamics.adaptationTime.bySteps, dynamics.afterTime.bySteps,
                dynamics.thresholdTime.bySteps)
    }

    /// Walks one step.
    ///
    /// - Parameter field: the weighted input that arrives at its end, in mV.
    /// - Returns: whether the neuron fires, and the mean of its potential over the step in mV.
    package func walk(_ state: inout AdaptiveExponentialState, field: Float) -> (fires: Bool, mean: Float) {
        var y = Vector(
            Double(state.potential), Double(state.adaptation), Double(state.afterCurrent), Double(state.threshold))
        guard state.clampedSteps == 0 else {
            relax(&y, 1)
            state.clampedSteps -= 1
            y[0] = state.clampedSteps == 0 ? reset : clamp
            state.take(y)
            return (false, Float(clamp))
        }
        var (time, area) = (0.0, 0.0)
        integrate(&y, &time, &area)
        if time == 1, y[0] < peak { y[0] += Double(field) }
        // Ended before its time, or lifted by the input.
        let fires = time < 1 || y[0] >= peak
        if fires {
            area += (clampSteps > 0 ? clamp : reset) * (1 - time)
            y = Vector(clampSteps > 0 ? clamp : reset, y[1] + jump, spikeCurrent, spikeThreshold)
            relax(&y, 1 - time)
            state.clampedSteps = clampSteps
        }
        state.take(y)
        return (fires, Float(area))
    }

    /// Walks until the end of the step or the peak of a spike; `area` is the integral of the potential.
    private func integrate(_ y: inout Vector, _ time: inout Double, _ area: inout Double) {
        var part = 1.0
        var k1 = derivative(y)
        while time < 1, part > 1e-15 {
            if k1[0] * 1e-6 > slope { return }
            let k2 = derivative(y + 0.5 * part * k1)
            let k3 = derivative(y + 0.75 * part * k2)
            let mean: Vector = (2 * k1 + 3 * k2 + 4 * k3) / 9
            let next = y + part * mean
            let k4 = derivative(next)
            let difference: Vector = (6 * k2 + 8 * k3 - 5 * k1 - 9 * k4) * (part / 72)
            let error = max(-difference.min(), difference.max()) / Self.tolerance
            // Not a number where the upswing has left all bounds.
            if error <= 1 {
                area += part * (y[0] + part * (k1[0] + 2 * k2[0]) / 6)
                (y, k1) = (next, k4)
                time = part == 1 - time ? 1 : time + part
                if y[0] >= peak { return }
            }
            let factor = error > 0 ? 0.9 / power(error, 1.0 / 3) : error == 0 ? 5 : 0.1
            part = min(part * max(0.1, min(5, factor)), 1 - time)
        }
    }

    private func derivative(_ y: Vector) -> Vector {
        let potential = min(y[0], peak)
        let upswing = slope * exponential((potential - y[3]) / slope)
        var result = constant - Vector(potential, y[1], y[2], y[3])
        result[0] += upswing + (y[2] - y[1]) / conductance
        result[1] += coupling * (potential - leak)
        return rates * result
    }

    /// What passes while the potential is clamped.
    private func relax(_ y: inout Vector, _ time: Double) {
        y[2] *= exponential(-time * rates[2])
        y[3] = constant[3] + (y[3] - constant[3]) * exponential(-time * rates[3])
    }
}

extension AdaptiveExponentialState {
    fileprivate mutating func take(_ y: SIMD4<Double>) {
        (potential, adaptation) = (Float(y[0]), Float(y[1]))
        (afterCurrent, threshold) = (Float(y[2]), Float(y[3]))
    }
}

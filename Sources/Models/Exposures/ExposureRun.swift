// The time steps of a competitive circuit, at a cost set by its spikes: what a step costs beside them is one pass over
// the units.
//
// Each pattern begins with conductances 0, inhibitory units at rest and nobody refractory, which a rest of 150 ms leaves
// within a share of 1e-6 in any case; potentials and thetas go on. In the rest steps are walked until conductances have
// faded to a share of 1e-7 since the last spike; if then no unit can fire, potentials go to the end of the rest at once:
// v <- v_rest + (v - v_rest) (1 - dt/tau)^n.

import Neurons
import Numerics

/// A competitive circuit at work: its states, and the weights by which inputs reach it.
package final class ExposureRun {
    package let synapses: InputSynapses
    private let (outputs, stride): (Int, Int)
    private var underway: SpikesUnderway
    private let circuit: CompetitiveCircuit
    private let exposure: RateCodedExposure
    private let adapts: Bool
    private let isCompiled: Bool
    private var constants: AdaptiveCircuit
    private let potential, excitation, inhibition, theta, since: Workspace<Float>
    private let fired: Workspace<Int32>
    private var inhibitory: InhibitoryUnits
    private var inhibitoryFired: [Int32] = []
    /// What is left of a theta since the pattern began, in Double.
    private var thetaLeft = 1.0
    /// Spikes of each unit while the last pattern was shown.
    package private(set) var counts: [Int32]

    /// Steps after which the last spikes have arrived and conductances have fallen to 1e-7.
    private let settlingSteps: Int

    /// Steps since a spike that has not been.
    static let longAgo: Float = 0x1p22
    package var longestExposure: Int { exposure.shownSteps + exposure.restSteps }
    /// - Parameters:
    ///   - synapses: from inputs to units.
    ///   - potentials: in mV, one a unit.
    ///   - thetas: in mV, one a unit.
    ///   - adapts: whether spikes raise thetas and time lowers them, as while learning.
    package init(
        _ circuit: CompetitiveCircuit, _ exposure: RateCodedExposure, _ synapses: InputSynapses,
        potentials: [Float], thetas: [Float], adapts: Bool, isCompiled: Bool
    ) {
        (self.circuit, self.exposure, self.synapses) = (circuit, exposure, synapses)
        (outputs, stride) = (synapses.outputs, synapses.stride)
        (self.adapts, self.isCompiled) = (adapts, isCompiled)
        underway = SpikesUnderway(synapses, isCompiled: isCompiled)
        let step = exposure.timeStep
        let refractory = Float((circuit.refractoryTime / step).rounded())
        constants = AdaptiveCircuit(
            rest: Float(circuit.restPotential), excitatory: Float(CompetitiveCircuit.excitatoryPotential),
            inhibitory: Float(CompetitiveCircuit.inhibitoryPotential), share: Float(step / circuit.membraneTime),
            excitationLeft: Float(1 - step / circuit.excitationTime),
            inhibitionLeft: Float(1 - step / circuit.inhibitionTime), threshold: Float(circuit.threshold), thetaLeft: 1,
            refractory: refractory, interval: max(refractory, Float((circuit.spikeInterval / step).rounded())))
        let slowest = Double(max(constants.excitationLeft, constants.inhibitionLeft))
        settlingSteps = Int((logarithm(1e-7) / logarithm(slowest)).rounded(.up)) + synapses.longest
        potential = Workspace(repeating: constants.rest, count: stride)
        excitation = Workspace(repeating: 0, count: stride)
        inhibition = Workspace(repeating: 0, count: stride)
        // What fills the last vector never fires.
        theta = Workspace(repeating: .infinity, count: stride)
        since = Workspace(repeating: Self.longAgo, count: stride)
        fired = Workspace(repeating: 0, count: stride)
        inhibitory = InhibitoryUnits(circuit, count: potentials.count, timeStep: step)
        counts = [Int32](repeating: 0, count: potentials.count)
        (self.potentials, self.thetas) = (potentials, thetas)
    }

    /// In mV.
    package var potentials: [Float] {
        get { Array(UnsafeBufferPointer(start: potential.base, count: outputs)) }
        set { for unit in 0..<outputs { potential.base[unit] = newValue[unit] } }
    }
    /// In mV.
    package var thetas: [Float] {
        get { Array(UnsafeBufferPointer(start: theta.base, count: outputs)) }
        set { for unit in 0..<outputs { theta.base[unit] = newValue[unit] } }
    }

    /// Shows a pattern, and shows it again at higher rates until the units fire enough; `counts` are of the last attempt.
    /// A blank pattern is not shown.
    ///
    /// - Parameter random: the numbers of an attempt.
    package func show(_ values: [Float], random: (_ attempt: Int) -> RandomStream, _ learner: inout some StepLearner) {
        for unit in 0..<outputs { counts[unit] = 0 }
        guard values.contains(where: { $0 > 0 }) else { return }
        for attempt in 0..<RateCodedExposure.mostAttempts {
            var random = random(attempt)
            let spikes = InputSpikes(values, exposure, attempt: attempt, random: &random)
            learner.begin()
            show(spikes, &learner)
            rest(&learner)
            learner.end()
            guard counts.reduce(0, { $0 + Int($1) }) < exposure.leastSpikes else { return }
        }
    }

    /// Shows spikes, without the rest after them.
    package func show(_ spikes: InputSpikes, _ learner: inout some StepLearner) {
        begin()
        for step in 0..<spikes.steps {
            spikes.withInputs(step) { inputs in
                let outputs = self.step(inputs)
                for unit in outputs { counts[Int(unit)] += 1 }
                learner.learn(inputs: inputs, outputs: outputs)
            }
        }
    }

    private func begin() {
        excitation.base.update(repeating: 0, count: stride)
        inhibition.base.update(repeating: 0, count: stride)
        underway.clear()
        since.base.update(repeating: Self.longAgo, count: stride)
        inhibitory.reset()
        thetaLeft = 1
        for unit in 0..<outputs { counts[unit] = 0 }
    }

    /// The rest after a pattern; thetas come to what is left of them.
    package func rest(_ learner: inout some StepLearner) {
        let none = UnsafeBufferPointer<Int32>(start: nil, count: 0)
        var (left, quiet) = (exposure.restSteps, 0)
        while left > 0, quiet < settlingSteps || canFire {
            let outputs = step(none)
            learner.learn(inputs: none, outputs: outputs)
            quiet = outputs.isEmpty && inhibitoryFired.isEmpty ? quiet + 1 : 0
            left -= 1
        }
        if left > 0 {
            let factor = Float(power(1 - exposure.timeStep / circuit.membraneTime, Double(left)))
            for unit in 0..<outputs {
                potential.base[unit] = constants.rest + (potential.base[unit] - constants.rest) * factor
            }
            if adapts { thetaLeft *= power(1 - exposure.timeStep / circuit.thetaTime, Double(left)) }
            learner.pass(left)
        }
        for unit in 0..<outputs { theta.base[unit] *= Float(thetaLeft) }
        thetaLeft = 1
    }

    /// Whether a potential that moves towards rest is or comes above its threshold.
    private var canFire: Bool {
        (0..<outputs).contains {
            max(potential.base[$0], constants.rest) > constants.threshold + Float(thetaLeft) * theta.base[$0]
        }
    }

    /// One step: potentials move, units fire, spikes reach conductances.
    ///
    /// - Parameter inputs: those that fire, ascending.
    /// - Returns: the units that fire, ascending, until the next step.
    private func step(_ inputs: UnsafeBufferPointer<Int32>) -> UnsafeBufferPointer<Int32> {
        if adapts {
            thetaLeft *= 1 - exposure.timeStep / circuit.thetaTime
            constants.thetaLeft = Float(thetaLeft)
        }
        let count = isCompiled ? moveByKernel() : move()
        inhibitory.step(&inhibitoryFired)
        underway.step(inputs, into: excitation.base)
        for place in 0..<count {
            let unit = Int(fired.base[place])
            potential.base[unit] = Float(circuit.resetPotential)
            since.base[unit] = 0
            if adapts { theta.base[unit] += Float(circuit.thetaStep / thetaLeft) }
            inhibitory.excite(unit)
        }
        for unit in inhibitoryFired { inhibit(by: Int(unit)) }
        return UnsafeBufferPointer(start: fired.base, count: count)
    }

    /// An inhibitory spike reaches all units but the one that drives it.
    private func inhibit(by unit: Int) {
        let (own, strength) = (inhibition.base[unit], Float(circuit.inhibition))
        for other in 0..<outputs { inhibition.base[other] += strength }
        inhibition.base[unit] = own
    }

    private func moveByKernel() -> Int {
        CircuitKernels.step(
            stride, constants, potential: potential.base, excitation: excitation.base, inhibition: inhibition.base,
            theta: theta.base, since: since.base, fired: fired.base)
    }

    /// The same, as the equations stand.
    private func move() -> Int {
        var count = 0
        for unit in 0..<outputs {
            since.base[unit] += 1
            let v = potential.base[unit]
            if since.base[unit] >= constants.refractory {
                let conductance = 1 + excitation.base[unit] + inhibition.base[unit]
                let share = constants.share * conductance < 1 ? constants.share : 1 / conductance
                potential.base[unit] +=
                    share
                    * (constants.rest - v + excitation.base[unit] * (constants.excitatory - v)
                        + inhibition.base[unit] * (constants.inhibitory - v))
            }
            excitation.base[unit] *= constants.excitationLeft
            inhibition.base[unit] *= constants.inhibitionLeft
            if potential.base[unit] > constants.threshold + constants.thetaLeft * theta.base[unit],
                since.base[unit] >= constants.interval
            {
                fired.base[count] = Int32(unit)
                count += 1
            }
        }
        return count
    }
}

import Neurons

/// The inhibitory units of a competitive circuit, one for each unit, which drives it: only those that were driven of late
/// are computed.
struct InhibitoryUnits {
    private typealias Own = CompetitiveCircuit.Inhibitory
    private let drive: Float
    private let share: Float
    private let left: Float
    private let refractorySteps: Float
    private var potentials: [Float]
    private var excitation: [Float]
    /// Steps since the last spike.
    private var since: [Float]
    /// Those that are not at rest.
    private var active: [Int32] = []
    private var isActive: [Bool]
    /// Below these a unit counts as at rest: it is further from firing than its next drive can tell.
    private static let (leastConductance, leastPotential): (Float, Float) = (1e-6, 1e-3)

    init(_ circuit: CompetitiveCircuit, count: Int, timeStep: Double) {
        drive = Float(circuit.excitation)
        share = Float(timeStep / Own.membraneTime)
        left = Float(1 - timeStep / circuit.excitationTime)
        refractorySteps = Float((Own.refractoryTime / timeStep).rounded())
        potentials = [Float](repeating: Float(Own.restPotential), count: count)
        excitation = [Float](repeating: 0, count: count)
        since = [Float](repeating: ExposureRun.longAgo, count: count)
        isActive = [Bool](repeating: false, count: count)
    }

    /// All at rest.
    mutating func reset() {
        for unit in active { calm(Int(unit)) }
        active.removeAll(keepingCapacity: true)
    }

    private mutating func calm(_ unit: Int) {
        (potentials[unit], excitation[unit]) = (Float(Own.restPotential), 0)
        (since[unit], isActive[unit]) = (ExposureRun.longAgo, false)
    }

    /// A spike of the unit that drives this one.
    mutating func excite(_ unit: Int) {
        if !isActive[unit] { active.append(Int32(unit)) }
        isActive[unit] = true
        excitation[unit] += drive
    }

    /// One step.
    ///
    /// - Parameter fired: gets the units that fire.
    mutating func step(_ fired: inout [Int32]) {
        fired.removeAll(keepingCapacity: true)
        var kept = 0
        for place in active.indices {
            let unit = Int(active[place])
            since[unit] += 1
            if since[unit] >= refractorySteps {
                let pull =
                    Float(Own.restPotential) - potentials[unit]
                    + excitation[unit] * (Float(Own.excitatoryPotential) - potentials[unit])
                potentials[unit] += share * pull
                if potentials[unit] > Float(Own.threshold) {
                    fired.append(Int32(unit))
                    potentials[unit] = Float(Own.resetPotential)
                    since[unit] = 0
                }
            }
            excitation[unit] *= left
            let isAtRest =
                excitation[unit] < Self.leastConductance
                && abs(potentials[unit] - Float(Own.restPotential)) < Self.leastPotential
            if isAtRest {
                calm(unit)
            } else {
                active[kept] = Int32(unit)
                kept += 1
            }
        }
        active.removeLast(active.count - kept)
    }
}

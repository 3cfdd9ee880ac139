import Neurons
import Numerics
import Parameters
import Patterns

extension SpikingNetwork {
    /// One step, at the cost of the units and of the connections of the spikes.
    ///
    /// - Parameter inputs: those that fire, ascending.
    public mutating func advance(_ inputs: [Int32]) {
        firedInputs = inputs
        for input in inputs { send(from: outputCount + Int(input), inhibits: false) }
        takeArrivals()
        stepping.setFields(&field, excitation, inhibition, potentials)
        clearArrivals()
        fireUnits()
        for unit in fired { send(from: Int(unit), inhibits: inhibits(Int(unit))) }
        nextArrival = nextArrival + 1 == ringLength ? 0 : nextArrival + 1
    }

    private mutating func send(from source: Int, inhibits: Bool) {
        func add(_ ring: inout [Float], _ connections: Connections, _ weights: [Float], _ now: Int, _ length: Int) {
            let units = connections.units
            ring.withUnsafeMutableBufferPointer { ring in
                for connection in connections.starts[source]..<connections.starts[source + 1] {
                    var slot = now + Int(connections.delays[connection])
                    if slot >= length { slot -= length }
                    ring[slot * units + Int(connections.targets[connection])] += weights[connection]
                }
            }
        }
        if inhibits {
            add(&inhibitionInFlight, connections, weights.values, nextArrival, ringLength)
        } else {
            add(&excitationInFlight, connections, weights.values, nextArrival, ringLength)
        }
    }

    private var arrivalRange: Range<Int> { nextArrival * outputCount..<(nextArrival + 1) * outputCount }

    private mutating func takeArrivals() {
        func take(_ values: inout [Float], _ ring: [Float], _ first: Int, _ left: Float) {
            values.withUnsafeMutableBufferPointer { values in
                ring.withUnsafeBufferPointer { ring in
                    for unit in values.indices { values[unit] = values[unit] * left + ring[first + unit] }
                }
            }
        }
        let first = nextArrival * outputCount
        take(&excitation, excitationInFlight, first, stepping.excitationLeft)
        take(&inhibition, inhibitionInFlight, first, stepping.inhibitionLeft)
    }

    private mutating func clearArrivals() {
        let range = arrivalRange
        excitationInFlight.withUnsafeMutableBufferPointer { for place in range { $0[place] = 0 } }
        inhibitionInFlight.withUnsafeMutableBufferPointer { for place in range { $0[place] = 0 } }
    }

    private mutating func fireUnits() {
        let number = stepping.dynamics.step(
            field: field, potentials: &potentials, refractory: &refractory, spikes: &state)
        fired = number == 0 ? [] : state.indices.filter { state[$0] != 0 }.map { Int32($0) }
    }

    /// Runs the network over spikes, one row a step, from its present state on; weights stay.
    ///
    /// - Parameters:
    ///   - inputs: [step, input].
    ///   - units: those whose potentials of all steps are kept.
    public mutating func run(_ inputs: PatternSet, potentialsOf units: [Int] = []) -> SpikeRecord {
        presenting(inputs, potentialsOf: units) { $0.potentials }
    }
}

/// The parameters of a network by steps.
struct NetworkStepping: Sendable, Equatable {
    let dynamics: MembraneDynamics
    /// What is left of excitation and inhibition after a step.
    let excitationLeft, inhibitionLeft: Float
    private let isConductance: Bool
    private let drive, excitatoryReversal, inhibitoryReversal: Float
    /// -log leak: a step in units of the membrane's time constant.
    private let stepOfMembrane: Double

    init(_ dynamics: MembraneDynamics, _ settings: NetworkSettings, _ timeStep: Double?) throws {
        self.dynamics = try dynamics.stepwise(timeStep)
        let settings = try settings.bySteps(of: timeStep)
        func left(_ time: Double) -> Float { time == 0 ? 0 : Float(exponential(-1 / time)) }
        excitationLeft = left(settings.excitatoryTime.bySteps)
        inhibitionLeft = left(settings.inhibitoryTime.bySteps)
        isConductance = settings.synapses == .conductance
        drive = Float(settings.drive)
        excitatoryReversal = Float(settings.excitatoryReversal)
        inhibitoryReversal = Float(settings.inhibitoryReversal)
        guard !isConductance || self.dynamics.leak > 0 else {
            throw ParameterError("leak", "is 0, expected more with conductances")
        }
        stepOfMembrane = isConductance ? -logarithm(Double(self.dynamics.leak)) : 0
    }

    /// What the step adds to the potentials that have decayed by the leak.
    func setFields(
        _ field: inout [Float], _ excitation: [Float], _ inhibition: [Float], _ potentials: [Float]
    ) {
        let leak = dynamics.leak
        let gain = 1 - leak
        guard isConductance else {
            // A jump is no current that lasts for a step, however long that is.
            let (up, down) = (excitationLeft == 0 ? 1 : gain, inhibitionLeft == 0 ? 1 : gain)
            for unit in field.indices { field[unit] = gain * drive + up * excitation[unit] - down * inhibition[unit] }
            return
        }
        for unit in field.indices {
            let total = 1 + excitation[unit] + inhibition[unit]
            let rest =
                (drive + excitation[unit] * excitatoryReversal + inhibition[unit] * inhibitoryReversal) / total
            let next = rest + (potentials[unit] - rest) * Float(exponential(-stepOfMembrane * Double(total)))
            field[unit] = next - leak * potentials[unit]
        }
    }
}

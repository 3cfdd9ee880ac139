import Neurons
import Numerics
import Patterns
import Testing

@testable import Models

@Suite struct LayerTests {
    @Test func linearResponse() {
        var layer = LinearLayer(weights: Matrix([[1, 2], [0, -1]]))
        layer.present([3, 4])
        #expect(layer.state == [11, -4])
        #expect(layer.respond(Matrix([[3, 4], [1, 0]])).values == [11, -4, 1, 0])
        // Wᵀ (11, -4) = (11, 26)
        #expect(layer.reconstruct(Matrix([[11, -4]])).values == [11, 26])
    }

    /// 40000 numbers: the mean lies within 4 standard errors, .01 / 200, the spread within 4 of its own.
    @Test func linearStart() {
        let layer = LinearLayer(inputs: 400, outputs: 100, seed: 7)
        let values = layer.weights.values.map(Double.init)
        let mean = values.reduce(0, +) / 40000
        let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40000).squareRoot()
        #expect(abs(mean) < 4 * 0.01 / 200)
        #expect(abs(spread - 0.01) < 4 * 0.01 / 283)
        #expect(LinearLayer(inputs: 400, outputs: 100, seed: 7).weights == layer.weights)
        #expect(LinearLayer(inputs: 400, outputs: 100, seed: 8).weights != layer.weights)
    }

    @Test func spikingStartIsPositive() {
        let layer = SpikingLayer(inputs: 50, outputs: 20, seed: 7)
        #expect(layer.weights.values.allSatisfy { $0 >= 0 && $0 < 0.3 })
        // Half-normal: mean .05 sqrt(2/pi) = .0399, standard error .03 / sqrt(1000) = .00095
        #expect(abs(layer.weights.values.reduce(0, +) / 1000 - 0.0399) < 0.004)
    }

    /// v: .6, .54 + .6 = 1.14 fires and is reset to .1, then .05 + .6.
    @Test func leakThresholdAndReset() {
        var dynamics = MembraneDynamics()
        (dynamics.leak, dynamics.threshold, dynamics.resetPotential) = (0.5, 0.85, 0.1)
        var layer = SpikingLayer(weights: Matrix([[0.6]]), dynamics: dynamics)
        layer.present([1])
        #expect(layer.potentials == [0.6] && layer.state == [0])
        layer.present([1])
        #expect(layer.potentials == [0.1] && layer.state == [1])
        layer.present([1])
        #expect(abs(layer.potentials[0] - 0.65) < 1e-6 && layer.state == [0])
    }

    /// A spike of weight .6 arrives two steps later, by the weight of its own step; what is on its way goes on in another
    /// layer. v: 0, 0, .6, then .3 + .5 = .8.
    @Test func delay() {
        var dynamics = MembraneDynamics()
        (dynamics.leak, dynamics.delay) = (0.5, 2)
        var layer = SpikingLayer(weights: Matrix([[0.6]]), dynamics: dynamics)
        layer.present([1])
        layer.weights = Matrix([[0.5]])
        layer.present([1])
        #expect(layer.potentials == [0] && layer.field == [0])
        #expect(layer.runningState.entries["fields_in_flight"]?.shape == [2, 1])
        #expect(layer.fieldsInFlight == [0.6, 0.5])
        var other = SpikingLayer(weights: Matrix([[9]]), dynamics: dynamics)
        other.runningState = layer.runningState
        let rest = PatternSet(coding: .spikes, neurons: 1, values: .integers([0, 0, 0]))
        let potentials = other.run(rest, potentialsOf: [0]).potentials?.values ?? []
        #expect(potentials.count == 3 && zip(potentials, [0.6, 0.8, 0.4]).allSatisfy { abs($0 - $1) < 1e-6 })
        other.initState()
        #expect(other.fieldsInFlight == [0, 0])
    }

    @Test func refractoryPeriod() {
        var dynamics = MembraneDynamics()
        dynamics.refractory = 2
        var layer = SpikingLayer(weights: Matrix([[2]]), dynamics: dynamics)
        let ones = PatternSet(coding: .spikes, neurons: 1, values: .integers([1, 1, 1, 1, 1, 1, 1]))
        #expect(layer.run(ones).spikes.values == [1, 0, 0, 1, 0, 0, 1])
    }

    /// Fields 3, 2, 1.5: all reach the threshold of 1; one may fire, the others keep their potential.
    @Test func winnersTakeAll() {
        var dynamics = MembraneDynamics()
        dynamics.winners = 1
        var layer = SpikingLayer(weights: Matrix([[2], [3], [1.5]]), dynamics: dynamics)
        layer.present([1])
        #expect(layer.state == [0, 1, 0])
        #expect(layer.potentials == [2, 0, 1.5])
    }

    /// The unit that fires lowers the other by .75.
    @Test func lateralInhibition() {
        var dynamics = MembraneDynamics()
        dynamics.inhibition = 0.75
        var layer = SpikingLayer(weights: Matrix([[2], [0.5]]), dynamics: dynamics)
        layer.present([1])
        #expect(layer.state == [1, 0])
        #expect(layer.potentials == [0, -0.25])
    }

    @Test func runGivesTheBitsOfSingleSteps() {
        var random = RandomStream(seed: 3, purpose: "test")
        let values = (0..<40 * 30).map { _ in Int8(random.nextUniform() < 0.2 ? 1 : 0) }
        let spikes = PatternSet(coding: .spikes, neurons: 30, values: .integers(values))
        var dynamics = MembraneDynamics()
        dynamics.threshold = 0.4
        var whole = SpikingLayer(inputs: 30, outputs: 12, seed: 1, dynamics: dynamics)
        var single = whole
        let record = whole.run(spikes, potentialsOf: [3, 11])
        for step in 0..<spikes.count {
            single.present(spikes.row(step))
            #expect(record.spikes.row(step) == single.state)
            #expect(record.potentials?.row(step) == [single.potentials[3], single.potentials[11]])
        }
        #expect(record.rates.reduce(0, +) > 0)
        #expect(whole.runningState == single.runningState)
    }

    /// A run in two parts, the state carried as named arrays, is the run in one.
    @Test func runningStateGoesOn() {
        var random = RandomStream(seed: 4, purpose: "test")
        let values = (0..<60 * 20).map { _ in Int8(random.nextUniform() < 0.3 ? 1 : 0) }
        let spikes = PatternSet(coding: .spikes, neurons: 20, values: .integers(values))
        var dynamics = MembraneDynamics()
        (dynamics.threshold, dynamics.refractory) = (0.5, 3)
        let start = SpikingLayer(inputs: 20, outputs: 6, seed: 2, dynamics: dynamics)
        var whole = start
        let all = whole.run(spikes).spikes
        var first = start
        let head = first.run(spikes.selecting(Array(0..<25))).spikes
        var second = start
        second.runningState = first.runningState
        let tail = second.run(spikes.selecting(Array(25..<60))).spikes
        #expect(head.values + tail.values == all.values)
        #expect(all.values.contains(1))
    }
}

@Suite struct ConductanceNeuronTests {
    /// One input of weight 1 whose conductance is that of the leak: the potential goes from -70 towards
    /// (-70 + 0) / 2 = -35 mV with 20 / 2 = 10 ms; after .5 ms it is -35 - 35 exp(-.05) = -68.293 mV. The conductance
    /// falls by exp(-.1) a step: rest -70 / 1.904837 = -36.748, V = -36.748 - 31.545 exp(-.0476209) = -66.826.
    @Test func followsItsEquations() {
        var neuron = ConductanceNeuron(weights: Matrix([[1]]), timeStep: 0.5)
        neuron.largestConductance = 1
        neuron.present([1])
        #expect(abs(neuron.potential + 68.2930) < 1e-4 && neuron.excitation == 1)
        neuron.present([0])
        #expect(abs(neuron.potential + 66.8260) < 1e-3, "\(neuron.potential)")
        #expect(neuron.field == [0] && neuron.state == [0])
    }

    /// Inhibition alone, reversal at rest, moves nothing; it halves what excitation does.
    @Test func inhibitionShunts() {
        var neuron = ConductanceNeuron(weights: Matrix([[1]]), timeStep: 0.5)
        neuron.inhibition = 20
        neuron.present([0])
        #expect(neuron.potential == -70 && neuron.inhibitoryState == 1)
    }

    /// A conductance of 100 fires at once, and the state goes on from what it was.
    @Test func firesAndGoesOn() {
        var neuron = ConductanceNeuron(weights: Matrix([[1]]), timeStep: 0.5)
        neuron.largestConductance = 100
        neuron.present([1])
        #expect(neuron.state == [1] && neuron.potential == -60)
        var other = ConductanceNeuron(weights: Matrix([[1]]), timeStep: 0.5)
        other.runningState = neuron.runningState
        neuron.present([0])
        other.present([0])
        // Through Float32: 1e-5 mV of 60.
        #expect(abs(neuron.potential - other.potential) < 1e-5)
        neuron.initState()
        #expect(neuron.potential == -70 && neuron.excitation == 0)
    }
}

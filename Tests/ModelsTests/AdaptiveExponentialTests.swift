import Neurons
import Numerics
import Parameters
import Patterns
import Testing

@testable import Models

/// Beside NEST's numbers, which VoltageRuleTests has.
@Suite struct AdaptiveExponentialTests {
    /// Without adaptation and far below a hard threshold: 10 mV above rest leave 10 exp(-30 / 281) = 8.98740 mV after a step,
    /// and their mean over it is 10 · 281 / 30 (1 - exp(-30 / 281)) = 9.48469 mV.
    @Test func leaks() throws {
        var dynamics = AdaptiveExponentialDynamics()
        (dynamics.adaptationCoupling, dynamics.slope) = (0, 0.01)
        var layer = try AdaptiveExponentialLayer(weights: Matrix([[10]]), dynamics: dynamics)
        layer.present([1])
        #expect(layer.potentials == [-60.6] && layer.meanPotentials == [-70.6] && layer.field == [10])
        layer.present([0])
        // A potential of 70 is rounded by 4e-6.
        #expect(abs(layer.potentials[0] + 61.61260) < 2e-5 && abs(layer.meanPotentials[0] + 61.11531) < 2e-5)
    }

    /// 80 mV lift the potential to 9.4 mV, from where it rises to 33 mV at once in the next step, the one of the spike; it
    /// stays there for two steps more and is then reset. Input during a spike is lost.
    @Test func spikeHasAWidth() throws {
        var layer = try AdaptiveExponentialLayer(weights: Matrix([[80]]))
        var (potentials, spikes): ([Float], [Float]) = ([], [])
        for input in [1, 0, 1, 1, 0] as [Float] {
            layer.present([input])
            potentials += layer.potentials
            spikes += layer.state
        }
        #expect(abs(potentials[0] - 9.4) < 1e-4 && Array(potentials[1...3]) == [33, 33, -60])
        #expect(spikes == [0, 1, 0, 0, 0] && potentials[4] < -50)
    }

    /// 15 mV, near the threshold, in steps of 1 ms and of .1 ms: the equations are solved to 1e-6 mV a part, whatever the steps
    /// are. Potentials are rounded by 4e-6 mV a step, of which up to 90 add up before they fade; as a walk 4e-5.
    @Test func solvesTheEquations() throws {
        var dynamics = AdaptiveExponentialDynamics()
        (dynamics.membraneTime, dynamics.adaptationTime) = (.milliseconds(281.0 / 30), .milliseconds(144))
        (dynamics.afterTime, dynamics.thresholdTime) = (.milliseconds(40), .milliseconds(50))
        dynamics.clampTime = .milliseconds(2)
        func potentials(_ step: Double) throws -> [Float] {
            var layer = try AdaptiveExponentialLayer(weights: Matrix([[15]]), dynamics: dynamics)
            try layer.setTimeStep(step)
            let finer = Int((1 / step).rounded())
            // The jump comes at the end of its step.
            layer.present([1])
            return (1...20 * finer).compactMap { step in
                layer.present([0])
                return step.isMultiple(of: finer) ? layer.potentials[0] : nil
            }
        }
        let (coarse, fine) = (try potentials(1), try potentials(0.1))
        #expect(coarse.count == 20 && coarse[0] > -58 && coarse[19] < -68)
        #expect(zip(coarse, fine).allSatisfy { abs($0 - $1) < 5e-5 }, "\(coarse) \(fine)")
    }

    /// The state carried as named arrays, delay and spike under way, goes on to the same bits.
    @Test func runningStateGoesOn() throws {
        var dynamics = AdaptiveExponentialDynamics()
        (dynamics.delay, dynamics.current) = (2, 1500)
        var random = RandomStream(seed: 4, purpose: "test")
        let values = (0..<60 * 20).map { _ in Int8(random.nextUniform() < 0.3 ? 1 : 0) }
        let spikes = PatternSet(coding: .spikes, neurons: 20, values: .integers(values))
        let start = try AdaptiveExponentialLayer(inputs: 20, outputs: 6, seed: 2, dynamics: dynamics)
        var whole = start
        let all = whole.run(spikes, potentialsOf: Array(0..<6))
        var first = start
        let head = first.run(spikes.selecting(Array(0..<25)), potentialsOf: Array(0..<6))
        var second = start
        second.runningState = first.runningState
        let tail = second.run(spikes.selecting(Array(25..<60)), potentialsOf: Array(0..<6))
        #expect((head.potentials?.values ?? []) + (tail.potentials?.values ?? []) == all.potentials?.values)
        #expect(head.spikes.values + tail.spikes.values == all.spikes.values && all.spikes.values.contains(1))
    }

    /// One teacher for all outputs or one each; rules do not see their spikes.
    @Test func teachers() throws {
        var dynamics = AdaptiveExponentialDynamics()
        dynamics.teachers = 2
        var layer = try AdaptiveExponentialLayer(inputs: 5, outputs: 2, seed: 1, dynamics: dynamics)
        #expect(layer.weights.row(0).suffix(2) == [80, 0] && layer.weights.row(1).suffix(2) == [0, 80])
        layer.present([0, 1, 0, 0, 1])
        layer.present([0, 0, 0, 0, 0])
        #expect(layer.state == [0, 1])
        layer.present([0, 1, 0, 0, 1])
        #expect(layer.presynaptic == [0, 1, 0, 0, 0])
        dynamics.teachers = 1
        layer = try AdaptiveExponentialLayer(inputs: 5, outputs: 3, seed: 1, dynamics: dynamics)
        #expect((0..<3).allSatisfy { layer.weights[$0, 4] == 80 })
        dynamics.teachers = 2
        let error = #expect(throws: ModelError.self) {
            try AdaptiveExponentialLayer(inputs: 5, outputs: 3, seed: 1, dynamics: dynamics)
        }
        #expect(error?.description.contains("expected 0, 1 or one for each of the 3 outputs") == true)
    }
}

@Suite struct RelayLayerTests {
    @Test func repeatsTheLastInputs() throws {
        var layer = try RelayLayer(weights: Matrix(rows: 2, columns: 4))
        layer.present([1, 0, 0, 1])
        #expect(layer.postsynaptic == [0, 1] && layer.presynaptic == [1, 0, 0, 0])
        let error = #expect(throws: ModelError.self) { try RelayLayer(weights: Matrix(rows: 2, columns: 2)) }
        #expect(error?.description.contains("expected more inputs") == true)
    }
}

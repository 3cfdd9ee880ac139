import Foundation
import HDF5Store
import Neurons
import Parameters
import Testing

@testable import OpenFormats

/// Layers of snnTorch and Norse (tools/make-trains), and ours as they come back.
@Suite struct NIRTests {
    private func layer(_ bytes: [UInt8]) throws -> NIRLayer {
        let file = try HDF5File.open(image: bytes)
        let layer = try file.root { try NIRLayer($0) }
        try file.close()
        return layer
    }

    private func layer(of file: String) throws -> NIRLayer { try layer(RecordingTests.bytes(file)) }

    /// tau is 2 ms, so that Euler's step of 0.1 ms leaves 1 - 0.1/2 = 0.95. snnTorch has r = tau/dt = 20, whose gain in a step
    /// is 20 · 0.05 = 1: the weights stay. Norse has r = 1: a twentieth of them. Both fire above 1, canns at the next Float32.
    @Test(arguments: [("snntorch.nir", Float(1)), ("norse.nir", 0.05)])
    func layersOfOthersAreRead(file: String, gain: Float) throws {
        let found = try #require(try layer(of: file).membrane(step: 1e-4))
        #expect(abs(found.dynamics.leak - 0.95) < 1e-6 && found.dynamics.threshold == Float(1).nextUp)
        #expect(found.dynamics.resetPotential == 0)
        for (index, weight) in found.weights.enumerated() {
            #expect(abs(weight - gain * Float(index + 1) / 10) < 2e-6)
        }
        // A step of 1 ms is half of the time constant.
        #expect(abs(try #require(try layer(of: file).membrane(step: 1e-3)).dynamics.leak - 0.5) < 1e-6)
        #expect(throws: FormatError.self) { try layer(of: file).membrane(step: 0.01) }
    }

    @Test func graphsThatAreNoLayerAreRefused() throws {
        let deep = #expect(throws: FormatError.self) { try layer(of: "snntorch-deep.nir") }
        #expect(deep?.description.contains("expected one layer: Input → Linear → LIF → Output") == true)
        let bias = #expect(throws: FormatError.self) { try layer(of: "snntorch-bias.nir") }
        #expect(bias?.description.contains("layers of canns have no bias") == true)
    }

    @Test(arguments: NIRIntegration.allCases)
    func layersComeBackBitByBit(integration: NIRIntegration) throws {
        let weights: [Float] = [0.1, -0.7, 1e-7, 3, .pi, 12345.678]
        for leak: Float in [0.9, 0.95, 0.5, 0.9999, 0.0123] {
            let dynamics = MembraneDynamics(threshold: 1.3, resetPotential: -0.2, leak: leak)
            let written = try NIRLayer(
                inputs: 3, outputs: 2, weights: weights, dynamics: dynamics, step: 1e-3, integration: integration)
            let read = try layer(HDF5Image.bytes { try written.write($0) })
            #expect(read == written)
            let back = try #require(try read.membrane(step: 1e-3))
            #expect(back.weights == weights && back.dynamics == dynamics)
        }
        let linear = NIRLayer(inputs: 3, outputs: 2, weights: weights.map { Double($0) })
        #expect(try layer(HDF5Image.bytes { try linear.write($0) }) == linear)
    }

    /// Time constants of 10 ms in steps of 1 ms: Euler's step leaves 0.9, the exact one exp(-0.1).
    @Test func timeConstantsFollowTheStep() throws {
        let dynamics = MembraneDynamics(leak: 0.9)
        let euler = try NIRLayer(
            inputs: 1, outputs: 1, weights: [1], dynamics: dynamics, step: 1e-3, integration: .euler)
        #expect(abs(try #require(euler.units).tau[0] - 0.01) < 1e-8 && abs(euler.weights[0] - 10) < 1e-5)
        let given = MembraneDynamics(membraneTime: StepQuantity(10, .milliseconds))
        let exact = try NIRLayer(inputs: 1, outputs: 1, weights: [1], dynamics: given, step: 1e-3, integration: .exact)
        #expect(abs(try #require(exact.units).tau[0] - 0.01) < 1e-8)
        for dynamics in [MembraneDynamics(refractory: 5), MembraneDynamics(winners: 1), MembraneDynamics(leak: 1)] {
            #expect(throws: FormatError.self) {
                try NIRLayer(inputs: 1, outputs: 1, weights: [1], dynamics: dynamics, step: 1e-3, integration: .euler)
            }
        }
    }

    /// v_leak 0.5 shifts threshold and reset; thresholds of 1 and 2 above it become one, at half the weights of the second.
    @Test func unitsAreBroughtToOneThreshold() throws {
        let units = NIRLayer.Units(
            tau: [0.01, 0.01], resistance: [10, 10], leak: [0.5, 0.5], threshold: [1.5, 2.5], reset: [0.25, 0])
        let layer = NIRLayer(inputs: 1, outputs: 2, weights: [3, 3], units: units)
        let found = try #require(try layer.membrane(step: 1e-3))
        #expect(found.dynamics.threshold == Float(1).nextUp && found.dynamics.resetPotential == -0.25)
        #expect(abs(found.weights[0] - 3) < 1e-6 && abs(found.weights[1] - 1.5) < 1e-6)
        var others = layer
        others.units?.tau = [0.01, 0.02]
        #expect(throws: FormatError.self) { try others.membrane(step: 1e-3) }
    }
}

import CANNS
import Foundation
import HDF5Store
import Testing

@testable import Models

/// A network of 20 excitatory and 5 inhibitory units with 10 inputs, conductances, delays up to 1.5 ms and inhibitory
/// plasticity, 600 steps of .1 ms, as Brian2 2.9 has it: `tools/check-network --fixture`, which says how delays of both
/// correspond.
@Suite struct NetworkReferenceTests {
    private struct Reference {
        let arrays: [String: [Float]]

        init() throws {
            let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Reference/brian2-network.h5").path
            let file = try HDF5File.open(at: path)
            let names = [
                "input", "output", "target", "source", "weight", "delay", "plastic", "learned", "potentials",
            ]
            arrays = try file.root { root in
                Dictionary(
                    uniqueKeysWithValues: try names.map { name in
                        (name, try root.dataset(name) { try $0.read(as: Float.self) })
                    })
            }
            try file.close()
        }

        func integers(_ name: String) -> [Int32] { (arrays[name] ?? []).map { Int32($0) } }
    }

    @Test(arguments: [true, false]) func asInBrian2(isCompiled: Bool) throws {
        let reference = try Reference()
        let (targets, sources, delays) = (
            reference.integers("target"), reference.integers("source"), reference.integers("delay")
        )
        let (weights, learned) = (reference.arrays["weight"] ?? [], reference.arrays["learned"] ?? [])
        let plastic = reference.integers("plastic")
        func compressed(_ weights: [Float]) throws -> (connections: Connections, weights: [Float]) {
            try Connections.compressed(
                targets.indices.map {
                    Connections.Row(
                        target: targets[$0], source: sources[$0], weight: weights[$0], delay: delays[$0],
                        isPlastic: plastic[$0] != 0)
                }, units: 25, sources: 35)
        }
        let (connections, start) = try compressed(weights)
        let dynamics = MembraneDynamics(
            threshold: 10, membraneTime: .milliseconds(20), refractory: .milliseconds(2))
        var settings = NetworkSettings()
        (settings.inhibitory, settings.synapses, settings.drive) = (5, .conductance, 8)
        (settings.excitatoryTime, settings.inhibitoryTime) = (.milliseconds(5), .milliseconds(10))
        var rule = InhibitorySTDPRule(
            learningRate: 0.05, targetRate: .hertz(5), tau: .milliseconds(20), layer: dynamics)
        rule.weights.wMax = 10
        let network = try SpikingNetwork(
            connections: connections, weights: start, dynamics: dynamics, settings: settings, timeStep: 0.1)
        let inputs = PatternSet(
            coding: .spikes, neurons: 10, values: .integers(reference.integers("input").map { Int8($0) }),
            timeStep: 0.1)

        var trainer = Trainer(network, rule)
        trainer.configureProgress(showProgress: false, compiled: isCompiled)
        let report = try trainer.train(inputs)
        // In Float32 here: potentials of some mV to 1e-4, weights of some .1 to 1e-5.
        let potentials = reference.arrays["potentials"] ?? []
        for (own, other) in zip(trainer.model.potentials, potentials) { #expect(abs(own - other) < 1e-3) }
        let expected = try compressed(learned).weights
        for (own, other) in zip(trainer.model.weights.values, expected) { #expect(abs(own - other) < 1e-5) }
        #expect(trainer.model.weights.values != start)
        // Spikes in .06 s.
        let output = reference.arrays["output"] ?? []
        let spikes = output.indices.reduce(Float(0)) { $1 % 25 < 20 ? $0 + output[$1] : $0 }
        #expect(abs((report.curves["rate_excitatory"]?.last ?? 0) - spikes / 20 / 0.06) < 1e-3)
    }
}

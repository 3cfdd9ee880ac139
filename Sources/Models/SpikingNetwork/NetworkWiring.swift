// Aim: the connections of a new network, at random: each that could exist does so with the same probability.
//
// Of the targets of a source, the number passed over until the next one is geometric, floor(log(1 - u) / log(1 - p)) with u
// uniform in 0...1 and p the probability, so that the work is that of the connections that come about. Each source has a
// random stream of its own.

import Numerics

/// How a new network is connected.
struct NetworkWiring {
    private let (units, inputs): (Int, Int)
    private let settings: NetworkSettings
    /// The least delay of connections from inputs, and of those between units; and what may be added to the latter.
    private let inputDelay, unitDelay, spread: Int

    /// - Parameter delay: in time steps.
    init(units: Int, inputs: Int, _ settings: NetworkSettings, delay: Int, timeStep: Double?) throws {
        (self.units, self.inputs) = (units, inputs)
        guard settings.inhibitory <= units else {
            throw ModelError("inhibitory is \(settings.inhibitory), expected at most the \(units) units")
        }
        guard settings.inputWiring == .all || inputs <= units else {
            throw ModelError(
                "there are \(inputs) inputs for \(units) units, expected a unit for each, or input-wiring all")
        }
        self.settings = try settings.bySteps(of: timeStep)
        (inputDelay, unitDelay) = (delay, max(1, delay))
        spread = self.settings.delaySpread.wholeSteps
    }

    /// - Parameter random: standard deviation of the normal numbers whose absolute values are the plastic weights; nil for
    ///   equal ones.
    func connections(seed: UInt64, spread random: Double?) throws -> (connections: Connections, weights: [Float]) {
        var rows: [Connections.Row] = []
        for source in 0..<units {
            var stream = RandomStream(seed: seed, purpose: "spiking-network connections", index: source)
            let isExcitatory = source < units - settings.inhibitory
            let weight = isExcitatory ? settings.excitatoryWeight : settings.inhibitoryWeight
            let learns = settings.plastic == (isExcitatory ? .excitatory : .inhibitory)
            forEachTarget(of: source, &stream) { target, stream in
                let delay = unitDelay + (self.spread > 0 ? stream.nextInt(below: self.spread + 1) : 0)
                rows.append(
                    row(target, source, weight, delay, learns && target < units - settings.inhibitory, random, &stream))
            }
        }
        for input in 0..<inputs {
            var stream = RandomStream(seed: seed, purpose: "spiking-network inputs", index: input)
            let targets =
                settings.inputWiring == .all ? 0..<units - settings.inhibitory : input..<input + 1
            for target in targets {
                let learns = settings.plastic == .input && target < units - settings.inhibitory
                rows.append(
                    row(target, units + input, settings.inputWeight, inputDelay, learns, random, &stream))
            }
        }
        return try Connections.compressed(rows, units: units, sources: units + inputs)
    }

    private func row(
        _ target: Int, _ source: Int, _ weight: Double, _ delay: Int, _ learns: Bool, _ random: Double?,
        _ stream: inout RandomStream
    ) -> Connections.Row {
        let start = random.map { abs($0 * stream.nextNormal()) } ?? settings.plasticWeight ?? weight
        return Connections.Row(
            target: Int32(target), source: Int32(source), weight: Float(learns ? start : weight), delay: Int32(delay),
            isPlastic: learns)
    }

    private func forEachTarget(
        of source: Int, _ stream: inout RandomStream, _ body: (Int, inout RandomStream) -> Void
    ) {
        let probability = settings.connectivity
        guard probability > 0 else { return }
        var target = -1
        while true {
            target += 1
            if probability < 1 {
                let passed = logarithm(1 - stream.nextUniform()) / logarithm(1 - probability)
                guard passed < Double(units - target) else { return }
                target += Int(passed)
            }
            guard target < units else { return }
            if target != source { body(target, &stream) }
        }
    }
}

// Aim: a layer of competing spiking units whose thresholds adapt, shown patterns as spikes.
//
// How units move stands in CompetitiveCircuit, how patterns are shown in RateCodedExposure. The answer to a pattern is
// the number of spikes of each unit while it is shown, thresholds and weights at rest. The start is w_ij = 0.3 (u_ij +
// 0.01), u_ij uniform in 0...1.
//
// Answers differ from the authors' in one way: each pattern begins at rest, so that it does not depend on the one before
// and patterns can be shown at the same time.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015).

import Neurons
import Numerics
import Patterns

/// Competing spiking units with adaptive thresholds behind conductances.
public struct AdaptiveThresholdLayer: PlasticModel {
    public static let kind = "adaptive-threshold-layer"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// [output, input].
    public var weights: Matrix
    public let circuit: CompetitiveCircuit
    public let exposure: RateCodedExposure
    /// Membrane potentials in mV.
    public private(set) var potentials: [Float]
    /// Theta in mV: what the threshold of each unit is above that of the circuit.
    public private(set) var thetas: [Float]
    /// How many patterns have been learned; below 2^24, where Float32 counts.
    public package(set) var exposures = 0
    /// Spikes of each unit at the last pattern.
    public private(set) var state: [Float]
    public private(set) var presynaptic: [Float]

    /// A layer with random weights, the same for the same seed.
    ///
    /// - Parameter largest: about the largest weight.
    /// - Throws: `ModelError` for a time step that the circuit cannot take.
    public init(
        inputs: Int, outputs: Int, seed: UInt64, largest: Double = 0.3,
        circuit: CompetitiveCircuit = CompetitiveCircuit(), exposure: RateCodedExposure = RateCodedExposure()
    ) throws {
        precondition(inputs > 0 && outputs > 0, "a layer has at least one input and one output")
        var random = RandomStream(seed: seed, purpose: "adaptive-threshold-layer weights")
        let values = (0..<inputs * outputs).map { _ in Float(largest * (random.nextUniform() + 0.01)) }
        try self.init(
            weights: Matrix(rows: outputs, columns: inputs, values: values), circuit: circuit, exposure: exposure)
    }

    /// A layer with given weights, [output, input], at rest.
    ///
    /// - Parameter thetas: in mV, one an output; nil for those of units that have not fired.
    /// - Throws: `ModelError` for a time step that the circuit cannot take.
    public init(
        weights: Matrix, thetas: [Float]? = nil, circuit: CompetitiveCircuit = CompetitiveCircuit(),
        exposure: RateCodedExposure = RateCodedExposure()
    ) throws {
        precondition(thetas.map { $0.count == weights.rows } ?? true, "one theta an output")
        if let objection = circuit.objection(toStep: exposure.timeStep) { throw ModelError(objection) }
        self.weights = weights
        (self.circuit, self.exposure) = (circuit, exposure)
        potentials = [Float](repeating: Float(circuit.restPotential), count: weights.rows)
        self.thetas = thetas ?? [Float](repeating: Float(circuit.thetaStart), count: weights.rows)
        state = [Float](repeating: 0, count: weights.rows)
        presynaptic = [Float](repeating: 0, count: weights.columns)
    }

    public var inputCount: Int { weights.columns }
    public var outputCount: Int { weights.rows }
    public var postsynaptic: [Float] { state }
    public var field: [Float] { state }

    /// Potentials `v` and `theta` in mV, and how many patterns have been learned, `exposures`.
    public var runningState: NamedArrays {
        get { NamedArrays(["v": potentials, "theta": thetas, "exposures": [Float(exposures)]]) }
        set {
            precondition(newValue.hasLayout(of: runningState), "v, theta and exposures of this layer")
            (potentials, thetas, exposures) = (newValue["v"], newValue["theta"], Int(newValue["exposures"][0]))
        }
    }

    /// At rest; thetas stay, which are learned.
    public mutating func initState() {
        potentials = [Float](repeating: Float(circuit.restPotential), count: outputCount)
        state = [Float](repeating: 0, count: outputCount)
        presynaptic = [Float](repeating: 0, count: inputCount)
    }

    /// Between patterns the layer rests.
    public mutating func update(_ random: inout RandomStream) {}

    /// Shows one pattern; the layer learns nothing of it.
    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        presynaptic = input
        let run = answeringRun(synapses, isCompiled: true)
        var learner = NoLearner()
        run.show(input, random: { Self.random("pattern presented", seed: 0, number: 0, attempt: $0) }, &learner)
        state = run.counts.map { Float($0) }
    }

    private var synapses: InputSynapses { InputSynapses(weights, circuit, timeStep: exposure.timeStep) }

    private func answeringRun(_ synapses: InputSynapses, isCompiled: Bool) -> ExposureRun {
        let rest = [Float](repeating: Float(circuit.restPotential), count: outputCount)
        return ExposureRun(
            circuit, exposure, synapses, potentials: rest, thetas: thetas, adapts: false, isCompiled: isCompiled)
    }

    /// Spikes of each unit at each pattern, [pattern, unit], from rest and by random numbers of the pattern's own.
    ///
    /// - Throws: `RecallError` for patterns of another length, or with values beyond 0...1.
    public func respond(to inputs: PatternSet, _ setting: ResponseSetting = ResponseSetting()) throws -> Matrix {
        try checkInputs(inputs)
        if let objection = Self.objection(to: inputs) { throw RecallError(description: objection) }
        nonisolated(unsafe) let synapses = synapses
        let outputs = outputCount
        var result = Matrix(rows: inputs.count, columns: outputs)
        result.values.withUnsafeMutableBufferPointer { buffer in
            let target = SharedPointer(buffer)
            setting.workers.forEachRange(of: inputs.count, size: 64) { range in
                let run = answeringRun(synapses, isCompiled: setting.isCompiled)
                let rest = run.potentials
                var learner = NoLearner()
                for pattern in range {
                    run.potentials = rest
                    let random = { (attempt: Int) in
                        Self.random(
                            "pattern shown", seed: setting.seed, number: setting.first + pattern, attempt: attempt)
                    }
                    run.show(inputs.row(pattern), random: random, &learner)
                    for unit in 0..<outputs { target.base[pattern * outputs + unit] = Float(run.counts[unit]) }
                }
            }
        }
        return result
    }

    /// What is wrong with patterns, or nil.
    package static func objection(to inputs: PatternSet) -> String? {
        guard case .reals(let values) = inputs.values, let wrong = values.first(where: { !(0...1).contains($0) })
        else { return nil }
        return "the patterns hold \(wrong), expected values from 0 to 1, which become rates of spikes"
    }
}

extension AdaptiveThresholdLayer: ExposureModel {
    package func learningRun(isCompiled: Bool) -> ExposureRun {
        ExposureRun(
            circuit, exposure, synapses, potentials: potentials, thetas: thetas, adapts: true, isCompiled: isCompiled)
    }

    package mutating func take(_ run: ExposureRun) {
        (potentials, thetas) = (run.potentials, run.thetas)
        weights = run.synapses.matrix
        state = run.counts.map { Float($0) }
    }
}

import Models
import Numerics
import Patterns

/// What a readout sees of a layer: the answers of its units to patterns.
protocol LayerAnswers: Sendable {
    var units: Int { get }
    /// The answers to all patterns, [pattern, unit].
    func features(of patterns: PatternSet) throws -> Matrix
}

/// How often each unit of a circuit fires while a pattern is shown.
struct SpikeCounts: LayerAnswers {
    let circuit: any ExposureModel
    let setting: ResponseSetting

    var units: Int { circuit.outputCount }

    func features(of patterns: PatternSet) throws -> Matrix { try circuit.respond(to: patterns, setting) }
}

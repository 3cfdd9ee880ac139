import Numerics
import Patterns

/// A model that is shown each pattern for a while, as spikes whose rates are its values; its answer is how often each
/// unit fires meanwhile.
package protocol ExposureModel: PlasticModel where Response == Matrix {
    /// A run from where the model stands, in which weights may learn and thresholds adapt.
    func learningRun(isCompiled: Bool) -> ExposureRun
    /// Takes potentials and thresholds from a run, and its weights.
    mutating func take(_ run: ExposureRun)
    /// What is wrong with patterns, or nil.
    static func objection(to inputs: PatternSet) -> String?
    /// How many patterns have been learned, so that each has spikes of its own.
    var exposures: Int { get set }
}

extension ExposureModel {
    /// Random numbers for an attempt to show a pattern.
    ///
    /// - Parameter number: of the pattern among those learned, or of the batch.
    package static func random(
        _ purpose: StaticString, seed: UInt64, number: Int, attempt: Int
    ) -> RandomStream {
        RandomStream(seed: seed, purpose: purpose, index: number, position: UInt64(attempt) << 32)
    }
}

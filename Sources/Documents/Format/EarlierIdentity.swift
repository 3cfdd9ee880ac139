import Checksums
import Patterns

/// The ids of files of format version 1.0: what was written entered one digest in the order of writing.
///
/// Of patterns that order is known; of other kinds it depended on how they were made, and their ids cannot be compared.
enum EarlierIdentity {
    /// The id of a patterns file.
    static func of(_ patterns: PatternSet) -> String {
        var sum = SHA256()
        sum.update(DocumentKind.patterns.rawValue)
        sum.update("patterns \([patterns.count, patterns.neurons])")
        switch patterns.values {
        case .integers(let values): values.withUnsafeBytes { sum.update($0) }
        case .reals(let values): values.withUnsafeBytes { sum.update($0) }
        case .levels(let values): values.withUnsafeBytes { sum.update($0) }
        }
        sum.update("coding text(\"\(patterns.coding.rawValue)\")")
        if let geometry = patterns.geometry {
            sum.update("geometry integers(\([geometry.rows, geometry.columns]))")
        }
        if let step = patterns.timeStep { sum.update("dt real(\(step))") }
        if patterns.coding != .spikes { sum.update("names \(patterns.names)") }
        if let sources = patterns.sources { sum.update("sources \(sources)") }
        if let thresholds = patterns.thresholds {
            sum.update("thresholds \([patterns.count])")
            thresholds.withUnsafeBytes { sum.update($0) }
        }
        return sum.hexadecimal()
    }
}

import Checksums
import Patterns

extension PatternSet {
    /// SHA-256 of the coding, shape and values, 64 hexadecimal digits: the same wherever the patterns came from.
    public var contentDigest: String {
        var digest = SHA256()
        digest.update("\(coding.rawValue) \(count)×\(neurons) ")
        switch values {
        case .integers(let array): array.withUnsafeBytes { digest.update($0) }
        case .reals(let array): array.withUnsafeBytes { digest.update($0) }
        case .levels(let array): array.withUnsafeBytes { digest.update($0) }
        }
        return digest.hexadecimal()
    }
}

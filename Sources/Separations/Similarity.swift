// Aim: how like a state s is to a stored pattern x.
//
//     dot        x·s
//     cosine     x·s / (|x| |s|), 0 where one has no length
//     euclidean  -|x - s|² / 2
//     manhattan  -sum_i |x_i - s_i|
//
// Of states of two values all are the overlap x·s, but for factors and constants. With dot a bright picture is like
// everything; with the others a pattern is most like itself.
//
// Reference: B. Millidge, T. Salvatori, Y. Song, T. Lukasiewicz, R. Bogacz, ICML 162, 15561 (2022).

public enum Similarity: String, Sendable, CaseIterable {
    case dot, cosine, euclidean, manhattan

    /// The likeness of two vectors of one length, term by term.
    public func of(_ pattern: [Float], _ state: [Double]) -> Double {
        func sum(_ term: (Double, Double) -> Double) -> Double {
            pattern.indices.reduce(0.0) { $0 + term(Double(pattern[$1]), state[$1]) }
        }
        switch self {
        case .dot: return sum { $0 * $1 }
        case .cosine:
            let length = (sum { x, _ in x * x } * sum { _, s in s * s }).squareRoot()
            return length > 0 ? sum { $0 * $1 } / length : 0
        case .euclidean: return -sum { ($0 - $1) * ($0 - $1) } / 2
        case .manhattan: return -sum { abs($0 - $1) }
        }
    }
}

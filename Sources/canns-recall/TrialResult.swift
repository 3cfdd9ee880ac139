import Models

/// What became of one trial.
struct TrialResult {
    /// Where it ended, in one word for the report.
    enum Outcome: String {
        /// At its pattern, by the criterion of the activation.
        case recalled
        /// Most like its pattern, but not at it.
        case near
        /// Most like the inverse of its pattern.
        case inverse
        /// Most like another stored pattern, or its inverse.
        case other
        /// At the majority of three stored patterns.
        case mixture
        /// Like no stored pattern.
        case spurious
        /// Still changing when the steps were used up.
        case moving
        /// No unit had a field, so that nothing could be recalled.
        case idle
        /// No step was taken.
        case unmoved
        /// Compared with the nearest stored pattern, since the pattern it was made of is not known.
        case nearest
        /// There is nothing to compare with.
        case unknown
    }

    let name: String
    let outcome: Outcome
    /// The stored pattern it was made of.
    let target: Named?
    /// The stored pattern that it ended most like.
    let best: Named?
    /// The three stored patterns of a mixture.
    let parts: [String]
    let wrong: Int?
    /// Of graded states: the root mean square difference from that pattern, and how alike the two look as pictures.
    let error: Float?
    let structure: Float?
    let steps: Int32
    let stop: StopReason
    /// Energies of the cue and of the last state; not a number where unknown.
    let before: Float
    let after: Float

    /// What the cue shows, and what the stored pattern shows that it ended most like, where labels say so.
    let label: String?
    let bestLabel: String?

    /// Whether both show the same; nil where one is not known. An inverse shows nothing.
    var isHit: Bool? { label.flatMap { own in bestLabel.map { $0 == own && !isInverse } } }

    /// A stored pattern, and the final state's overlap with it: negative for the inverse.
    struct Named {
        let index: Int
        let name: String
        let overlap: Float
    }

    var isInverse: Bool { (best?.overlap ?? 0) < 0 }
}

/// Something in a file that is not as it should be, or that the programs do not know.
package struct Finding: Sendable, Equatable, CustomStringConvertible {
    /// The dataset, group or attribute; `/` for the file as a whole.
    package let place: String
    /// What is wrong, and what would be right.
    package let problem: String
    /// False for what may be right: a model of a user's own, or a damaged name of one of ours.
    package let isFault: Bool

    init(_ place: String, _ problem: String, isFault: Bool = true) {
        self.place = place
        self.isFault = isFault
        // Messages from below may name the place already.
        self.problem = problem.hasPrefix(place + ": ") ? String(problem.dropFirst(place.count + 2)) : problem
    }

    /// One line: `/weights: is 100×64, expected square`.
    package var description: String { "\(place): \(problem)" }
}

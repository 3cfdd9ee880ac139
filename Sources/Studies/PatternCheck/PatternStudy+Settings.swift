import Models
import Parameters

extension PatternStudy {
    public struct Settings: StudySettings {
        public static let parameters: [Parameter<Self>] = [
            .rule(\.rule, help: "learning rule for a patterns file (default: hebbian)"),
            Parameter("flip", \.flip, 0...1, help: "probability that a unit of a cue is inverted"),
            .trials(\.trials, help: "cues made of each pattern"),
            Parameter(
                "remedies", \.remedies,
                help: "where a pattern is not recalled, try what would help, which trains other memories"),
            Parameter(
                "remedy-work", \.remedyWork, 0...1e9,
                help:
                    "the most work on one remedy, in thousand million multiplications; a costlier one is named but not tried"
            ),
            .update(\.update),
            Parameter("steps", \.steps, 1...1_000_000, help: "the most steps of a relaxation"),
            .criterion(\.criterion), .seed(\.seed),
        ]
        public static let defaults = Self()

        /// Nil: Hebbian, or none for given weights.
        public var rule: RuleChoice?
        /// The probability that a unit of a cue is inverted.
        public var flip: Double
        /// Cues made of each pattern.
        public var trials: Int
        /// Whether to try what would help where a pattern is not recalled.
        public var remedies: Bool
        /// The most work on one remedy, in thousand million multiplications.
        public var remedyWork: Double
        public var update: UpdateOrder
        /// The most steps of a relaxation.
        public var steps: Int
        /// The overlap from which on a pattern counts as recalled.
        public var criterion: Double
        public var seed: Int

        public init(
            rule: RuleChoice? = nil, flip: Double = 0.1, trials: Int = 10, remedies: Bool = true,
            remedyWork: Double = 20, update: UpdateOrder = .asynchronous, steps: Int = 50, criterion: Double = 0.95,
            seed: Int = 0
        ) {
            (self.rule, self.flip, self.trials) = (rule, flip, trials)
            (self.remedies, self.remedyWork) = (remedies, remedyWork)
            (self.update, self.steps, self.criterion, self.seed) = (update, steps, criterion, seed)
        }
    }
}

import LearningRules
import Parameters

extension WindowStudy {
    public struct Settings: TimedSettings {
        public static let parameters: [Parameter<Self>] = [
            .rule(\.rule, none: "custom", help: "the rule, with parameters after colons"),
            Parameter(
                "weight", \.weight, word: "middle", -1e6...1e6,
                help: "weight at first; middle: of the rule's range"),
            Parameter("largest-lag", wholeTime: \.largestLag, 1...100_000, help: "time between the spikes, at most"),
            Parameter("lag-step", wholeTime: \.lagStep, 1...100_000, help: "time from one lag to the next"),
            Parameter("pairs", \.pairs, 1...1_000_000, help: "pairs of spikes at each lag"),
            Parameter("interval", wholeTime: \.interval, 0...1_000_000, help: "silent time between two pairs"),
            Parameter("synapses", \.synapses, 1...1_000_000, help: "synapses at each lag, each with noise of its own"),
            Parameter("time-step", \.timeStep, 1e-6...1e6, help: "length of a step in ms"),
            Parameter("seed", \.seed, 0...Int.max, help: "seed of the noise"),
        ]
        public static let defaults = Self()

        /// Nil for an experiment of one's own.
        public var rule: RuleChoice?
        /// The weight at first; nil for the middle of the rule's range.
        public var weight: Double?
        /// Time between the spikes, at most, and from one lag to the next.
        public var largestLag: StepQuantity
        public var lagStep: StepQuantity
        /// Pairs of spikes at each lag.
        public var pairs: Int
        /// Silent time between two pairs.
        public var interval: StepQuantity
        /// Synapses at each lag, each with noise of its own.
        public var synapses: Int
        /// In ms.
        public var timeStep: Double
        /// Of the noise of a rule.
        public var seed: Int

        public init(
            rule: RuleChoice? = RuleChoice(STDPRule()), weight: Double? = nil, largestLag: StepQuantity = 100,
            lagStep: StepQuantity = 1, pairs: Int = 1, interval: StepQuantity = 1000, synapses: Int = 1,
            timeStep: Double = 1, seed: Int = 0
        ) {
            (self.rule, self.weight, self.largestLag, self.lagStep) = (rule, weight, largestLag, lagStep)
            (self.pairs, self.interval, self.synapses) = (pairs, interval, synapses)
            (self.timeStep, self.seed) = (timeStep, seed)
        }
    }
}

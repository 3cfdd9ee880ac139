import LearningRules
import Neurons
import Parameters

extension SequenceStudy {
    public struct Settings: TimedSettings {
        public static let parameters: [Parameter<Self>] = [
            .rule(\.rule, help: "the rule, with its parameters and those of the units after colons"),
            Parameter(
                "presentations", \.presentations, 0...100_000, help: "how often the sequence is shown before a recall"),
            Parameter("cue-shares", \.cueShares, 0...1, help: "shares of the first group that are shown at recall"),
            Parameter("groups", \.groups, 2...10_000, help: "groups of units, shown one after the other"),
            Parameter("group-size", \.groupSize, 1...10_000, help: "units of a group"),
            Parameter("group-interval", wholeTime: \.groupInterval, 1...100_000, help: "time from a group to the next"),
            Parameter("pause", wholeTime: \.pause, 0...1_000_000, help: "silent time after each presentation"),
            Parameter(
                "jitter", time: \.jitter, 0...1_000_000,
                help: "standard deviation of the times at which spikes are shown"),
            Parameter("connectivity", \.connectivity, 0...1, help: "share of the possible connections that exist"),
            Parameter("time-step", \.timeStep, 1e-6...1e6, help: "length of a step in ms"),
            .trials(\.trials), .seed(\.seed),
        ]
        public static let defaults = Self()

        public var rule: RuleChoice
        public var presentations: [Int]
        /// Of the first group, the shares that fire at recall.
        public var cueShares: [Double]
        public var groups: Int
        public var groupSize: Int
        public var groupInterval: StepQuantity
        public var pause: StepQuantity
        public var jitter: StepQuantity
        public var connectivity: Double
        /// In ms.
        public var timeStep: Double
        public var trials: Int
        public var seed: Int

        /// Pairs that add up, of units that act on each other after 8 ms.
        private static let usualRule: STDPRule = {
            var rule = STDPRule(
                learningRate: 1, aPlus: 0.02, aMinus: 0.021, coincident: .neither,
                layer: MembraneDynamics(
                    membraneTime: .milliseconds(10), refractory: .milliseconds(60), delay: .milliseconds(8)),
                tauPlus: .milliseconds(5), tauMinus: .milliseconds(5))
            rule.weights.wMax = 0.5
            return rule
        }()

        public init(
            rule: RuleChoice? = nil, presentations: [Int] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
            cueShares: [Double] = [1, 0.6], groups: Int = 10, groupSize: Int = 20,
            groupInterval: StepQuantity = .milliseconds(10), pause: StepQuantity = .milliseconds(100),
            jitter: StepQuantity = .milliseconds(1), connectivity: Double = 0.5, timeStep: Double = 1, trials: Int = 5,
            seed: Int = 0
        ) {
            self.rule = rule ?? RuleChoice(Self.usualRule)
            (self.presentations, self.cueShares) = (presentations, cueShares)
            (self.groups, self.groupSize, self.groupInterval) = (groups, groupSize, groupInterval)
            (self.pause, self.jitter, self.connectivity) = (pause, jitter, connectivity)
            (self.timeStep, self.trials, self.seed) = (timeStep, trials, seed)
        }

        /// How many units a share of the first group is.
        func cueSize(_ share: Double) -> Int { Int((share * Double(groupSize)).rounded()) }
    }
}

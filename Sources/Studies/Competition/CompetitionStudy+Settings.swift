import LearningRules
import Parameters

extension CompetitionStudy {
    public struct Settings: TimedSettings {
        public static let parameters: [Parameter<Self>] = [
            .rule(\.rule, help: "the rule, with parameters after colons: stdp:tau-plus=20ms:tau-minus=20ms"),
            Parameter("rates", \.rates, 0...10_000, help: "rates of the excitatory inputs in Hz"),
            Parameter("seconds", \.seconds, 0.001...10_000_000, help: "time that is simulated in s"),
            Parameter("inputs", \.inputs, 1...1_000_000, help: "excitatory inputs"),
            Parameter("inhibitory-inputs", \.inhibitoryInputs, 0...1_000_000, help: "inhibitory inputs"),
            Parameter("inhibitory-rate", \.inhibitoryRate, 0...10_000, help: "their rate in Hz"),
            Parameter("time-step", \.timeStep, 1e-6...1e6, help: "length of a step in ms"),
            Parameter("coincident", \.coincident, help: Coincidence.help),
            Parameter(
                "delay", wholeTime: \.delay, 0...10_000,
                help: "time from an excitatory input spike, which pairs at once, to its effect on the neuron"),
            .trials(\.trials), .seed(\.seed),
        ]
        public static let defaults = Self()

        /// Of pairs of spikes; what spikes of one step do is said by `coincident`.
        public var rule: RuleChoice
        /// Of the excitatory inputs, in Hz.
        public var rates: [Double]
        /// Time that is simulated.
        public var seconds: Double
        public var inputs: Int
        public var inhibitoryInputs: Int
        /// In Hz.
        public var inhibitoryRate: Double
        /// In ms.
        public var timeStep: Double
        public var coincident: Coincidence
        /// Time from an excitatory input spike to its effect on the neuron.
        public var delay: StepQuantity
        public var trials: Int
        public var seed: Int

        public init(
            rule: RuleChoice = RuleChoice(STDPRule(learningRate: 1, tauPlus: 40, tauMinus: 40)),
            rates: [Double] = [10, 20, 40], seconds: Double = 4000, inputs: Int = 1000, inhibitoryInputs: Int = 200,
            inhibitoryRate: Double = 10, timeStep: Double = 0.5, coincident: Coincidence = .strengthen,
            delay: StepQuantity = 0, trials: Int = 1, seed: Int = 0
        ) {
            (self.rule, self.rates, self.seconds) = (rule, rates, seconds)
            (self.inputs, self.inhibitoryInputs, self.inhibitoryRate) = (inputs, inhibitoryInputs, inhibitoryRate)
            (self.timeStep, self.coincident, self.delay) = (timeStep, coincident, delay)
            (self.trials, self.seed) = (trials, seed)
        }
    }
}

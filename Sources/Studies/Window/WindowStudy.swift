// Aim: the learning window of a rule by spike timing, measured as in the experiment: pairs of spikes at a fixed lag.
//
//     dw(k) = change of the weight by a pair with the output spike k steps after the input spike
//
// Theory beside it, for one pair: k > 0: eta A+ f+(w) d+^k;  k < 0: -eta A- f-(w) d-^|k|;  k = 0: the first, both or none,
// by the rule's coincidence; less eta A- b at all lags where an input spike changes weights by itself. One pair of a rule of
// triplets shows their A2+ and A2- alone. Time constants are fitted, tau = -dt / slope of ln |dw| over k, where the changes
// of a side follow one exponential.
//
// Reference: G. Bi, M. Poo, J. Neurosci. 18, 10464 (1998); S. Song, K. D. Miller, L. F. Abbott, Nature Neurosci. 3, 919
// (2000).

import LearningRules
import Numerics
import Parameters

public struct WindowStudy: Study {
    public static let description = StudyDescription(
        name: "window", summary: "The learning window of a rule by spike timing.",
        method: [
            "Presents pairs of spikes at each lag to one synapse and measures the change of its weight, then fits the time constant of each side where it is one exponential. Repeated pairs of a rule of triplets mix four time constants, which are not fitted.",
            "Takes every rule of spikes; scaling rests meanwhile, and a reward is 1 at all times. To rule voltage the output is a neuron that is made to fire, while its input does not move it. Noise of a rule is that of each synapse: with several of them the change is their mean, and the share that ends above the middle of the range is told. An equation of one's own: --rule 'spike-equation:trace=r: tau=20ms on pre += 1:on-pre=w:on-post=w + eta*r'.",
        ],
        references: [
            "Bi, Poo, J. Neurosci. 18, 10464 (1998)", "Song, Miller, Abbott, Nature Neurosci. 3, 919 (2000)",
        ],
        quantities: [.finite("change of the weight")])

    public let settings: Settings
    /// The numbers of a cell, by the lag in steps: the change, and with several synapses the share above the middle.
    private let measure: @Sendable (Int) throws -> [Double]
    private let pairing: SpikePairing?
    private let bounds: ClosedRange<Float>?
    private let rate: Double
    /// Lags on either side, and the steps from one to the next.
    private let lags: Int
    private let lagStep: Int

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        guard let choice = settings.rule else {
            throw StudyError("rule", "is custom, an experiment of one's own in Swift, expected a rule by spike timing")
        }
        guard let given = choice.rule as? any LocalRule, Self.hasWindow(type(of: given)) else {
            let known = RuleRegistry.all.filter(Self.hasWindow).map { $0.description.name }
            throw StudyError(
                "rule \(choice.text) does not learn from spikes, expected one of \(known.joined(separator: ", "))")
        }
        self.settings = settings
        let rule = try Self.alone(given, choice.text, step: settings.timeStep)
        let stepwise = try settings.bySteps()
        (lagStep, lags) = (stepwise.lagStep.wholeSteps, stepwise.largestLag.wholeSteps / stepwise.lagStep.wholeSteps)
        let interval = stepwise.interval.wholeSteps
        guard settings.pairs <= (1 << 40) / (lags * lagStep + interval + 1) else {
            throw StudyError("\(settings.pairs) pairs take too many steps, expected fewer pairs or shorter intervals")
        }
        let experiment = RepeatedPairs(
            rule: rule, pairs: settings.pairs, interval: interval, weight: settings.weight.map { Float($0) },
            synapses: settings.synapses, seed: UInt64(settings.seed))
        let tellsShare = settings.synapses > 1
        measure = { lag in
            let (change, above) = try experiment.present(lag)
            return tellsShare ? [change, above] : [change]
        }
        pairing = (rule as? any PairingRule)?.pairing
        (bounds, rate) = (rule.weightBounds, rule.learningRate)
    }

    /// Whether pairs of spikes can be presented to a rule.
    package static func hasWindow(_ rule: any LearningRule.Type) -> Bool {
        (rule as? any LocalRule.Type)?.layerKind.isOfTimeSteps == true
    }

    /// Parameters of a rule while pairs are presented to it alone: scaling follows rates rather than timing, and the reward
    /// is 1 at all times.
    package static let still: [String: ParameterValue] = ["scaling-rate": .number(0), "reward-input": .integer(-1)]

    private static func alone<Rule: LocalRule>(_ rule: Rule, _ text: String, step: Double) throws -> any LocalRule {
        let own = rule.valuesByName
        do {
            return try Rule(own.merging(still.filter { own[$0.key] != nil }) { $1 }).bySteps(of: step)
        } catch let error as ParameterError { throw StudyError("rule \(text): \(error)") }
    }

    /// Any experiment of one's own.
    public init(largestLag: Int, timeStep: Double = 1, experiment: @escaping PairingExperiment) throws {
        settings = Settings(rule: nil, largestLag: StepQuantity(Double(largestLag)), timeStep: timeStep)
        (lags, lagStep) = (largestLag, 1)
        do { try settings.checkParameters() } catch let error as ParameterError { throw StudyError(error) }
        measure = { lag in [try experiment(lag)] }
        (pairing, bounds, rate) = (nil, nil, 1)
    }

    public var cellCount: Int { 2 * lags + 1 }
    public var quantityCount: Int { settings.synapses > 1 ? 2 : 1 }

    public func cell(_ index: Int) throws -> [Double] { try measure((index - lags) * lagStep) }

    // MARK: - Result

    public func result(_ cells: StudyCells) throws -> StudyResult {
        let times = (-lags...lags).map { Double($0 * lagStep) * settings.timeStep }
        let changes = stride(from: 0, to: cells.values.count, by: quantityCount).map { cells.values[$0] }
        var columns: [StudyColumn] = [
            .axis("lag", .numbers(times), units: "ms", description: "time of the output spike after the input spike"),
            StudyColumn("change", .numbers(changes), axes: ["lag"], description: "change of the weight by a pair"),
        ]
        if quantityCount > 1 {
            columns.append(
                StudyColumn(
                    "share_above", .numbers(stride(from: 1, to: cells.values.count, by: 2).map { cells.values[$0] }),
                    axes: ["lag"], description: "share of the synapses that end above the middle of the rule's range"))
        }
        if let theory { columns.append(theory) }
        let sides = Self.sides.map { side in
            (side, timeConstant(lags == 0 ? [] : (1...lags).map { changes[lags + side.sign * $0] }))
        }
        for (side, tau) in sides {
            columns.append(
                StudyColumn(
                    side.column, .numbers([tau]), axes: [], units: "ms",
                    description: "fitted time constant, \(side.words); nan where the side is not one exponential"))
        }
        let plot = StudyPlot(
            "window", title: "Learning window of \(settings.rule?.text ?? "custom")", x: "lag", y: ["change"],
            theory: theory == nil ? [] : ["change_theory"])
        return StudyResult(
            study: Self.description.name, columns: columns, plots: [plot], table: table(changes, times),
            findings: sides.map { finding($0.words, $1) })
    }

    private static let sides = [
        (sign: 1, column: "tau_plus", words: "input before output"),
        (sign: -1, column: "tau_minus", words: "output before input"),
    ]

    private func finding(_ side: String, _ tau: Double) -> String {
        if tau.isFinite { return "time constant, \(side): \(fixed(tau, 2)) ms" }
        let reason =
            mixesTriplets
            ? "repeated pairs mix the time constants of the triplets; one pair shows those of its pairs"
            : "the changes are not one exponential of the lag"
        return "no time constant, \(side): \(reason)"
    }

    /// Whether earlier pairs act on later ones with time constants of their own.
    private var mixesTriplets: Bool { pairing?.hasTriplets == true && settings.pairs > 1 }

    private func table(_ changes: [Double], _ times: [Double]) -> StudyTable {
        var table = StudyTable(["lag (ms)", "change"])
        for lag in [-50, -20, -10, -5, -1, 0, 1, 5, 10, 20, 50] where abs(lag) <= lags {
            table.add([fixed(times[lags + lag], 3), fixed(changes[lags + lag], 8)])
        }
        return table
    }

    private var theory: StudyColumn? {
        guard let pairing, settings.pairs == 1 else { return nil }
        let middle = settings.weight.map { Float($0) } ?? (pairing.bounds.lowerBound + pairing.bounds.upperBound) / 2
        let up = rate * Double(pairing.potentiation * pairing.dependence.strengthening(middle, pairing.bounds))
        let down = rate * Double(pairing.depression * pairing.dependence.weakening(middle, pairing.bounds))
        let changes = (-lags...lags).map { place in
            let lag = place * lagStep
            let strengthens = lag > 0 || lag == 0 && pairing.coincidence.strengthens
            let weakens = lag < 0 || lag == 0 && pairing.coincidence.weakens
            let potentiation = strengthens ? up * power(Double(pairing.preDecay), Double(lag)) : 0
            let found = weakens ? power(Double(pairing.postDecay), Double(-lag)) : 0
            return potentiation - down * (found + Double(pairing.inputOffset))
        }
        return StudyColumn(
            "change_theory", .numbers(changes), axes: ["lag"],
            description: "eta A+ d+^k for input before output, -eta A- d-^k for output before input, less eta A- b")
    }

    /// The time constant of one side in ms; NaN where its changes are not one exponential of the lag.
    ///
    /// - Parameter changes: at 1, 2, 3 ... steps.
    private func timeConstant(_ changes: [Double]) -> Double {
        guard !mixesTriplets else { return .nan }
        let limit = bounds.map { max(abs($0.lowerBound), abs($0.upperBound)).ulp } ?? 0
        let step = settings.timeStep * Double(lagStep)
        return ExponentialFit(changes, rounding: Double(limit))?.timeConstant(step: step) ?? .nan
    }
}

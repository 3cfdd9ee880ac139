// Aim: inputs that compete for the control of one neuron's spikes, by spike timing alone.
//
// Poisson inputs of one rate drive a conductance neuron; a rule by spike timing changes their weights, which all begin
// at the limit. Additive rules whose weakening outweighs their strengthening push weights to either limit, and keep the
// rate of the output in bounds whatever that of the inputs. Measured at the end of the time:
//     weights        their mean, the shares below .2 and above .8 of the limit, and a histogram
//     output rate    over the second half of the time
//
// Spikes of one step: A+ alone makes the sum over all pairs of strengthening (1 + d + d² + ...) and of weakening
// (d + d² + ...) differ by one term, 2.5 % at 20 ms and steps of .5 ms, half of the usual excess of A- over A+; with
// `both` there is no such difference, and `neither` takes the term from strengthening.
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000).

import LearningRules
import Numerics

public struct CompetitionStudy: Study {
    public static let description = StudyDescription(
        name: "competition", summary: "How inputs compete for one neuron by spike timing.",
        method: [
            "Drives a conductance-based integrate-and-fire neuron with excitatory Poisson inputs whose weights learn by spike timing, and inhibitory ones that do not, and measures the weights and the output rate that come about.",
            "Neuron: membrane 20 ms, rest -70, threshold -54, reset -60 mV, synapses 5 ms, reversal at 0 and -70 mV, conductances .015 (weight 1) and .05 of the leak. All weights begin at the rule's upper limit.",
            "Steps of half a millisecond are not short here: how spikes of one step count, --coincident, moves the balance of strengthening and weakening by half of the excess of A- over A+.",
        ],
        references: ["Song, Miller, Abbott, Nature Neurosci. 3, 919 (2000)"],
        quantities: Quantity.allCases.map(\.values) + (0..<bins).map { _ in .finite("share of weights in a bin") })

    public let settings: Settings
    var rates: [Double] { settings.rates }
    let cells: CellGrid
    private let rule: any PairingRule
    private let steps: Int
    /// In steps.
    private let delay: Int

    enum Quantity: Int, CaseIterable {
        case outputRate, meanWeight, weak, strong

        var values: StudyQuantity {
            switch self {
            case .outputRate: StudyQuantity("output rate", .number(0...1e9))
            case .meanWeight: .share("mean weight")
            case .weak: .share("share of weak weights")
            case .strong: .share("share of strong weights")
            }
        }
    }
    /// Bins of the histogram of weights.
    static let bins = 20
    static let mostSteps = 1 << 40

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        let rule = try Self.rule(settings)
        delay = try settings.bySteps().delay.wholeSteps
        do { try rule.validate(outputs: 1, inputs: 1) } catch let error as LearningError {
            throw StudyError("rule", "is \(settings.rule.text): \(error)")
        }
        self.rule = rule
        self.settings = settings
        let step = settings.timeStep
        for (name, rate) in settings.rates.map({ ("rates", $0) }) + [("inhibitory-rate", settings.inhibitoryRate)]
        where rate * step / 1000 >= 1 {
            throw StudyError(name, "is \(rate), expected less than one spike a step, \(1000 / step) Hz")
        }
        let count = settings.seconds * 1000 / step
        guard count >= 2, count <= Double(Self.mostSteps) else {
            throw StudyError("seconds", "is \(settings.seconds), expected 2 to \(Self.mostSteps) steps")
        }
        steps = Int(count)
        cells = CellGrid(settings.rates.count, settings.trials)
    }

    /// The rule with the study's own way of counting spikes of one step.
    private static func rule(_ settings: Settings) throws -> any PairingRule {
        let text = settings.rule.text
        guard let rule = try settings.rule.bySteps(of: settings.timeStep) as? any PairingRule, !rule.pairing.hasTriplets
        else {
            throw StudyError("rule", "is \(text), expected one that learns from pairs of spikes, such as stdp")
        }
        guard !rule.pairing.scheme.isOfSynapses else {
            throw StudyError("rule", "is \(text), expected pairing all-to-all or nearest")
        }
        for name in ["coincident", "delay"] where text.contains(":\(name)=") {
            throw StudyError("rule", "is \(text), expected no \(name) in it: that is a parameter of the study itself")
        }
        let choice = try RuleChoice(text + ":coincident=" + settings.coincident.rawValue)
        return try choice.bySteps(of: settings.timeStep) as? any PairingRule ?? rule
    }

    public var cellCount: Int { cells.count }
    public var conditionsOfTrials: Int? { cells.groupCount }
    public var quantityCount: Int { Quantity.allCases.count + Self.bins }

    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let (neuron, outputs) = simulate(rate: rates[place[0]], trial: place[1])
        let bounds = rule.pairing.bounds
        let (least, limit) = (Double(bounds.lowerBound), Double(bounds.upperBound))
        let shares = neuron.weights.map { (Double($0) - least) / (limit - least) }
        let count = Double(shares.count)
        var histogram = [Double](repeating: 0, count: Self.bins)
        for share in shares { histogram[min(Self.bins - 1, Int(share * Double(Self.bins)))] += 1 / count }
        let seconds = Double(steps - steps / 2) * settings.timeStep / 1000
        return [
            Double(outputs) / seconds, shares.reduce(0, +) / count, Double(shares.count { $0 < 0.2 }) / count,
            Double(shares.count { $0 > 0.8 }) / count,
        ] + histogram
    }

    /// The whole time at one rate.
    ///
    /// - Returns: the neuron at the end, and its spikes in the second half.
    private func simulate(rate: Double, trial: Int) -> (CompetingInputs, outputs: Int) {
        let seed = RandomStream.seed(UInt64(settings.seed), "competition", index: trial, key: rate.bitPattern)
        func poisson(_ count: Int, _ rate: Double, _ random: RandomStream) -> PoissonInputs {
            PoissonInputs(count: count, probability: rate * settings.timeStep / 1000, random: random)
        }
        var excitatory = poisson(settings.inputs, rate, RandomStream(seed: seed, purpose: "excitation"))
        var inhibitory = poisson(
            settings.inhibitoryInputs, settings.inhibitoryRate, RandomStream(seed: seed, purpose: "inhibition"))
        var neuron = CompetingInputs(
            inputs: settings.inputs, rule: rule, timeStep: settings.timeStep, delay: delay)
        var (spikes, inhibition): ([Int], [Int]) = ([], [])
        var outputs = 0
        for time in 0..<steps {
            excitatory.next(&spikes)
            inhibitory.next(&inhibition)
            if neuron.advance(spikes, inhibition: inhibition.count), time >= steps / 2 { outputs += 1 }
        }
        return (neuron, outputs)
    }
}

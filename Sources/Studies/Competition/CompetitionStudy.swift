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
        parameters: [
            StudyParameter(
                "rule", .texts(default: ["stdp:learning-rate=1:tau-plus=40:tau-minus=40"]),
                help: "the rule, with parameters after colons; its time constants count steps"),
            StudyParameter(
                "rates", .numbers(0...10_000, default: [10, 20, 40]), help: "rates of the excitatory inputs in Hz"),
            StudyParameter("seconds", .number(0.001...10_000_000, default: 4000), help: "time that is simulated in s"),
            StudyParameter("inputs", .integer(1...1_000_000, default: 1000), help: "excitatory inputs"),
            StudyParameter("inhibitory-inputs", .integer(0...1_000_000, default: 200), help: "inhibitory inputs"),
            StudyParameter("inhibitory-rate", .number(0...10_000, default: 10), help: "their rate in Hz"),
            StudyParameter("time-step", .number(1e-6...1e6, default: 0.5), help: "length of a step in ms"),
            StudyParameter(
                "coincident",
                .choice(Coincidence.allCases.map(\.rawValue), default: Coincidence.strengthen.rawValue),
                help: Coincidence.help),
            StudyParameter(
                "delay", .integer(0...10_000, default: 0),
                help: "steps from an excitatory input spike, which pairs at once, to its effect on the neuron"),
            StudyParameter("trials", .integer(1...1_000_000, default: 1), help: "independent repetitions"),
            StudyParameter("seed", .integer(0...Int.max, default: 0), help: "seed of all random numbers"),
        ])

    public let parameters: StudyParameters
    let rates: [Double]
    let cells: CellGrid
    private let rule: any SpikeRule
    private let steps: Int

    enum Quantity: Int, CaseIterable { case outputRate, meanWeight, weak, strong }
    /// Bins of the histogram of weights.
    static let bins = 20
    static let mostSteps = 1 << 40

    public init(_ given: StudyParameters, inputs: StudyInputs) throws {
        let names = given.texts("rule")
        guard names.count == 1 else { throw StudyError("rule is \(names.joined(separator: ",")), expected one rule") }
        let rule = try Self.rule(names[0], coincident: given.text("coincident"))
        do { try rule.validate(outputs: 1, inputs: 1) } catch let error as LearningError {
            throw StudyError("rule is \(names[0]): \(error)")
        }
        self.rule = rule
        parameters = given
        rates = given.numbers("rates")
        let step = given.number("time-step")
        for (name, rate) in rates.map({ ("rates", $0) }) + [("inhibitory-rate", given.number("inhibitory-rate"))]
        where rate * step / 1000 >= 1 {
            throw StudyError("\(name) is \(rate), expected less than one spike a step, \(1000 / step) Hz")
        }
        let count = given.number("seconds") * 1000 / step
        guard count >= 2, count <= Double(Self.mostSteps) else {
            throw StudyError("seconds is \(given.number("seconds")), expected 2 to \(Self.mostSteps) steps")
        }
        steps = Int(count)
        cells = CellGrid(rates.count, given.integer("trials"))
    }

    /// The rule with the study's own way of counting spikes of one step.
    private static func rule(_ text: String, coincident: String) throws -> any SpikeRule {
        guard let rule = try RuleChoice(text).rule as? any SpikeRule, !rule.pairing.hasTriplets else {
            throw StudyError("rule is \(text), expected one that learns from pairs of spikes, such as stdp")
        }
        for name in ["coincident", "delay"] where text.contains(":\(name)=") {
            throw StudyError("rule is \(text), expected no \(name) in it: that is a parameter of the study itself")
        }
        return try RuleChoice(text + ":coincident=" + coincident).rule as? any SpikeRule ?? rule
    }

    public var cellCount: Int { cells.count }
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
        let seconds = Double(steps - steps / 2) * parameters.number("time-step") / 1000
        return [
            Double(outputs) / seconds, shares.reduce(0, +) / count, Double(shares.count { $0 < 0.2 }) / count,
            Double(shares.count { $0 > 0.8 }) / count,
        ] + histogram
    }

    /// The whole time at one rate.
    ///
    /// - Returns: the neuron at the end, and its spikes in the second half.
    private func simulate(rate: Double, trial: Int) -> (CompetingInputs, outputs: Int) {
        let step = parameters.number("time-step")
        let seed = RandomStream.seed(
            UInt64(parameters.integer("seed")), "competition", index: trial, key: rate.bitPattern)
        func poisson(_ name: String, _ rate: Double, _ random: RandomStream) -> PoissonInputs {
            PoissonInputs(count: parameters.integer(name), probability: rate * step / 1000, random: random)
        }
        var excitatory = poisson("inputs", rate, RandomStream(seed: seed, purpose: "excitation"))
        var inhibitory = poisson(
            "inhibitory-inputs", parameters.number("inhibitory-rate"), RandomStream(seed: seed, purpose: "inhibition"))
        var neuron = CompetingInputs(
            inputs: parameters.integer("inputs"), rule: rule, timeStep: step,
            delay: parameters.integer("delay"))
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

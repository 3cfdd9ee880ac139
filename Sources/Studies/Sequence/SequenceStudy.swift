// Aim: how far and how exactly a recurrent network of spiking units recalls a sequence that it was shown.
//
// Groups of units are made to fire one after the other, again and again, while the connections between units learn. After
// some presentations a part of the first group alone is made to fire, and the first spike of each other unit is compared with
// the order and the times shown:
//
//     length   of the groups after the first, the share that fires in order: half of its units, later than the group before
//     order    Kendall's rank correlation of first spikes and groups, over all pairs of units of different groups
//     step     mean time from a group to the next as it is recalled;  error: rms difference from the times shown
//
// Theory for pairs that add up, from weights of 0 and at coincidence neither: a presentation adds eta A+ exp(-T / tau+) to
// connections to the next group, T the interval. Of K units a share p is connected to each unit of the next group, which fires
// once their sum reaches its threshold. From then on groups fire each other as they are shown, after the delay D, where that
// is shorter. For a cue of a share c of the first group:
//
//     n* = threshold / (K p eta A+) (exp(T / tau+) + (1/c - 1) exp(min(T, D) / tau+))
//
// Reference: W. Gerstner, R. Ritz, J. L. van Hemmen, Biol. Cybern. 69, 503 (1993); L. F. Abbott, K. I. Blum, Cereb. Cortex
// 6, 406 (1996).

import LearningRules
import Models
import Numerics
import Parameters
import Training

public struct SequenceStudy: Study {
    public static let description = StudyDescription(
        name: "sequence", summary: "How far and how exactly a sequence of spikes is recalled from its beginning.",
        method: [
            "Shows groups of units of a recurrent network of spiking units one after the other and lets the connections between them learn by spike timing. Then a share of the first group alone is shown, and the first spike of each other unit is compared with the order and the times shown.",
            "Theory tells from how many presentations on the second group follows the first, for rules of pairs that add up and pair all-to-all at --coincident neither. Connections have the delay of the rule's layer, and so has the recall; shown is one group in each --group-interval.",
        ],
        references: [
            "Gerstner, Ritz, van Hemmen, Biol. Cybern. 69, 503 (1993)", "Abbott, Blum, Cereb. Cortex 6, 406 (1996)",
        ],
        quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["cue", "presentations"],
                columns: ["cue", "presentations"] + StudyReport.measured("length", "order", "step", "timing_error")
                    + ["enough_theory"])
        ])

    public let settings: Settings
    let cells: CellGrid
    private let rule: any PairingRule
    private let shown: ShownSequence

    enum Quantity: Int, CaseIterable {
        case length, order, step, timing

        var values: StudyQuantity {
            switch self {
            case .length: .share("length")
            case .order: .overlap("order", canBeUnknown: true)
            case .step: .finite("step")
            case .timing: .finite("timing error")
            }
        }
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        guard let rule = try settings.rule.bySteps(of: settings.timeStep) as? any PairingRule,
            !rule.pairing.scheme.isOfSynapses
        else {
            throw StudyError(
                "rule", "is \(settings.rule.text), expected one of pairs of spikes, with pairing all-to-all or nearest")
        }
        self.rule = rule
        self.settings = settings
        shown = try ShownSequence(settings)
        cells = CellGrid(settings.trials)
        let possible = Double(shown.units) * Double(shown.units - 1)
        guard possible * settings.connectivity <= Self.mostConnections else {
            throw StudyError(
                "groups", "is \(settings.groups), expected fewer or smaller ones: there may be 10 million connections")
        }
    }

    private static let mostConnections = 1e7

    public var cellCount: Int { cells.count }
    public var quantityCount: Int { settings.cueShares.count * settings.presentations.count * Quantity.allCases.count }

    /// One trial: for each cue, for each number of presentations the quantities.
    public func cell(_ index: Int) throws -> [Double] {
        do { return try recalls(trial: index, by: rule) } catch let error as LearningError {
            throw StudyError("\(error)")
        }
    }

    private func recalls<Rule: PairingRule>(trial: Int, by rule: Rule) throws -> [Double] {
        let counts = settings.presentations
        var random = RandomStream(seed: seed(of: trial), purpose: "sequence jitter")
        var trainer = Trainer(try network(trial: trial, rule), rule)
        var found = [[[Double]]](repeating: [], count: counts.count)
        var presented = 0
        for place in counts.indices.sorted(by: { (counts[$0], $0) < (counts[$1], $1) }) {
            while presented < counts[place] {
                try trainer.train(shown.presentation(&random))
                presented += 1
            }
            var rested = trainer.model
            rested.initState()
            found[place] = try settings.cueShares.map { share in
                judgement.judge(try rested.respond(to: shown.beginning(of: settings.cueSize(share))))
            }
        }
        return settings.cueShares.indices.flatMap { cue in found.flatMap { $0[cue] } }
    }

    private var judgement: SequenceJudgement { SequenceJudgement(shown, delay: rule.layer.delaySteps) }

    private func seed(of trial: Int) -> UInt64 { RandomStream.seed(UInt64(settings.seed), "sequence", index: trial) }

    /// A network whose units fire when they are shown, and whose connections are 0.
    private func network(trial: Int, _ rule: any PairingRule) throws -> SpikingNetwork {
        var design = ModelDesign(inputs: shown.units, outputs: shown.units)
        design.seed = seed(of: trial)
        design.timeStep = settings.timeStep
        design.parameters = rule.modelParameters.merging([
            "connectivity": .number(settings.connectivity), "excitatory-weight": .number(0),
            "input-weight": .number(1.5 * max(0, Double(rule.layer.threshold))),
        ]) { $1 }
        do { return try SpikingNetwork(design: design) } catch let error as ModelError {
            throw StudyError("rule", "is \(settings.rule.text): \(error)")
        } catch let error as ParameterError { throw StudyError("rule", "is \(settings.rule.text): \(error)") }
    }

    /// n* for each cue, NaN where the limit of the weights is below what it takes; nil for a rule without such a theory.
    var enoughPresentations: [Double]? {
        let pairing = rule.pairing
        let threshold = Double(rule.layer.threshold)
        guard !pairing.hasTriplets, pairing.dependence.isNone, pairing.inputOffset == 0, pairing.potentiation > 0,
            pairing.coincidence == .neither, pairing.scheme == .allToAll, pairing.bounds.contains(0),
            rule.learningRate > 0, threshold > 0
        else { return nil }
        func presentations(_ sum: Double, lag: Int) -> Double {
            let change = rule.learningRate * Double(pairing.potentiation) * power(Double(pairing.preDecay), Double(lag))
            return sum / (Double(settings.groupSize) * settings.connectivity * change)
        }
        let replayed = min(shown.interval, max(1, rule.layer.delaySteps))
        return settings.cueShares.map { share in
            let size = Double(settings.cueSize(share))
            guard size * settings.connectivity * Double(pairing.bounds.upperBound) >= threshold else { return .nan }
            return presentations(threshold, lag: shown.interval)
                + presentations((Double(settings.groupSize) / size - 1) * threshold, lag: replayed)
        }
    }
}

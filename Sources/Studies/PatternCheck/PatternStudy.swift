// Aim: what a memory makes of the patterns it is to hold, which of them it cannot tell apart, and what would help.
//
// For each stored pattern x, as ±1, with fields h = W x:
//
//     overlap      m_q = x·x_q / N with every other pattern
//     energy       E = -1/2 x·W x + theta sum x
//     cross-talk   standard deviation of x_i h_i over the units, divided by its mean (Hebbian, random: sqrt(P/N))
//     margin       min_i x_i (h_i - theta) / |w_i|, the stability of Gardner; negative: not a fixed point
//     wrong bits   share of units with x_i (h_i - theta) < 0
//     recalled     share of damaged cues that end at the pattern
//
// Remedies are tried, not guessed: the patterns are stored by each candidate and recalled from the same damage.
//
// Reference: E. Gardner, Journal of Physics A 21, 257 (1988); D. J. Amit, Modeling Brain Function (1989).

import LearningRules
import Models
import Numerics
import Patterns

public struct PatternStudy: Study {
    public static let description = StudyDescription(
        name: "patterns", summary: "Which patterns a memory can tell apart, why not, and what would help.",
        method: [
            "Measures for every stored pattern its overlaps with the others, energy, cross-talk, stability margin and how often it is recalled from damaged cues.",
            "Where a pattern is not recalled, tries remedies on the same patterns and cues: the mean subtracted or kept, the most alike pattern left out, other rules; the cheapest first, until one recalls 95 % of all cues.",
        ],
        references: [
            "Gardner, Journal of Physics A 21, 257 (1988)", "Hopfield, Feinstein, Palmer, Nature 304, 158 (1983)",
        ],
        need: .memory(isRequired: true),
        quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["pattern"],
                columns: [
                    "pattern", "most_alike", "most_alike_overlap", "energy", "cross_talk", "margin", "wrong_bits",
                    "overlap", "recalled", "ends_at",
                ])
        ])

    public let settings: Settings
    let memory: Memory
    let overlaps: Matrix
    /// The memory under study, whose fields are looked at.
    let network: AmariHopfieldNetwork
    let remedies: [Remedy]
    /// Remedies that would take more work than is allowed.
    let costlyRemedies: [Remedy]
    /// What the memory is, as far as theories ask.
    let conditions: MemoryConditions
    private let norms: [Double]
    let outcomes = RemedyOutcomes()

    /// What is noted of each pattern; of a remedy the overlap and the share recalled, and in the place of the energy the
    /// number of patterns recalled, NaN where it was not tried.
    enum Quantity: Int, CaseIterable {
        case energy, crossTalk, margin, wrongBits, final, recalled, nearest

        var values: StudyQuantity {
            switch self {
            case .energy: .finite("energy")
            case .crossTalk: .finite("cross-talk")
            case .margin: .finite("margin")
            case .wrongBits: .share("share of wrong bits")
            case .final: .overlap("overlap", canBeUnknown: true)
            case .recalled: .share("share recalled", canBeUnknown: true)
            case .nearest: StudyQuantity("nearest pattern", .pattern)
            }
        }
    }

    /// The most patterns whose overlaps with each other are listed.
    static let largestCount = 4096

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        guard let patterns = inputs.patterns, patterns.count > 0 else {
            throw StudyError("no patterns to look at, expected a patterns file or weights that keep their patterns")
        }
        guard patterns.coding == .bipolar || patterns.coding == .binary else {
            throw StudyError("the patterns are \(patterns.coding.rawValue), expected bipolar or binary ones")
        }
        guard patterns.count <= Self.largestCount else {
            throw StudyError("there are \(patterns.count) patterns, expected at most \(Self.largestCount)")
        }
        var settings = settings
        let seed = UInt64(settings.seed)
        var network: AmariHopfieldNetwork
        if let given = inputs.network {
            guard settings.rule == nil else {
                throw StudyError("rule does not apply to given weights, expected patterns")
            }
            guard given.neurons == patterns.neurons else {
                throw StudyError("the patterns have \(patterns.neurons) units, the network \(given.neurons)")
            }
            network = given
        } else {
            let choice = settings.rule ?? RuleChoice(HebbianRule())
            settings.rule = choice
            network = try Memory.network(choice.rule, patterns, seed: seed)
        }
        network.activation = patterns.coding == .bipolar ? .sign : .step
        network.order = settings.update
        self.settings = settings
        self.network = network
        memory = Memory(network: network, patterns: patterns, seed: seed)
        overlaps = Overlap.matrix(patterns, patterns)
        norms = try RowNorms.of(network.weights)
        conditions = MemoryConditions(
            rule: settings.rule?.rule, patterns: RandomLikeness.kind(of: patterns), order: network.order)
        let candidates =
            settings.remedies
            ? try Remedy.candidates(for: patterns, rule: settings.rule, mostAlike: Self.mostAlike(overlaps, patterns))
            : []
        let most = settings.remedyWork * 1e9
        remedies = candidates.filter { $0.work(patterns, cues: settings.trials) <= most }
        costlyRemedies = candidates.filter { $0.work(patterns, cues: settings.trials) > most }
    }

    /// The pattern with the greatest sum of absolute overlaps with the others.
    private static func mostAlike(_ overlaps: Matrix, _ patterns: PatternSet) -> (index: Int, name: String)? {
        guard patterns.count > 1 else { return nil }
        let sums = (0..<patterns.count).map { overlaps.row($0).reduce(0) { $0 + abs($1) } }
        let index = sums.indices.max { sums[$0] < sums[$1] } ?? 0
        return (index, patterns.names[index])
    }

    public var cellCount: Int { memory.patterns.count + remedies.count }
    public var quantityCount: Int { Quantity.allCases.count }

    public func cell(_ index: Int) throws -> [Double] { try cell(index) { _ in } }

    public func cell(_ index: Int, tells: (_ task: String) -> Void) throws -> [Double] {
        let count = memory.patterns.count
        return try index < count ? pattern(index) : remedyOutcome(index - count, tells)
    }

    // MARK: - A pattern

    private func pattern(_ index: Int) throws -> [Double] {
        let alone = memory.patterns.selecting([index])
        let state = alone.row(0)
        let signs = state.map { $0 > 0 ? 1.0 : -1.0 }
        let fields = try network.fields(of: alone).values.map { Double($0) }
        let threshold = Double(network.threshold)
        let aligned = signs.indices.map { signs[$0] * (fields[$0] - threshold) }
        let coupling = state.indices.reduce(0.0) { $0 + Double(state[$1]) * fields[$1] }
        let bias = state.reduce(0.0) { $0 + Double($1) }
        let mean = aligned.reduce(0, +) / Double(aligned.count)
        let square = aligned.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(aligned.count)
        let margins = aligned.indices.map { norms[$0] == 0 ? 0 : aligned[$0] / norms[$0] }
        let wrong = Double(aligned.count { $0 < 0 }) / Double(aligned.count)
        let (final, recalled, nearest) = try recall(memory, index)
        return [
            -coupling / 2 + threshold * bias, mean == 0 ? .nan : square.squareRoot() / mean, margins.min() ?? .nan,
            wrong,
            final, recalled, Double(nearest),
        ]
    }

    /// Relaxes damaged cues of one pattern: mean final overlap, share recalled, where most cues end.
    func recall(_ memory: Memory, _ index: Int) throws -> (overlap: Double, recalled: Double, nearest: Int) {
        let trials = settings.trials
        let copies = memory.patterns.selecting([Int](repeating: index, count: trials))
        let seed = RandomStream.seed(memory.seed, "damage", index: index)
        let cues = try copies.damaged(by: [.flip(probability: settings.flip)], seed: seed)
        let final = try memory.relax(cues, steps: settings.steps, purpose: UInt64(index)).final
        let overlaps = Overlap.matrix(final, memory.patterns)
        var votes = [Int](repeating: 0, count: memory.patterns.count)
        var (sum, recalled) = (0.0, 0)
        for trial in 0..<trials {
            let row = overlaps.row(trial)
            votes[Overlap.best(row, target: index) ?? index] += 1
            sum += Double(row[index])
            if Double(row[index]) >= settings.criterion { recalled += 1 }
        }
        let most = votes.max()
        let nearest = votes[index] == most ? index : votes.firstIndex { $0 == most } ?? index
        return (sum / Double(trials), Double(recalled) / Double(trials), nearest)
    }
}

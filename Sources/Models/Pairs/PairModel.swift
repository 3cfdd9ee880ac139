// Aim: memories in which each pattern, a key, recalls its partner, a target, and the other way.
//
//     y <- answer of the memory to x,   x <- answer of the memory to y,   to and fro until both rest
//
// Reference: B. Kosko, IEEE Trans. Syst. Man Cybern. 18, 49 (1988).

import Numerics
import Patterns

/// A memory of pairs, whose partners may be of another size and coding.
public protocol PairModel: Model where Response == PairRecall {
    /// [pair, unit]; none at first.
    var keys: PatternSet { get }
    /// [pair, unit]: the keys themselves where patterns recall themselves.
    var targets: PatternSet { get }
    /// The key that the next update answers.
    var cue: [Float] { get set }
    /// The last answer.
    var state: [Float] { get set }

    /// The memory of these pairs and what it stores already.
    ///
    /// - Parameter targets: nil for patterns that recall themselves.
    /// - Throws: an error that says what the patterns do not allow.
    func storing(_ keys: PatternSet, _ targets: PatternSet?, workers: Workers) throws -> Self

    /// What the targets answer to cues, [cue, unit of a target]; units that nothing decides keep what they are.
    ///
    /// - Throws: `RecallError` for cues of another length or coding.
    func answers(to cues: PatternSet, keeping previous: PatternSet?, workers: Workers) throws -> PatternSet
    /// What the keys answer to targets, [cue, unit of a key], likewise.
    func returned(by answers: PatternSet, keeping cues: PatternSet, workers: Workers) throws -> PatternSet
    /// The same memory with what the way back takes made once; itself unless the model says otherwise.
    ///
    /// - Throws: `SeparationError` for targets that cannot be keys.
    func preparingWayBack(workers: Workers) throws -> Self

    /// What a person should know of how it answers, in sentences.
    var remarks: [String] { get }
}

/// Where cues led in a memory of pairs.
public struct PairRecall: Sendable {
    /// The partners, [cue, unit of a target].
    public let answers: PatternSet
    /// Where the cues came to rest to and fro, [cue, unit of a key]; the cues themselves one way.
    public let cues: PatternSet
    /// The rounds that changed anything.
    public let steps: [Int32]
    /// `limit` where a cue or its answer still changed in the last round.
    public let stop: [StopReason]
    /// The answers after each round, [cue, round, unit of a target]; nil unless asked for.
    public let history: PatternSet?
    /// Rounds in `history`.
    public let rounds: Int
}

extension PairModel {
    public var inputCount: Int { keys.neurons }
    public var outputCount: Int { targets.neurons }
    public var remarks: [String] { [] }
    public func preparingWayBack(workers: Workers) throws -> Self { self }

    public mutating func initState() {
        cue = [Float](repeating: 0, count: inputCount)
        state = [Float](repeating: 0, count: outputCount)
    }

    /// The state becomes the answer to the cue.
    public mutating func update(_ random: inout RandomStream) {
        guard let answer = try? answers(to: keys.single(cue), keeping: nil, workers: .single) else {
            preconditionFailure("a cue of the memory's own coding")
        }
        state = answer.row(0)
    }

    public func respond(to inputs: PatternSet, _ setting: ResponseSetting = ResponseSetting()) throws -> PairRecall {
        var options = RecallOptions()
        options.workers = setting.workers
        options.progress = setting.progress
        return try recall(inputs, toAndFro: false, options: options)
    }

    public func respond(to input: [Float], _ setting: ResponseSetting = ResponseSetting()) throws -> [Float] {
        guard input.count == inputCount else {
            throw RecallError(description: "the cue has \(input.count) units, expected \(inputCount)")
        }
        return try respond(to: keys.single(input), setting).answers.row(0)
    }

    /// The partners of cues, or where cues and partners come to rest.
    ///
    /// - Parameters:
    ///   - cues: [cue, unit of a key]; 0 in a bipolar cue is a hidden unit.
    ///   - toAndFro: whether answers are answered in turn, at most `options.steps` rounds.
    /// - Throws: `RecallError` for cues of another length or coding; `SeparationError` for targets that cannot be keys.
    public func recall(_ cues: PatternSet, toAndFro: Bool, options: RecallOptions) throws -> PairRecall {
        let memory = toAndFro ? try preparingWayBack(workers: options.workers) : self
        var states = cues
        var answers = try answers(to: cues, keeping: nil, workers: options.workers)
        var history = [answers]
        var steps = [Int32](repeating: 1, count: cues.count)
        var moving = [Bool](repeating: false, count: cues.count)
        if toAndFro, options.steps > 0 {
            for round in 1...options.steps {
                let returned = try memory.returned(by: answers, keeping: states, workers: options.workers)
                moving = (0..<cues.count).map { !returned.isClose(to: states, row: $0) }
                states = returned
                if round == options.steps || !moving.contains(true) { break }
                let next = try self.answers(to: states, keeping: answers, workers: options.workers)
                for cue in moving.indices where moving[cue] || !next.isClose(to: answers, row: cue) {
                    steps[cue] = Int32(round + 1)
                }
                answers = next
                if options.keepsHistory { history.append(answers) }
                options.progress?(round, moving.count { $0 }, .nan)
            }
        }
        return PairRecall(
            answers: answers, cues: states, steps: steps, stop: moving.map { $0 ? .limit : .fixedPoint },
            history: options.keepsHistory ? Self.joined(history) : nil,
            rounds: options.keepsHistory ? history.count : 1)
    }

    /// Answers round by round as [cue, round, unit].
    private static func joined(_ rounds: [PatternSet]) -> PatternSet {
        let count = rounds[0].count
        let all = rounds.dropFirst().reduce(rounds[0]) { $0.appending($1) }
        let order = (0..<count).flatMap { cue in rounds.indices.map { $0 * count + cue } }
        return all.replacingValues(all.selecting(order).values)
    }
}

extension PatternSet {
    /// One state in the coding of these patterns.
    func single(_ values: [Float]) -> PatternSet {
        let coded: Values =
            switch coding {
            case .real: .reals(values)
            case .grey: .levels(values.map { UInt8(min(255, max(0, ($0 * 255).rounded()))) })
            case .bipolar, .binary, .spikes: .integers(values.map { Int8($0) })
            }
        return PatternSet(coding: coding, neurons: neurons, values: coded, geometry: geometry)
    }

    /// Whether one row is that of another set, real ones but for changes that count as none.
    func isClose(to other: PatternSet, row index: Int) -> Bool {
        let range = index * neurons..<(index + 1) * neurons
        switch (values, other.values) {
        case (.integers(let own), .integers(let others)): return own[range] == others[range]
        case (.levels(let own), .levels(let others)): return own[range] == others[range]
        default: return zip(row(index), other.row(index)).allSatisfy { abs($0 - $1) <= Recall.tolerance }
        }
    }
}

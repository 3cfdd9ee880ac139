// Aim: the associative memory whose patterns are its weights.
//
//     answer = V^T share( sim(X, s) )
//
// X keys, one pattern a row; V values, the keys themselves, or other patterns that answer for them; s state; sim and
// share from `Similarity` and `Separation`. Hebb's memory is the linear case. P·N numbers are all that is kept.
//
//     patterns of ±1 (0 and 1 are read as -1 and +1)   each unit takes the value of less energy, see `OverlapMemory`
//     real patterns                                    s <- answer, all units at once
//     sequences                                        the values are the patterns that follow, see `SequenceSettings`
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29, 1172 (2016); H. Ramsauer and others, ICLR (2021); B. Millidge and
// others, ICML 162, 15561 (2022).

import Numerics
import Patterns
import Separations

public struct DenseAssociativeMemory: ClampableModel {
    public static let kind = "dense-memory"

    public let keys: PatternSet
    /// What answers for each key, where that is not the key.
    public let otherValues: PatternSet?
    /// Whether and how patterns lead to one another, the next one the value of each.
    public let sequence: SequenceSettings?
    /// With beta chosen.
    public let separation: any Separation
    public let similarity: Similarity
    /// As they were given: beta may still have to be chosen, and the similarity to follow from the coding.
    let givenSeparation: any Separation
    let givenSimilarity: Similarity?
    public var order: UpdateOrder
    public var recallOptions = RecallOptions()
    public var clamped: [Bool]?
    public var state: [Float] { didSet { past = [] } }

    /// States before the present one, as far back as the delay of a sequence.
    var past: [[Float]] = []
    /// Of patterns of two values.
    let overlapMemory: OverlapMemory?
    /// Of sequences of them.
    let sequenceStep: SequenceStep?

    /// A memory of patterns, its state all 0.
    ///
    /// - Parameters:
    ///   - keys: [pattern, unit], without hidden units; none for a memory that is still to store some.
    ///   - values: what answers for each key, where that is not the key.
    ///   - sequence: where each pattern leads to the next; without `values`.
    ///   - separation: beta is chosen from the keys where it has none, see `AutomaticBeta`.
    ///   - similarity: nil for dot of patterns of two values and euclidean of real ones.
    ///   - order: of updates; real patterns know `synchronous` alone.
    ///   - workers: threads that choose beta.
    /// - Throws: `SeparationError` for what patterns of the coding do not allow.
    public init(
        _ keys: PatternSet, answering values: PatternSet? = nil, sequence: SequenceSettings? = nil,
        separation: any Separation,
        similarity: Similarity? = nil, order: UpdateOrder = .synchronous, workers: Workers = .single
    ) throws {
        try self.init(
            keys, answering: values, sequence: sequence, separation: separation, similarity: similarity, order: order,
            choosingBeta: keys.count > 0, workers: workers)
    }

    /// - Parameter choosingBeta: false where the memory stores more before it answers.
    init(
        _ keys: PatternSet, answering values: PatternSet?, sequence: SequenceSettings?, separation: any Separation,
        similarity: Similarity?, order: UpdateOrder, choosingBeta: Bool, workers: Workers
    ) throws {
        let isGraded = keys.coding.isGraded || values?.coding.isGraded == true
        let measure = similarity ?? (isGraded ? .euclidean : .dot)
        precondition(sequence == nil || values == nil, "the values of a sequence are its patterns")
        if keys.count > 0 {
            try Self.check(keys, values)
            if isGraded { try Self.checkGraded(order) } else { try Self.checkTwoValued(keys, separation, measure) }
            if let sequence { try Self.check(sequence, keys, order) }
        }
        (givenSeparation, givenSimilarity) = (separation, similarity)
        self.keys = keys
        self.sequence = sequence
        otherValues = values
        self.similarity = measure
        self.order = order
        state = [Float](repeating: 0, count: keys.neurons)
        self.separation =
            choosingBeta
            ? try AutomaticBeta.chosen(separation, for: keys, measure, isGraded: isGraded, workers) : separation
        let memory = isGraded || !choosingBeta ? nil : Self.overlapMemory(keys, values, self.separation)
        overlapMemory = memory
        sequenceStep = memory.flatMap { memory in sequence.map { SequenceStep(memory, $0) } }
    }

    private static func check(_ sequence: SequenceSettings, _ keys: PatternSet, _ order: UpdateOrder) throws {
        guard keys.count > 1 else {
            throw SeparationError("a sequence of \(keys.count) pattern leads nowhere, expected at least two")
        }
        guard order == .synchronous else {
            throw SeparationError("a sequence updates all units at once, expected sync")
        }
        if keys.coding.isGraded, sequence.symmetric != 0 {
            throw SeparationError(
                "symmetric is \(sequence.symmetric), which holds patterns of two values; expected 0 for "
                    + "\(keys.coding.rawValue) ones")
        }
    }

    static func overlapMemory(
        _ keys: PatternSet, _ values: PatternSet?, _ separation: any Separation
    ) -> OverlapMemory? {
        guard let function = separation.ofOverlaps(patterns: keys.count), let bits = keys.packed else { return nil }
        return OverlapMemory(function, keys: bits, otherAnswers: values?.packed)
    }

    private static func check(_ keys: PatternSet, _ values: PatternSet?) throws {
        if let values, values.count != keys.count {
            throw SeparationError("\(keys.count) keys have \(values.count) values, expected one each")
        }
        for patterns in [keys] + (values.map { [$0] } ?? []) where patterns.hasHiddenUnits {
            throw SeparationError("a stored pattern has hidden units (0), expected -1 and +1")
        }
    }

    static func checkGraded(_ order: UpdateOrder) throws {
        guard order == .synchronous else {
            throw SeparationError("a memory of graded patterns updates all units at once, expected sync")
        }
    }

    private static func checkTwoValued(
        _ keys: PatternSet, _ separation: any Separation, _ similarity: Similarity
    ) throws {
        let name = type(of: separation).description.name
        guard separation.withAnyBeta.ofOverlaps(patterns: keys.count) != nil else {
            let names = SeparationRegistry.all.filter { $0.isOfOverlaps }.map { $0.description.name }
            throw SeparationError(
                "separation \(name) is of graded patterns, and these are \(keys.coding.rawValue); expected "
                    + names.joined(separator: ", "))
        }
        guard similarity == .dot else {
            throw SeparationError(
                "similarity \(similarity.rawValue) is of graded patterns, and these are \(keys.coding.rawValue), of which "
                    + "all similarities are the overlap; expected dot")
        }
    }

    /// `sign` of ±1, `step` of 0/1, `identity` of graded patterns, whatever is set: it follows from what is stored.
    public var activation: Activation {
        get { overlapMemory == nil ? .identity : Self.usualActivation(for: keys.coding) }
        set {}
    }

    public static func supports(_ activation: Activation) -> Bool { [.sign, .step, .identity].contains(activation) }
    /// Any of patterns of two values; graded ones update all units at once.
    public static func supports(_ order: UpdateOrder) -> Bool { true }
    public static func usualActivation(for coding: Coding) -> Activation {
        coding.isGraded ? .identity : coding == .bipolar ? .sign : .step
    }

    public var neurons: Int { keys.neurons }
    public var inputCount: Int { neurons }
    public var outputCount: Int { values.neurons }
    public var values: PatternSet { otherValues ?? keys }

    /// A sequence with a delay may leave a state that stayed.
    public var restsWhereItStays: Bool { (sequence?.delay ?? 0) == 0 }

    public var followers: [Int]? { sequence?.followers(of: keys.count) }

    public mutating func initState() { state = [Float](repeating: 0, count: neurons) }
}

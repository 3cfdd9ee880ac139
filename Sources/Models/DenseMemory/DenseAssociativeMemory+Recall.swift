import Numerics
import Patterns

extension DenseAssociativeMemory {
    /// Patterns of two values trial by trial with overlaps kept, real ones as matrix products of all cues.
    ///
    /// - Precondition: the values are the keys, or follow them in a sequence.
    public func recall(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        precondition(otherValues == nil, "a memory that answers with its keys")
        try checkCues(cues)
        guard keys.count > 0 else {
            throw RecallError(description: "the memory has no patterns, expected at least one")
        }
        if overlapMemory == nil || sequence != nil { try Self.checkGraded(order) }
        // A goal is looked for state by state, and there is no temperature to change.
        if options.goal != nil || options.annealing != nil { return try recallStepByStep(cues, options: options) }
        if let overlapMemory {
            return OverlapRecall(
                overlapMemory, order: order, sequence: sequenceStep, clamped: clamped, options: options
            ).run(cues)
        }
        let likenesses = Likenesses(keys, similarity)
        let answers = GradedAnswers(
            likenesses, values: values, followers: followers, separation: separation, workers: options.workers)
        let first = clamped.map { known in
            GradedAnswers(
                Likenesses(keys, similarity, known: known), values: values,
                followers: followers, separation: separation, workers: options.workers)
        }
        let energy = sequence == nil && clamped == nil ? GradedEnergy(similarity: similarity) : nil
        let recall = GradedRecall(
            answers, first: first, energy: energy, delay: sequence?.delay ?? 0, clamped: clamped, options: options
        ).run(cues)
        try keys.storedLevels?.check()
        return recall
    }

    /// What the values answer to each cue, [cue, unit of a value] in their coding; units that nothing decides keep what
    /// they are, +1 where nothing is given.
    ///
    /// - Parameters:
    ///   - cues: [cue, unit of a key] in the coding of the keys; 0 in a bipolar cue is a hidden unit.
    ///   - previous: what units are before, [cue, unit of a value].
    /// - Throws: `RecallError` for cues of another length or coding.
    public func answers(
        to cues: PatternSet, keeping previous: PatternSet? = nil, workers: Workers = .single
    ) throws -> PatternSet {
        try checkCues(cues)
        precondition(previous.map { $0.count == cues.count && $0.neurons == outputCount } ?? true, "one a cue")
        if let overlapMemory { return twoValuedAnswers(overlapMemory, cues, previous, workers) }
        let answers = GradedAnswers(
            Likenesses(keys, similarity), values: values, followers: followers,
            separation: separation, workers: workers)
        let states = cues.matrix.values
        var result = [Float](repeating: 0, count: cues.count * outputCount)
        states.withUnsafeBufferPointer { states in
            result.withUnsafeMutableBufferPointer { result in
                guard let states = states.baseAddress, let result = result.baseAddress else { return }
                _ = answers.fill(states, count: cues.count, width: cues.neurons, into: result)
            }
        }
        return values.coded(result, keeping: previous)
    }

    private func twoValuedAnswers(
        _ memory: OverlapMemory, _ cues: PatternSet, _ previous: PatternSet?, _ workers: Workers
    ) -> PatternSet {
        let (width, isBinary) = (outputCount, values.coding != .bipolar)
        var result = [Int8](repeating: 1, count: cues.count * width)
        result.withUnsafeMutableBufferPointer { buffer in
            let result = SharedPointer(buffer)
            workers.forEach(cues.count) { cue in
                let state = TwoPlanes(cues, row: cue)
                let before =
                    previous.map { TwoPlanes($0, row: cue) }
                    ?? TwoPlanes([Int8](repeating: 1, count: width), isBinary: false)
                let answer = OverlapStep(memory, state, memory.overlaps(state)).next(keeping: before)
                for (unit, value) in answer.values(isBinary: isBinary).enumerated() {
                    result.base[cue * width + unit] = value
                }
            }
        }
        return PatternSet(
            coding: values.coding, neurons: width, values: .integers(result), names: cues.givenNames,
            geometry: values.geometry)
    }
}

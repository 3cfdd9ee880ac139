// The plain path: one state, pattern by pattern in Double, which the fast one is held to.

import Numerics
import Patterns
import Separations

extension DenseAssociativeMemory {
    /// What U of a separation is part of, see `Separation.share`.
    struct GradedEnergy: Sendable {
        let similarity: Similarity

        /// U + s·s / 2 (dot), U (euclidean), NaN where there is no energy.
        func value(_ part: Double, _ state: UnsafePointer<Float>, _ count: Int) -> Double {
            switch similarity {
            case .dot: part + BlockKernels.squareSum(state, count: count) / 2
            case .euclidean: part
            case .cosine, .manhattan: .nan
            }
        }
    }

    /// The energy of the state, which no step raises; NaN for a memory that has none.
    public var energy: Double {
        if sequence != nil || clamped != nil && overlapMemory == nil { return .nan }
        if let overlapMemory {
            return overlaps(state).withUnsafeBufferPointer { overlapMemory.function.energy($0, neurons: neurons) }
        }
        return GradedEnergy(similarity: similarity).value(shares().energy, state, neurons)
    }

    /// One update of all units, at once or one after the other.
    public mutating func update(_ random: inout RandomStream) {
        guard sequence == nil else { return follow() }
        guard let overlapMemory else {
            let before = state
            move(to: answer(knowing: past.isEmpty ? clamped : nil))
            past = [before]
            return
        }
        let (units, size) = (order.units(neurons, &random), order.unitsAtOnce(of: neurons))
        var now = overlaps(state)
        for first in stride(from: 0, to: neurons, by: size) {
            let (before, block) = (state, units[first..<min(neurons, first + size)])
            let signs = block.map { overlapMemory.sign(of: $0, own: sign(state[$0]), now) }
            for (unit, sign) in zip(block, signs) where sign != 0 && clamped?[unit] != true {
                state[unit] = value(sign)
            }
            if state != before { now = overlaps(state) }
        }
    }

    /// Takes a state, but for units that are held.
    private mutating func move(to next: [Float]) {
        guard let clamped else {
            state = next
            return
        }
        state = next.indices.map { clamped[$0] ? state[$0] : next[$0] }
    }

    /// One step of a sequence.
    private mutating func follow() {
        var past = past + [state]
        if past.count > (sequence?.delay ?? 0) + 1 { past.removeFirst() }
        var next = state
        if let sequenceStep {
            let (now, seen) = (overlaps(state), Array(overlaps(past[0]).prefix(sequenceStep.following.patterns)))
            let steps = sequenceStep.own.steps
            let scale = max(steps.scale(now), steps.scale(seen))
            for unit in next.indices {
                let field = sequenceStep.field(of: unit, own: sign(state[unit]), now, seen, scale)
                if field != 0 { next[unit] = value(field > 0 ? 1 : -1) }
            }
        } else {
            var earlier = self
            earlier.state = past[0]
            next = earlier.answer()
        }
        move(to: next)
        self.past = past
    }

    /// V^T share(sim(X, s)) of real patterns.
    ///
    /// - Parameter known: units that alone say how like the state is; nil for all.
    public func answer(knowing known: [Bool]? = nil) -> [Float] {
        let (shares, followers) = (shares(known).values, followers)
        var sums = [Double](repeating: 0, count: values.neurons)
        for pattern in shares.indices where shares[pattern] != 0 {
            let row = values.row(followers?[pattern] ?? pattern)
            for (unit, value) in row.enumerated() { sums[unit] += shares[pattern] * Double(value) }
        }
        return sums.map { Float($0) }
    }

    private func shares(_ known: [Bool]? = nil) -> (values: [Double], energy: Double) {
        let shown = state.indices.map { known?[$0] == false ? 0 : Double(state[$0]) }
        let compared = known.map { self.keys.showing($0) } ?? keys
        var likenesses = (0..<(followers?.count ?? keys.count)).map { similarity.of(compared.row($0), shown) }
        let energy = likenesses.withUnsafeMutableBufferPointer { separation.share($0) }
        return (likenesses, energy ?? .nan)
    }

    /// x_p·s with values as -1, 0 and 1.
    private func overlaps(_ state: [Float]) -> [Int32] {
        (0..<keys.count).map { pattern in
            zip(keys.row(pattern), state).reduce(0) { $0 + Int32(sign($1.0) * sign($1.1)) }
        }
    }

    /// A value of the coding as -1, 0 or 1.
    private func sign(_ value: Float) -> Int { keys.coding == .bipolar ? Int(value) : value > 0 ? 1 : -1 }

    private func value(_ sign: Int) -> Float { keys.coding == .bipolar ? Float(sign) : sign > 0 ? 1 : 0 }
}

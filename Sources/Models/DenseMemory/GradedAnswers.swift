// Aim: the answers of a memory of real patterns to a batch of states.
//
//     A = share(sim(S, X)) V        S states, one a row; X keys; V values
//
// Two matrix products and what lies between them. States are taken so many at a time that their likenesses fill a block.
// Where few patterns have a share, as most often they do, the second product is the sum of these few rows.

import Numerics
import Patterns
import Separations

struct GradedAnswers: Sendable {
    private let likenesses: Likenesses
    private let values: PatternRows
    /// The position of the value of each of the first keys, where it is another.
    private let followers: [Int]?
    private let separation: any Separation
    private let workers: Workers
    /// Units of one task of the second product.
    private static let width = 1024

    init(
        _ likenesses: Likenesses, values: PatternSet, followers: [Int]? = nil, separation: any Separation,
        workers: Workers
    ) {
        (self.likenesses, self.separation, self.workers) = (likenesses, separation, workers)
        self.followers = followers
        self.values = PatternRows(values)
    }

    /// States of one batch: their likenesses take 16 MiB at most.
    static func batch(patterns: Int) -> Int { max(1, min(256, (1 << 22) / max(1, patterns))) }

    /// Writes the answers, [state, unit], and returns U of every state, NaN where there is none.
    func fill(
        _ states: UnsafePointer<Float>, count: Int, width: Int, into out: UnsafeMutablePointer<Float>
    ) -> [Double] {
        let batch = Self.batch(patterns: values.count)
        let shares = Workspace<Float>(count: min(batch, count) * values.count)
        var energies: [Double] = []
        for first in stride(from: 0, to: count, by: batch) {
            let size = min(batch, count - first)
            likenesses.fill(states + first * width, count: size, into: shares.base, workers: workers)
            let (parts, sparse) = share(shares.base, size)
            energies += parts
            combine(shares.base, size, sparse, into: out + first * values.width)
        }
        return energies
    }

    /// The patterns that have a share, where they are few.
    private typealias Few = [(pattern: Int, share: Float)]

    /// Likenesses become shares. Also U of each state.
    private func share(_ rows: UnsafeMutablePointer<Float>, _ count: Int) -> ([Double], [Few?]) {
        var energies = [Double](repeating: .nan, count: count)
        var sparse = [Few?](repeating: nil, count: count)
        let (patterns, keys) = (values.count, followers?.count ?? values.count)
        nonisolated(unsafe) let rows = rows
        energies.withUnsafeMutableBufferPointer { energies in
            sparse.withUnsafeMutableBufferPointer { sparse in
                let (energies, sparse) = (SharedPointer(energies), SharedPointer(sparse))
                workers.forEach(count) { state in
                    let row = rows + state * patterns
                    withUnsafeTemporaryAllocation(of: Double.self, capacity: keys) { wide in
                        for pattern in 0..<keys { wide[pattern] = Double(row[pattern]) }
                        energies.base[state] = separation.share(wide) ?? .nan
                        if followers != nil { row.update(repeating: 0, count: patterns) }
                        var few: Few = []
                        for pattern in 0..<keys {
                            let (place, value) = (followers?[pattern] ?? pattern, Float(wide[pattern]))
                            if followers == nil { row[place] = value } else { row[place] += value }
                            if value != 0, few.count <= patterns / 16 + 1 { few.append((place, value)) }
                        }
                        if few.count <= patterns / 16 + 1 { sparse.base[state] = few }
                    }
                }
            }
        }
        return (energies, sparse)
    }

    /// Sums of few rows, and matrix products where a state has many or the rows of all are too many to hold.
    private func combine(
        _ shares: UnsafeMutablePointer<Float>, _ count: Int, _ sparse: [Few?], into out: UnsafeMutablePointer<Float>
    ) {
        let rows = FewRows(sparse.flatMap { $0?.map(\.pattern) ?? [] }, of: values, states: count, workers: workers)
        out.update(repeating: 0, count: count * values.width)
        if let rows {
            nonisolated(unsafe) let out = out
            workers.forEach(count) { state in
                for (pattern, share) in sparse[state] ?? [] {
                    BLAS.axpy(values.width, share, rows[pattern], out + state * values.width)
                }
            }
        }
        multiply(shares, (0..<count).filter { rows == nil || sparse[$0] == nil }, into: out)
    }

    /// The products of some states, block by block of the values, so that each is read once for all of them.
    private func multiply(
        _ shares: UnsafeMutablePointer<Float>, _ states: [Int], into out: UnsafeMutablePointer<Float>
    ) {
        guard !states.isEmpty else { return }
        let (patterns, width) = (values.count, values.width)
        // Their shares, moved together, and their answers.
        for (place, state) in states.enumerated() where place != state {
            (shares + place * patterns).update(from: shares + state * patterns, count: patterns)
        }
        let sums = Workspace<Float>(repeating: 0, count: states.count * width)
        nonisolated(unsafe) let (shares, answers) = (shares, sums.base)
        for first in stride(from: 0, to: patterns, by: values.blockSize) {
            let range = first..<min(patterns, first + values.blockSize)
            values.withRows(range) { rows in
                workers.forEachRange(of: width, size: Self.width) { units in
                    rows.withUnits(units) { values, stride in
                        BLAS.gemm(
                            m: states.count, n: units.count, k: range.count, shares + first, patterns, values, stride,
                            beta: 1, answers + units.lowerBound, width)
                    }
                }
            }
        }
        for (place, state) in states.enumerated() {
            (out + state * width).update(from: sums.base + place * width, count: width)
        }
    }
}

/// Some rows of many, each read once, on all threads.
private struct FewRows: @unchecked Sendable {
    // Nothing changes after `init`.
    private let rows: Workspace<Float>
    private let places: [Int: Int]
    private let width: Int

    /// - Parameter states: as many rows as there are states are held always, else 16 MiB.
    /// - Returns: nil where they would be more.
    init?(_ patterns: [Int], of values: PatternRows, states: Int, workers: Workers) {
        let needed = Set(patterns).sorted()
        guard needed.count * values.width <= max(1 << 22, states * values.width) else { return nil }
        width = values.width
        places = Dictionary(uniqueKeysWithValues: needed.enumerated().map { ($1, $0) })
        rows = Workspace<Float>(count: needed.count * width)
        let (places, width) = (places, width)
        nonisolated(unsafe) let target = rows.base
        workers.forEachRange(of: values.count, size: values.blockSize) { range in
            let wanted = needed.filter { range.contains($0) }
            guard let first = wanted.first, let last = wanted.last else { return }
            values.withRows(first..<last + 1) { block in
                for pattern in wanted {
                    guard let place = places[pattern] else { continue }
                    block.copy(0..<width, of: pattern - first, into: target + place * width)
                }
            }
        }
    }

    subscript(pattern: Int) -> UnsafePointer<Float> {
        guard let place = places[pattern] else { preconditionFailure("pattern \(pattern) was not asked for") }
        return UnsafePointer(rows.base + place * width)
    }
}

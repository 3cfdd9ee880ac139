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

    /// Block by block of the values, so that each is read once for all states.
    private func combine(
        _ shares: UnsafeMutablePointer<Float>, _ count: Int, _ sparse: [Few?], into out: UnsafeMutablePointer<Float>
    ) {
        let (patterns, width) = (values.count, values.width)
        // The rows of many shares, moved together, and their answers.
        let full = (0..<count).filter { sparse[$0] == nil }
        for (place, state) in full.enumerated() where place != state {
            (shares + place * patterns).update(from: shares + state * patterns, count: patterns)
        }
        let sums = Workspace<Float>(repeating: 0, count: full.count * width)
        nonisolated(unsafe) let fullAnswers = sums.base
        out.update(repeating: 0, count: count * width)
        nonisolated(unsafe) let (shares, out) = (shares, out)
        for first in stride(from: 0, to: patterns, by: values.blockSize) {
            let range = first..<min(patterns, first + values.blockSize)
            let few = sparse.enumerated().flatMap { state, few in
                (few ?? []).filter { range.contains($0.pattern) }.map { (state: state, $0.pattern, $0.share) }
            }
            guard !full.isEmpty || !few.isEmpty else { continue }
            values.withRows(range) { rows in
                workers.forEachRange(of: width, size: Self.width) { units in
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: units.count) { buffer in
                        let values = SharedPointer(buffer).base
                        for (state, pattern, share) in few {
                            rows.copy(units, of: pattern - first, into: values)
                            BLAS.axpy(units.count, share, values, out + state * width + units.lowerBound)
                        }
                    }
                    guard !full.isEmpty else { return }
                    rows.withUnits(units) { values, stride in
                        BLAS.gemm(
                            m: full.count, n: units.count, k: range.count, shares + first, patterns, values, stride,
                            beta: 1, fullAnswers + units.lowerBound, width)
                    }
                }
            }
        }
        for (place, state) in full.enumerated() {
            (out + state * width).update(from: sums.base + place * width, count: width)
        }
    }
}

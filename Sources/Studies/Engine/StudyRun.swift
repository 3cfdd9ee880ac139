import Numerics
import Synchronization

extension Study {
    /// No cell done yet.
    public var emptyCells: StudyCells { StudyCells(count: cellCount, quantities: quantityCount) }

    /// Computes the cells of a shard that are still to do. What is computed does not depend on the threads.
    ///
    /// - Parameters:
    ///   - cells: what is done already; each cell that ends is entered.
    ///   - workers: how many threads share the cells; each takes the next one when it has finished its last.
    ///   - tells: told what is being done in a cell that takes long; called from any thread.
    ///   - progress: told how many cells of the shard are done, of how many; called from any thread, one at a time.
    ///   - shouldStop: asked before each cell; cells begun are finished.
    ///   - shard: the part of the cells that this run does.
    /// - Throws: the error of the lowest cell that fails; what was done by then is kept in `cells`.
    package func run(
        _ cells: inout StudyCells, shard: StudyShard = .whole, workers: Workers = .single,
        tells: (@Sendable (_ task: String) -> Void)? = nil,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil, shouldStop: @Sendable () -> Bool = { false }
    ) throws {
        precondition(cells.count == cellCount && cells.quantities == quantityCount, "cells of this study")
        let pending = cells.pending(shard)
        let total = (0..<cellCount).count { shard.contains($0) }
        let state = Mutex(RunState(cells: cells, finished: total - pending.count))
        // Threads take cells from one queue, so that none waits for a neighbour's long cell.
        workers.forEach(min(workers.count, pending.count)) { _ in
            while !shouldStop(), let cell = state.withLock({ $0.take(pending) }) {
                let outcome = Result { try self.cell(cell) { tells?($0) } }
                state.withLock { state in
                    state.enter(cell, outcome)
                    if state.failure == nil { progress?(state.finished, total) }
                }
            }
        }
        let failure = state.withLock { state in
            cells = state.cells
            return state.failure
        }
        if let failure { throw failure.error }
    }

    /// All cells and what they say.
    public func run(workers: Workers = .single) throws -> StudyResult {
        var cells = emptyCells
        try run(&cells, workers: workers)
        return try result(cells)
    }
}

/// What the threads of a run share.
private struct RunState {
    var cells: StudyCells
    var finished: Int
    var next = 0
    var failure: (cell: Int, error: any Error)?

    /// The next cell to compute; nil at the end or after a failure.
    mutating func take(_ pending: [Int]) -> Int? {
        guard failure == nil, next < pending.count else { return nil }
        defer { next += 1 }
        return pending[next]
    }

    mutating func enter(_ cell: Int, _ outcome: Result<[Double], any Error>) {
        switch outcome {
        case .success(let numbers):
            cells.set(cell, numbers)
            finished += 1
        case .failure(let error):
            // Cells are taken in order, so the lowest failing one is among those begun, whatever the threads.
            if cell < failure?.cell ?? .max { failure = (cell, error) }
        }
    }
}

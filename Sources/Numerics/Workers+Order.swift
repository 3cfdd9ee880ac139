import Dispatch
import Synchronization

extension Workers {
    /// Runs two steps for each block number in 0..<blocks: `prepare` on any thread, several blocks at a time, and
    /// `finish` in the order of the numbers, one at a time, while others prepare the next blocks.
    ///
    /// `slot`, in 0..<count, is the same in both steps, and no other block has it between them: memory for a block
    /// is that of its slot.
    ///
    /// - Throws: the first error in the order of the numbers; no block behind it is finished.
    public func forEachInOrder(
        _ blocks: Int, prepare: @Sendable (_ block: Int, _ slot: Int) throws -> Void,
        finish: (_ block: Int, _ slot: Int) throws -> Void
    ) throws {
        let threads = startableThreads(min(count, blocks))
        guard threads > 1 else {
            for block in 0..<max(blocks, 0) {
                try prepare(block, 0)
                try finish(block, 0)
            }
            return
        }
        let order = FinishOrder(threads)
        withoutActuallyEscaping(finish) { finish in
            // Only the thread whose turn it is calls it.
            nonisolated(unsafe) let finish = finish
            DispatchQueue.concurrentPerform(iterations: threads) { slot in
                while let block = order.take(below: blocks) {
                    let prepared = Result { try prepare(block, slot) }
                    order.run(block) {
                        try prepared.get()
                        try finish(block, slot)
                    }
                }
            }
        }
        if let failure = order.failure { throw failure }
    }
}

/// Which block is finished next. Blocks are taken in order, so those before a waiting one are on threads that run.
private final class FinishOrder: @unchecked Sendable {
    private let next = Atomic<Int>(0)
    // The blocks under way are as many as the threads and follow one another: each has a semaphore of its own.
    private let signals: [DispatchSemaphore]
    // Only touched by the thread whose turn it is; the semaphores order them.
    private(set) var failure: (any Error)?

    init(_ threads: Int) {
        signals = (0..<threads).map { _ in DispatchSemaphore(value: 0) }
        signals[0].signal()
    }

    func take(below blocks: Int) -> Int? {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return block < blocks ? block : nil
    }

    /// Runs `body` after those of all blocks before, unless one of them failed.
    func run(_ block: Int, _ body: () throws -> Void) {
        signals[block % signals.count].wait()
        defer { signals[(block + 1) % signals.count].signal() }
        guard failure == nil else { return }
        do { try body() } catch { failure = error }
    }
}

import Dispatch

/// How many threads share a piece of work. What is computed never depends on it: work is cut into blocks by the
/// size of the problem alone, and each block is computed by one thread in one order.
public struct Workers: Sendable, Equatable {
    public let count: Int

    /// One thread: the caller's own.
    public static let single = Workers(count: 1)

    /// As many threads as the machine has processors available to this process.
    public static var all: Workers { Workers(count: availableProcessors()) }

    public init(count: Int) {
        precondition(count >= 1, "work needs at least one thread")
        self.count = count
    }

    /// Runs `body` once for each block number in 0..<blocks, distributed over the threads.
    public func forEach(_ blocks: Int, _ body: @Sendable (Int) -> Void) {
        let threads = startableThreads(min(count, blocks))
        guard threads > 1 else {
            for block in 0..<max(blocks, 0) { body(block) }
            return
        }
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for block in stride(from: thread, to: blocks, by: threads) { body(block) }
        }
    }

    /// Runs `body` for the consecutive ranges of at most `size` that cover 0..<total.
    public func forEachRange(of total: Int, size: Int, _ body: @Sendable (Range<Int>) -> Void) {
        forEach((total + size - 1) / size) { block in
            body(block * size..<min((block + 1) * size, total))
        }
    }
}

/// A mutable pointer that several threads may hold because each writes a part of its own.
@usableFromInline package struct SharedPointer<Element>: @unchecked Sendable {
    @usableFromInline package let base: UnsafeMutablePointer<Element>

    @usableFromInline package init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        guard let base = buffer.baseAddress else {
            // An empty buffer: no thread has a part to touch.
            self.base = UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment) ?? .allocate(capacity: 1)
            return
        }
        self.base = base
    }
}

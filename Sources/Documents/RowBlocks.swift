import HDF5Store
import Numerics

/// A matrix in blocks of rows that are made or read several at a time and used in order.
struct RowBlocks {
    let rows: Int
    let columns: Int
    /// Rows of a block.
    let height: Int
    /// The rows that are wanted; a block that has any of them is made whole.
    let wanted: Range<Int>

    /// About 4 MiB: small beside the caches that processors share, large beside the cost of a call.
    private static let bytes = 4 << 20

    /// - Parameters:
    ///   - step: a block has a multiple of so many rows, those of a chunk.
    ///   - wanted: the rows that matter; nil for all.
    init(rows: Int, columns: Int, multipleOf step: Int, wanted: Range<Int>? = nil) {
        self.rows = rows
        self.columns = columns
        self.wanted = wanted ?? 0..<rows
        let size = Self.bytes / max(1, columns * MemoryLayout<Float>.stride)
        height = min((rows + step - 1) / step, max(1, size / step)) * step
    }

    /// Calls `prepare` for blocks on any thread, with memory of their own, and then `finish` in order.
    ///
    /// The memory holds the rows of a block and `HDF5RowChunks.room` more.
    func forEachInOrder(
        workers: Workers,
        prepare: @Sendable (_ rows: Range<Int>, _ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void,
        finish: (_ rows: Range<Int>, _ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void
    ) throws {
        let first = wanted.lowerBound / height
        let count = (wanted.upperBound + height - 1) / height - first
        let size = height * columns + HDF5RowChunks<Float>.room
        let slots = min(workers.count, max(count, 1))
        let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: slots * size)
        defer { memory.deallocate() }
        memory.initialize(repeating: 0)
        let shared = SharedPointer(memory)
        let (height, rows) = (height, rows)
        @Sendable func range(_ block: Int) -> Range<Int> {
            (first + block) * height..<min(rows, (first + block + 1) * height)
        }
        @Sendable func buffer(_ slot: Int) -> UnsafeMutableBufferPointer<Float> {
            UnsafeMutableBufferPointer(start: shared.base + slot * size, count: size)
        }
        try Workers(count: slots).forEachInOrder(count) { block, slot in
            try prepare(range(block), buffer(slot))
        } finish: { block, slot in
            try finish(range(block), buffer(slot))
        }
    }
}

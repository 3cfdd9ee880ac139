import Numerics
import Synchronization
import Testing

/// Blocks that are prepared in parallel and finished in order.
@Suite struct OrderTests {
    struct Refused: Error, Equatable { let block: Int }

    @Test(arguments: [1, 2, 3, 8]) func order(threads: Int) throws {
        let memory = Mutex([Int](repeating: -1, count: threads))
        var finished: [Int] = []
        try Workers(count: threads).forEachInOrder(100) { block, slot in
            memory.withLock { $0[slot] = block }
        } finish: { block, slot in
            // Between the two steps nobody else had the slot.
            #expect(memory.withLock { $0[slot] } == block)
            finished.append(block)
        }
        #expect(finished == Array(0..<100))
    }

    @Test(arguments: [1, 2, 8]) func nothing(threads: Int) throws {
        try Workers(count: threads).forEachInOrder(0) { _, _ in
            Issue.record("prepared")
        } finish: { _, _ in
            Issue.record("finished")
        }
    }

    @Test(arguments: [1, 2, 8]) func firstErrorOfPreparing(threads: Int) {
        var finished: [Int] = []
        #expect(throws: Refused(block: 17)) {
            try Workers(count: threads).forEachInOrder(50) { block, _ in
                if block == 17 || block > 18 { throw Refused(block: block) }
            } finish: { block, _ in
                finished.append(block)
            }
        }
        #expect(finished == Array(0..<17))
    }

    @Test(arguments: [1, 2, 8]) func firstErrorOfFinishing(threads: Int) {
        var finished: [Int] = []
        #expect(throws: Refused(block: 5)) {
            try Workers(count: threads).forEachInOrder(50) { _, _ in
            } finish: { block, _ in
                if block >= 5 { throw Refused(block: block) }
                finished.append(block)
            }
        }
        #expect(finished == Array(0..<5))
    }
}

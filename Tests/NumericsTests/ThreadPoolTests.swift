import Synchronization
import Testing

@testable import Numerics

@Suite struct ThreadPoolTests {
    /// Each task of each call exactly once, also with more threads than processors and fewer tasks than threads: task t
    /// of call c adds c + 1 to place t, so 1 + 2 + ... + 300 = 45150 stands at those of 0..<5, which all calls have.
    @Test(arguments: [1, 2, 5])
    func everyTaskOnce(threads: Int) {
        let sums = Workspace<Int>(repeating: 0, count: 12)
        nonisolated(unsafe) let target = sums.base
        var bodies = 0
        Workers(count: threads).withThreadPool { pool in
            bodies += 1
            for call in 0..<300 {
                pool.forEach(5 + call % 8) { target[$0] += call + 1 }
            }
        }
        #expect(bodies == 1)
        #expect(sums.array[..<5].allSatisfy { $0 == 45_150 })
        // Place 11 is reached by calls of 12 tasks, c = 7, 15, ... 295: the sum of c + 1 over 37 of them.
        #expect(sums.array[11] == (8 + 296) * 37 / 2)
    }

    /// What one call wrote, the next one reads, whoever did the task.
    @Test func callsFollowEachOther() {
        let values = Workspace<Int>(repeating: 1, count: 64)
        nonisolated(unsafe) let target = values.base
        Workers(count: 3).withThreadPool { pool in
            for round in 0..<200 {
                let shift = 1 + round % 63
                let before = values.array
                pool.forEach(64) { target[$0] = before[($0 + shift) % 64] &+ target[$0] }
            }
        }
        // All places hold the same number, doubled by each round.
        #expect(Set(values.array).count == 1)
        #expect(values.array[0] == 0, "2^200 without the bits above the 64th")
    }

    @Test func noTasks() {
        let total = Atomic<Int>(0)
        Workers(count: 2).withThreadPool { pool in
            pool.forEach(0) { _ in total.wrappingAdd(1000, ordering: .relaxed) }
            pool.forEach(10) { _ in total.wrappingAdd(1, ordering: .relaxed) }
        }
        #expect(total.load(ordering: .relaxed) == 10)
    }
}

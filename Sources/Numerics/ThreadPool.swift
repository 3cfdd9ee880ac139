import CKernels
import Dispatch
import Synchronization

extension Workers {
    /// Runs `body` with threads that stay awake: for work of many short parts, each of which takes little longer than
    /// to wake a thread, such as a block of samples.
    ///
    /// `body` runs once, on one thread; what it gives to `ThreadPool.forEach` runs on all.
    package func withThreadPool(_ body: (ThreadPool) -> Void) {
        let threads = startableThreads(count)
        let pool = ThreadPool(threads)
        guard threads > 1 else { return body(pool) }
        withoutActuallyEscaping(body) { body in
            // Only the thread that comes first calls it.
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: threads) { _ in pool.join(body) }
        }
    }
}

/// Threads that wait for work without falling asleep.
///
/// Each member has its own share of the tasks of a call, the same tasks in every call, so that data stay in its cache;
/// who is done takes what is left of the others. So nobody is waited for who has not come: a system that starts fewer
/// threads only takes longer.
package final class ThreadPool: Sendable {
    /// The tasks of a call that a member has still to take: the number of the call, how many, and the next of them.
    /// Another thread can take one only while the call lasts, and the call lasts while one is taken but not done.
    private struct Ticket {
        var bits: UInt64
        var call: UInt64 { bits >> 40 }
        var count: Int { Int(bits >> 20 & 0xf_ffff) }
        var next: Int { Int(bits & 0xf_ffff) }

        init(_ bits: UInt64) { self.bits = bits }
        init(call: UInt64, count: Int) { bits = call << 40 | UInt64(count) << 20 }
    }

    private final class Slot: Sendable {
        let ticket = Atomic<UInt64>(0)
    }

    private let slots: [Slot]
    private let arrived = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)
    private let done = Atomic<Int>(0)
    // Written before the tickets of a call are given out, read by those who took one.
    nonisolated(unsafe) private var task: ((Int) -> Void)?
    // Of the first member alone.
    nonisolated(unsafe) private var call: UInt64 = 0

    fileprivate init(_ threads: Int) {
        slots = (0..<threads).map { _ in Slot() }
    }

    /// The first that comes runs `body`; the others help it.
    fileprivate func join(_ body: (ThreadPool) -> Void) {
        let member = arrived.wrappingAdd(1, ordering: .relaxed).oldValue
        guard member > 0 else {
            body(self)
            isOver.store(true, ordering: .releasing)
            return
        }
        var (last, idle) = (UInt64(0), 0)
        while !isOver.load(ordering: .acquiring) {
            let call = Ticket(slots[member].ticket.load(ordering: .acquiring)).call
            if call != last {
                (last, idle) = (call, 0)
                work(from: member, in: call)
            } else {
                wait(&idle)
            }
        }
    }

    /// For about 50 µs without asking the system; then others may have the processor.
    private func wait(_ idle: inout Int) {
        idle += 1
        if idle > 2000 { canns_give_way() } else { canns_pause() }
    }

    /// Runs `body` once for each number in 0..<tasks, at most a million. Only the thread that runs the body of
    /// `withThreadPool` calls it, and not from within a task.
    package func forEach(_ tasks: Int, _ body: @Sendable (Int) -> Void) {
        precondition(tasks < 1 << 20, "a million tasks at most")
        guard slots.count > 1, tasks > 1 else {
            for task in 0..<max(tasks, 0) { body(task) }
            return
        }
        withoutActuallyEscaping(body) { body in
            task = body
            done.store(0, ordering: .relaxed)
            // Its place in a ticket has 24 bits.
            call = (call + 1) & 0xff_ffff
            for (member, slot) in slots.enumerated() {
                let own = (tasks - member + slots.count - 1) / slots.count
                slot.ticket.store(Ticket(call: call, count: max(0, own)).bits, ordering: .releasing)
            }
            work(from: 0, in: call)
            var idle = 0
            while done.load(ordering: .acquiring) < tasks { wait(&idle) }
            task = nil
        }
    }

    /// Takes tasks of a call as long as there are any: first a member's own, then those of the others.
    private func work(from member: Int, in call: UInt64) {
        for offset in 0..<slots.count {
            let owner = (member + offset) % slots.count
            while let index = take(from: slots[owner], in: call) {
                task?(owner + index * slots.count)
                done.wrappingAdd(1, ordering: .acquiringAndReleasing)
            }
        }
    }

    private func take(from slot: Slot, in call: UInt64) -> Int? {
        var ticket = Ticket(slot.ticket.load(ordering: .acquiring))
        while ticket.call == call, ticket.next < ticket.count {
            let (isTaken, found) = slot.ticket.compareExchange(
                expected: ticket.bits, desired: ticket.bits + 1, ordering: .acquiringAndReleasing)
            if isTaken { return ticket.next }
            ticket = Ticket(found)
        }
        return nil
    }
}

import CSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Trying something in a copy of this process first, because a library that reads a hostile file may crash or
/// never come back.
///
/// Only for programs, and only before they start threads: the copy has none of them.
package enum ForkedAttempt {
    package enum Outcome: Sendable, Equatable {
        /// It ended. Whether it also threw shows when it is done in earnest.
        case ended
        /// It died by a signal.
        case crashed(signal: Int32)
        /// It was still busy after the time given.
        case tooLong
    }

    /// Runs a body in a copy of this process. Nothing that it changes remains, except in files.
    ///
    /// A signal that asks to end, as a terminal or `timeout` sends to all processes of a command, ends this one as well:
    /// the copy did not crash.
    ///
    /// - Parameter seconds: When to give up, in time of the processor.
    package static func run(seconds: Int = 20, _ body: () throws -> Void) -> Outcome {
        let process = canns_attempt_begin(UInt32(seconds))
        if process == 0 {
            isCopy.store(true, ordering: .relaxed)
            try? body()
            _exit(0)
        }
        // Where no process can be started, there is no attempt, and the work is done as it would be without.
        guard process > 0 else { return .ended }
        let status = canns_attempt_wait(process)
        if [SIGINT, SIGTERM, SIGHUP, SIGQUIT].contains(-status) { canns_die(-status) }
        if [SIGALRM, SIGXCPU].contains(-status) { return .tooLong }
        return status < 0 ? .crashed(signal: -status) : .ended
    }

    private static let isCopy = Atomic<Bool>(false)

    /// Lets what is tried take so many seconds of the processor from now on; outside of an attempt there is no limit.
    package static func allow(seconds: Int) {
        if isCopy.load(ordering: .relaxed) { canns_attempt_allow(UInt32(clamping: seconds)) }
    }

    /// Runs a body that may take no more than some bytes of memory beyond what the process has. What asks for more is
    /// told that there is none, as far as it listens. Where the system does not say what is in use, all may be taken.
    package static func restricted<R>(bytes: Int, _ body: () throws -> R) rethrows -> R {
        let before = canns_memory_restrict(UInt64(bytes))
        defer { canns_memory_release(before) }
        return try body()
    }
}

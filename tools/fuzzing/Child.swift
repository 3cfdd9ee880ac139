import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A copy of this process with little memory, killed after a minute.
enum Child {
    enum End: Equatable {
        case exited(Int32)
        case crashed(signal: Int32)
        case hung
    }

    /// The most memory that one of our small files may ask for: 3 GiB of address space, most of it libraries.
    private static let memory: rlim_t = 3 << 30

    /// - Parameter body: returns the exit status.
    static func run(_ body: () -> Int32) -> End {
        let process = canns_attempt_begin(60)
        if process == 0 {
            var limit = rlimit(rlim_cur: memory, rlim_max: memory)
            #if canImport(Glibc)
                setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
            #else
                setrlimit(RLIMIT_AS, &limit)
            #endif
            // A crash is a crash, without a report of the runtime.
            for number in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE] { signal(number, SIG_DFL) }
            _exit(body())
        }
        switch canns_attempt_wait(process) {
        case -SIGALRM: return .hung
        case let status where status < 0: return .crashed(signal: -status)
        case let status: return .exited(status)
        }
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The processors this process may run on (its affinity mask counts where the system has one).
func availableProcessors() -> Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// As many threads as wanted; one, the caller's own, where the address space is limited and has no room for more:
/// Dispatch would wait for it for ever.
package func startableThreads(_ wanted: Int) -> Int {
    #if canImport(Glibc)
        var space = rlimit()
        guard wanted > 1, getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space) == 0, space.rlim_cur != rlim_t.max
        else { return wanted }
        var stack = rlimit()
        let isBounded = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &stack) == 0 && stack.rlim_cur < 1 << 40
        // Beside its stack, each thread takes an arena of malloc; one more thread is Dispatch's own.
        let perThread = (130 << 20) + (isBounded ? Int(stack.rlim_cur) : 8 << 20)
        let bytes = perThread * (min(wanted, availableProcessors()) + 1)
        guard
            let probe = mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
            probe != MAP_FAILED
        else { return 1 }
        munmap(probe, bytes)
    #endif
    return wanted
}

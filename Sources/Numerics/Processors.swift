#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The processors this process may run on (its affinity mask counts where the system has one).
func availableProcessors() -> Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Room for the memory that OpenBLAS takes.
///
/// It maps 128 MiB for each thread that calls it and for each of its own, which it starts when it is loaded; where the
/// system refuses, as `ulimit -v` makes it do, it asks again for ever, and the program neither works nor ends.
package enum AddressSpace {
    private static let perThread = 130 << 20

    /// Where the address space of this process is limited, lets OpenBLAS take its memory before anything else does.
    ///
    /// A thread of OpenBLAS may wait for memory already: end the program with `_exit`, since `exit` waits for it.
    ///
    /// - Returns: a sentence if the address space is too small; nil otherwise.
    package static func claim() -> String? {
        #if canImport(Glibc)
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max
            else { return nil }
            let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            let wanted = ProcessEnvironment.value("OPENBLAS_NUM_THREADS").flatMap { Int($0) } ?? processors
            let own = min(max(wanted, 1), processors) - 1
            // Its own threads may ask while its pool is filled, and then take as much again.
            let needed = (processors + 2 * own) * perThread
            // What can be mapped now could be mapped by OpenBLAS.
            if let probe = mmap(nil, needed, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                probe != MAP_FAILED
            {
                munmap(probe, needed)
                fillPool(processors + own)
                return nil
            }
            return "the address space is limited to \(limit.rlim_cur >> 10) KiB, expected \(needed >> 10) KiB"
                + " beyond what is in use; raise it with ulimit -v, or set OPENBLAS_NUM_THREADS=1 to need less"
        #else
            return nil
        #endif
    }

    /// Makes OpenBLAS map the memory for so many threads, ours and its own; it keeps what is given back, and any thread
    /// finds it there later.
    ///
    /// No call of the public interface does so for certain. Where the library is built without these functions, what
    /// it needs may be taken by then.
    private static func fillPool(_ threads: Int) {
        typealias Allocate = @convention(c) (Int32) -> UnsafeMutableRawPointer?
        typealias Free = @convention(c) (UnsafeMutableRawPointer?) -> Void
        guard let allocate = dlsym(nil, "blas_memory_alloc"), let free = dlsym(nil, "blas_memory_free") else { return }
        let take = unsafeBitCast(allocate, to: Allocate.self)
        let giveBack = unsafeBitCast(free, to: Free.self)
        for memory in (0..<threads).map({ _ in take(0) }) { giveBack(memory) }
    }
}

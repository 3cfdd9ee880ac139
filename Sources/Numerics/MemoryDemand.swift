#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Work that would take more memory than there is.
package struct MemoryDemandError: Error, CustomStringConvertible {
    package let description: String
}

/// Asks for memory before it is taken: an array whose size is a product of sizes ends a process where the machine cannot
/// hold it.
package enum MemoryDemand {
    /// The bytes that this process may hold: the memory of the machine, or less where a limit is set on the process or
    /// its group.
    package static let limit: Double = {
        var bytes = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        #if canImport(Glibc)
            var space = rlimit()
            if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space) == 0, space.rlim_cur != rlim_t.max {
                bytes = min(bytes, Double(space.rlim_cur))
            }
            if let group = number(in: "/sys/fs/cgroup/memory.max") { bytes = min(bytes, group) }
        #endif
        return bytes
    }()

    /// - Parameters:
    ///   - bytes: that the work takes at once.
    ///   - work: what takes them, as the subject of a sentence.
    ///   - remedy: what would take less.
    /// - Throws: `MemoryDemandError` that names all three.
    package static func check(_ bytes: Double, work: @autoclosure () -> String, remedy: @autoclosure () -> String)
        throws
    {
        guard bytes > limit else { return }
        throw MemoryDemandError(
            description: "\(work()) takes \(text(bytes)) of memory, of which there are \(text(limit)); \(remedy())")
    }

    /// Bytes in the unit that suits them: 32.4 GB.
    package static func text(_ bytes: Double) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
        var (value, unit) = (bytes, 0)
        while value >= 1000, unit + 1 < units.count {
            value /= 1000
            unit += 1
        }
        return "\((value * 10).rounded() / 10) \(units[unit])"
    }

    #if canImport(Glibc)
        /// The number that a file holds; nil without one.
        private static func number(in path: String) -> Double? {
            guard let file = fopen(path, "r") else { return nil }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 32)
            guard fgets(&line, Int32(line.count), file) != nil else { return nil }
            let digits = line.prefix { $0 >= 48 && $0 <= 57 }
            return digits.isEmpty ? nil : digits.reduce(0.0) { $0 * 10 + Double($1 - 48) }
        }
    #endif
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The variables that a process got from the one that started it.
package enum ProcessEnvironment {
    /// The value of a variable; nil where it is not set.
    package static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

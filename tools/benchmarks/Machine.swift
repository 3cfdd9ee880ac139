import Documents
import Numerics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the numbers were measured on.
enum Machine {
    static func description(commit: String) -> [(name: String, value: String)] {
        [
            ("date", date), ("commit", commit), ("processor", processor), ("threads", "\(Workers.all.count)"),
            ("memory", "\((sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 30) GiB"),
            ("system", system), ("canns", DocumentFormat.toolkitVersion), ("BLAS", BLAS.version),
            ("instructions", Instructions.current.rawValue),
        ]
    }

    private static var date: String {
        var (time, parts) = (time(nil), tm())
        gmtime_r(&time, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static var processor: String {
        lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":").last }.map { String($0.drop { $0 == " " }) } ?? "unknown"
    }

    private static var system: String {
        let name = lines(of: "/etc/os-release").first { $0.hasPrefix("PRETTY_NAME=") } ?? "PRETTY_NAME=unknown"
        return name.dropFirst(12).filter { $0 != "\"" }
    }

    private static func lines(of path: String) -> [String] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var lines: [String] = []
        var buffer = [CChar](repeating: 0, count: 4096)
        while fgets(&buffer, Int32(buffer.count), file) != nil, lines.count < 500 {
            let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
            lines.append(String(decoding: bytes, as: UTF8.self))
        }
        return lines
    }
}

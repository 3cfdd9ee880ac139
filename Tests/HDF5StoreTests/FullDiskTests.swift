import Foundation
import HDF5Store
import TestSupport
import Testing

/// Disks that fill up at any moment. Each runs in a process of its own, whose files may not grow.
@Suite struct FullDiskTests {
    /// Writes the sample with a limit on the size of files; the sentence of the error, if there is one.
    private static func write(to path: String, limit: Int) -> String? {
        #if canImport(Glibc)
            var old = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
            var new = rlimit(rlim_cur: rlim_t(limit), rlim_max: old.rlim_max)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &new)
            defer { setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old) }
        #else
            var old = rlimit()
            getrlimit(RLIMIT_FSIZE, &old)
            var new = rlimit(rlim_cur: rlim_t(limit), rlim_max: old.rlim_max)
            setrlimit(RLIMIT_FSIZE, &new)
            defer { setrlimit(RLIMIT_FSIZE, &old) }
        #endif
        return message {
            let file = try HDF5File.create(at: path)
            try SampleFile.write(file)
            try file.close()
        }
    }

    /// The sample is larger than 13000 bytes: each of these limits is an error, in the system's words.
    @Test(arguments: [0, 1, 48, 100, 500, 1_000, 2_047, 2_048, 4_096, 8_000, 10_000, 13_000])
    func everyLimit(limit: Int) async throws {
        let scratch = try Scratch()
        let path = scratch.path("a.h5")
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String, limit] in
            signal(SIGXFSZ, SIG_IGN)
            guard let text = Self.write(to: path, limit: limit) else { exit(1) }
            exit(text.contains("File too large") ? 0 : 2)
        }
    }

    /// After a failure the library still works, and the process ends as it should.
    @Test func aWorkingDiskAgain() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a.h5")
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            guard Self.write(to: path, limit: 5_000) != nil else { exit(1) }
            exit(Self.write(to: path + "2", limit: 1_000_000) == nil ? 0 : 2)
        }
        #expect((try scratch.bytes("a.h52") == SampleFile.image()) as Bool)
    }
}

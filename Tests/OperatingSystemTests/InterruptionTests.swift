import Foundation
import OperatingSystem
import TestSupport
import Testing

/// Each runs in a process of its own, since it dies there. `raise` returns when the signal has been handled, if the thread
/// does not block it, and `install` has seen to that.
@Suite struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE])
    func diesBySignalAndLeavesNothing(number: Int32) async throws {
        let scratch = try Scratch()
        try scratch.write("old", to: "b")
        let directory = scratch.directory
        await #expect(processExitsWith: .signal(number)) { [directory = directory as String, number] in
            Interruption.install()
            let outputs = try ["a", "b"].map {
                try OutputFile.create(for: "\(directory)/\($0)", replacing: true)
            }
            for output in outputs { try output.write([1, 2, 3]) }
            raise(number)
        }
        #expect(scratch.files == ["b"])
        #expect(try scratch.text("b") == "old")
    }

    @Test func committedFilesStay() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
            Interruption.install()
            let output = try OutputFile.create(for: path, replacing: false)
            try output.write(Array("whole".utf8))
            try output.commit()
            raise(SIGTERM)
        }
        #expect(scratch.files == ["a"])
        #expect(try scratch.text("a") == "whole")
    }

    @Test func exitLeavesNothing() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .exitCode(3)) { [path = path as String] in
            Interruption.install()
            let output = try OutputFile.create(for: path, replacing: false)
            try output.write([1])
            withExtendedLifetime(output) { exit(3) }
        }
        #expect(scratch.files == [])
    }

    /// `nohup`: the parent ignored the signal for us.
    @Test func ignoredStaysIgnored() async {
        await #expect(processExitsWith: .exitCode(0)) {
            signal(SIGHUP, SIG_IGN)
            Interruption.install()
            raise(SIGHUP)
            exit(0)
        }
    }

    @Test func deferredIsRemembered() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
            Interruption.install()
            Interruption.deferTermination()
            let before = Interruption.requested
            raise(SIGTERM)
            guard !before, Interruption.requested else { exit(1) }
            // A checkpoint is still written whole.
            let output = try OutputFile.create(for: path, replacing: false)
            try output.write(Array("checkpoint".utf8))
            try output.commit()
            Interruption.dieIfRequested()
        }
        #expect(try scratch.text("a") == "checkpoint")
    }

    @Test func secondSignalKills() async {
        await #expect(processExitsWith: .signal(SIGINT)) {
            Interruption.install()
            Interruption.deferTermination()
            raise(SIGTERM)
            raise(SIGINT)
            exit(0)
        }
    }

    @Test func resumingDiesByWhatCame() async {
        await #expect(processExitsWith: .signal(SIGHUP)) {
            Interruption.install()
            Interruption.deferTermination()
            raise(SIGHUP)
            Interruption.resumeTermination()
        }
    }

    /// A file that may not grow: an error of the write, and nothing left.
    @Test func sizeLimit() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
            Interruption.install()
            var limit = rlimit(rlim_cur: 4_096, rlim_max: 4_096)
            #if canImport(Glibc)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #else
                setrlimit(RLIMIT_FSIZE, &limit)
            #endif
            let output = try OutputFile.create(for: path, replacing: false)
            try output.write([UInt8](repeating: 0, count: 4_096))
            do {
                try output.write([0])
            } catch {
                let isExpected = (error as? FileError)?.code == EFBIG
                output.discard()
                exit(isExpected ? 7 : 8)
            }
            exit(9)
        }
        #expect(scratch.files == [])
    }
}

import Foundation
import OperatingSystem
import TestSupport
import Testing

/// Each runs in a process of its own, which has little else going on: a trial copies one thread only.
@Suite struct ForkedAttemptTests {
    @Test func whatEndsEnds() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
            // An output in progress is not the copy's to remove.
            Interruption.install()
            let output = try OutputFile.create(for: path, replacing: false)
            struct Stop: Error {}
            let outcomes = [
                ForkedAttempt.run {}, ForkedAttempt.run { throw Stop() }, ForkedAttempt.run { kill(getpid(), SIGKILL) },
            ]
            let isRight = outcomes == [.ended, .ended, .crashed(signal: SIGKILL)]
            try output.commit()
            exit(isRight ? 0 : 1)
        }
        #expect(scratch.files == ["a"])
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGKILL])
    func crash(number: Int32) async {
        await #expect(processExitsWith: .exitCode(0)) { [number] in
            let outcome = ForkedAttempt.run {
                kill(getpid(), number)
                pause()
            }
            exit(outcome == .crashed(signal: number) ? 0 : 1)
        }
    }

    /// A terminal sends INT to the copy as well, and the copy may die first. That says nothing about the file.
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func askedToEnd(number: Int32) async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .signal(number)) { [number, path = path as String] in
            Interruption.install()
            Interruption.deferTermination()
            let output = try OutputFile.create(for: path, replacing: false)
            _ = ForkedAttempt.run {
                kill(getpid(), number)
                pause()
            }
            try output.commit()
        }
        #expect(scratch.files.isEmpty)
    }

    /// What the parent lets us ignore, as nohup does, the copy ignores.
    @Test func ignored() async {
        await #expect(processExitsWith: .exitCode(0)) {
            signal(SIGHUP, SIG_IGN)
            exit(ForkedAttempt.run { kill(getpid(), SIGHUP) } == .ended ? 0 : 1)
        }
    }

    @Test func endlessLoop() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let outcome = ForkedAttempt.run(seconds: 1) { while true {} }
            exit(outcome == .tooLong ? 0 : 1)
        }
    }
}

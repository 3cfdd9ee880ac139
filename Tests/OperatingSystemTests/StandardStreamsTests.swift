import Foundation
import OperatingSystem
import TestSupport
import Testing

/// Each runs in a process of its own, whose streams it replaces.
@Suite struct StandardStreamsTests {
    @Test func inputToItsEnd() async throws {
        let scratch = try Scratch()
        // Larger than the first buffer, so that it grows.
        try scratch.write(String(repeating: "x", count: 300_000), to: "a")
        let path = scratch.path("a")
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
            dup2(open(path, O_RDONLY), 0)
            let isWhole =
                try StandardStreams.readAllInput(limit: 300_000) == [UInt8](repeating: 120, count: 300_000)
            lseek(0, 100_000, SEEK_SET)
            let isRest = try StandardStreams.readAllInput(limit: 1_000_000).count == 200_000
            exit(isWhole && isRest ? 0 : 1)
        }
    }

    @Test func inputFromAPipe() async {
        await #expect(processExitsWith: .exitCode(0)) {
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            dup2(ends[0], 0)
            let writer = ends[1]
            let thread = Thread {
                for _ in 0..<1_000 { write(writer, [UInt8](repeating: 1, count: 1_000), 1_000) }
                close(writer)
            }
            thread.start()
            let bytes = try StandardStreams.readAllInput(limit: 1_000_000)
            exit(bytes == [UInt8](repeating: 1, count: 1_000_000) ? 0 : 1)
        }
    }

    @Test func inputBeyondTheLimit() async {
        await #expect(processExitsWith: .exitCode(0)) {
            // Endless, so only the limit ends it.
            dup2(open("/dev/zero", O_RDONLY), 0)
            let text = message { _ = try StandardStreams.readAllInput(limit: 1_000_000) }
            exit(text == "standard input: is larger than 1000000 bytes, the most that is read" ? 0 : 1)
        }
    }

    @Test func closedInput() async {
        await #expect(processExitsWith: .exitCode(0)) {
            close(0)
            let text = message { _ = try StandardStreams.readAllInput(limit: 10) }
            exit(text == "standard input: cannot read: Bad file descriptor" ? 0 : 1)
        }
    }

    @Test func output() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
            dup2(open(path, O_WRONLY | O_CREAT, 0o600), 1)
            try StandardStreams.writeOutput("text ")
            try StandardStreams.writeOutput([UInt8](repeating: 120, count: 3))
            try StandardStreams.finishOutput()
            exit(0)
        }
        #expect(try scratch.text("a") == "text xxx")
    }

    @Test func fullOutput() async {
        #if os(Linux)
            await #expect(processExitsWith: .exitCode(0)) {
                dup2(open("/dev/full", O_WRONLY), 1)
                let text = message { try StandardStreams.writeOutput("text") }
                exit(text == "standard output: cannot write: No space left on device" ? 0 : 1)
            }
        #endif
    }

    /// What `print` holds back fails only at the end.
    @Test func fullOutputAtTheEnd() async {
        #if os(Linux)
            await #expect(processExitsWith: .exitCode(0)) {
                dup2(open("/dev/full", O_WRONLY), 1)
                print("text")
                let text = message { try StandardStreams.finishOutput() }
                // The exit must not print what could not be printed.
                _exit(text?.hasPrefix("standard output: cannot write") == true ? 0 : 1)
            }
        #endif
    }

    @Test(arguments: [true, false])
    func brokenPipe(isIgnored: Bool) async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .signal(SIGPIPE)) { [path = path as String, isIgnored] in
            if isIgnored { signal(SIGPIPE, SIG_IGN) }
            Interruption.install()
            let output = try OutputFile.create(for: path, replacing: false)
            try output.write([1])
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            close(ends[0])
            dup2(ends[1], 1)
            try StandardStreams.writeOutput("nobody reads this")
        }
        #expect(scratch.files == [])
    }

    @Test func filesAreNotTerminals() async {
        await #expect(processExitsWith: .exitCode(0)) {
            dup2(open("/dev/null", O_RDWR), 1)
            exit(StandardStreams.isTerminal(.output) ? 1 : 0)
        }
    }
}

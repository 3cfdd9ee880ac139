import Numerics
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Command {
    /// The one main of all programs: reads the arguments, answers requests for help, does the work, makes
    /// sure that the output arrived, and exits with 0, 1 (failure) or 2 (wrong usage).
    ///
    /// - Parameters:
    ///   - version: of the program.
    ///   - libraries: those it is built on, such as `HDF5 1.14.3`; asked only for `--version`.
    ///   - body: the work. A thrown `UsageError` ends with 2, any other error with 1; both are told on
    ///     standard error.
    package func run(
        version: String, libraries: @autoclosure () -> [String] = [], _ body: (Arguments) throws -> Void
    ) -> Never {
        StandardStreams.ensureOpen()
        if let shortage = AddressSpace.claim() {
            StandardStreams.writeError(Message.line(name, shortage))
            _exit(1)
        }
        Interruption.install()
        do {
            try answer(version: version, libraries: libraries, body)
            try StandardStreams.finishOutput()
        } catch {
            let status = tell(error)
            // Where termination was deferred and a signal came, the status must still say so.
            Interruption.dieIfRequested()
            exit(status)
        }
        Interruption.dieIfRequested()
        exit(0)
    }

    private func answer(
        version: String, libraries: () -> [String], _ body: (Arguments) throws -> Void
    ) throws {
        try Self.refuseForeignText()
        try Instructions.followEnvironment()
        switch try Parser.parse(Self.words(CommandLine.arguments), by: self) {
        case .run(let arguments):
            try arguments.refuseOneFileTwice()
            try arguments.refuseOneStreamTwice()
            try body(arguments)
        case .help(let topic): try StandardStreams.writeOutput(help(topic: topic))
        case .version: try StandardStreams.writeOutput(versionLine(version, libraries()))
        case .manual:
            try StandardStreams.writeOutput(ManualPage(command: self, date: CalendarDate.today()).text())
        case .topics(let page, let language):
            try StandardStreams.writeOutput(page.text(topics, in: language, date: CalendarDate.today()))
        case .completion(let shell): try StandardStreams.writeOutput(completion(for: shell))
        }
    }

    /// The arguments without the program's name, which is always there: Swift reads all of them from /proc, and
    /// without it has none. A program that took that for an empty command line would do what nobody asked for.
    ///
    /// - Throws: `Failure` where they could not be read.
    static func words(_ arguments: [String]) throws -> [String] {
        guard !arguments.isEmpty else {
            throw Failure("the arguments cannot be read, since /proc/self/cmdline cannot; mount /proc")
        }
        return Array(arguments.dropFirst())
    }

    /// Refuses arguments that are not UTF-8: as text they would name other files.
    private static func refuseForeignText() throws(UsageError) {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let word = CommandLine.unsafeArgv[index], String(validatingCString: word) == nil else { continue }
            throw UsageError(
                "argument \(index), \(String(cString: word)), is not UTF-8, expected names of files in UTF-8; rename the file"
            )
        }
    }

    /// Says on standard error what went wrong; returns the exit status.
    private func tell(_ error: any Error) -> Int32 {
        // A reader that has seen enough is no news, even where the signal for it is ignored.
        if let error = error as? FileError, error.code == EPIPE { return 1 }
        let isUsage = error is UsageError
        var hint = isUsage ? "\nTry '\(name) --help'." : ""
        if let error = error as? FileError, error.isOfExistingFile { hint = "; use --force to replace it" }
        StandardStreams.writeError(Message.line(name, "\(error)\(hint)"))
        return isUsage ? 2 : 1
    }

    /// `canns-train 1.0.0 (HDF5 1.14.3, OpenBLAS 0.3.21)`.
    func versionLine(_ version: String, _ libraries: [String]) -> String {
        "\(name) \(version)" + (libraries.isEmpty ? "" : " (\(libraries.joined(separator: ", ")))") + "\n"
    }

    private func help(topic: String?) throws(UsageError) -> String {
        let page = HelpPage(
            self, width: Terminal.columns(of: .output), bold: Terminal.showsBold(.output))
        guard let topic else { return page.text() }
        return try page.topic(topic)
    }
}

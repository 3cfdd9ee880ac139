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
    public func run(
        version: String, libraries: @autoclosure () -> [String] = [], _ body: (Arguments) throws -> Void
    ) -> Never {
        Streams.installInterruption()
        do {
            switch try Parser.parse(Array(CommandLine.arguments.dropFirst()), by: self) {
            case .run(let arguments): try body(arguments)
            case .help(let topic): try show(help(topic: topic))
            case .version: try show(versionLine(version, libraries()))
            case .manual:
                try show(ManualPage(command: self, date: CalendarDate.today()).text())
            case .completion(let shell): try show(completion(for: shell))
            }
            try Streams.finishOutput()
        } catch let error as UsageError {
            Streams.write(Message.line(name, "\(error)\nTry '\(name) --help'."), to: Streams.error)
            exit(2)
        } catch {
            Streams.write(Message.line(name, "\(error)"), to: Streams.error)
            exit(1)
        }
        exit(0)
    }

    /// `canns-train 1.0.0 (HDF5 1.14.3, OpenBLAS 0.3.21)`.
    func versionLine(_ version: String, _ libraries: [String]) -> String {
        "\(name) \(version)" + (libraries.isEmpty ? "" : " (\(libraries.joined(separator: ", ")))") + "\n"
    }

    private func help(topic: String?) throws(UsageError) -> String {
        let page = HelpPage(
            self, width: Terminal.columns(of: Streams.output), bold: Terminal.showsBold(Streams.output))
        guard let topic else { return page.text() }
        return try page.topic(topic)
    }

    private func show(_ text: String) throws(Failure) {
        guard Streams.write(text, to: Streams.output) else {
            throw Failure("standard output: \(String(cString: strerror(errno)))")
        }
    }
}

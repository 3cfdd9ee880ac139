import OperatingSystem
import Synchronization

/// What a program says on standard error beside its errors: safe to call from any thread.
package final class Log: Sendable {
    /// How much is said.
    package enum Verbosity: Sendable, Comparable {
        case quiet, normal, verbose
    }

    package let verbosity: Verbosity
    let isTerminal: Bool
    private let name: String
    private let write: @Sendable (String) -> Void
    /// Whether a progress line stands on the terminal.
    private let hasProgressLine = Mutex(false)

    /// A log by the options `--quiet` and `--verbose` of a command that has them.
    package convenience init(_ arguments: Arguments) {
        let given = Set(arguments.given)
        self.init(
            name: arguments.command.name,
            verbosity: given.contains("quiet") ? .quiet : given.contains("verbose") ? .verbose : .normal,
            isTerminal: StandardStreams.isTerminal(.error)
        ) { StandardStreams.writeError($0) }
    }

    init(
        name: String, verbosity: Verbosity, isTerminal: Bool, write: @escaping @Sendable (String) -> Void
    ) {
        self.name = name
        self.verbosity = verbosity
        self.isTerminal = isTerminal
        self.write = write
    }

    /// Something may be wrong, but the work goes on: `name: warning: …`.
    package func warn(_ message: String) { say("warning: " + message, from: .normal) }

    /// Something worth knowing: `name: …`, unless quiet.
    package func note(_ message: String) { say(message, from: .normal) }

    /// Something for those who asked for it with `--verbose`.
    package func detail(_ message: @autoclosure () -> String) {
        if verbosity >= .verbose { say(message(), from: .verbose) }
    }

    private func say(_ message: String, from level: Verbosity) {
        guard verbosity >= level else { return }
        replaceProgressLine(by: Message.line(name, message), isProgress: false)
    }

    /// Shows the line in place of the earlier one.
    func showProgress(_ line: String) { replaceProgressLine(by: line, isProgress: true) }

    /// Takes the progress line off the terminal, if there is one.
    func clearProgress() { replaceProgressLine(by: "", isProgress: false) }

    private func replaceProgressLine(by text: String, isProgress: Bool) {
        hasProgressLine.withLock { shown in
            let eraser = shown || isProgress ? "\r\u{1B}[K" : ""
            if !(eraser + text).isEmpty { write(eraser + text) }
            shown = isProgress
        }
    }
}

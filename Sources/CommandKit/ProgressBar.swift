import Synchronization

/// Progress on standard error: a line that is rewritten if that is a terminal, sparse lines if it is not and
/// the user asked for them with `--verbose`, nothing with `--quiet`. Safe to call from any thread and as
/// often as one likes.
package final class ProgressBar: Sendable {
    private let label: String
    private let log: Log
    private let isShown: Bool
    private let seconds: @Sendable () -> Double
    private let start: Double
    private let pace: Mutex<ProgressPace>

    /// - Parameter label: what is being done, such as `hebbian`.
    package convenience init(_ label: String, log: Log) {
        self.init(label, log: log, seconds: Terminal.seconds)
    }

    init(_ label: String, log: Log, seconds: @escaping @Sendable () -> Double) {
        self.label = label
        self.log = log
        self.seconds = seconds
        isShown = log.isTerminal ? log.verbosity > .quiet : log.verbosity >= .verbose
        start = seconds()
        pace = Mutex(ProgressPace(isTerminal: log.isTerminal))
    }

    /// Shows the progress if the last line is old enough.
    package func update(_ progress: Progress) {
        guard isShown else { return }
        let elapsed = seconds() - start
        guard pace.withLock({ $0.isDue(elapsed) }) else { return }
        let line = ProgressLine(label: label, progress: progress, elapsed: elapsed)
        if log.isTerminal {
            log.showProgress(line.text(columns: Terminal.columns(of: .error)))
        } else {
            log.detail(line.sparse)
        }
    }

    /// Takes the line off the terminal; this also happens when the bar goes out of scope.
    package func finish() {
        if isShown, log.isTerminal { log.clearProgress() }
    }

    deinit { finish() }
}

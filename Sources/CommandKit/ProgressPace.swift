/// When a progress line is due: ten times a second on a terminal, at doubling intervals in a log.
struct ProgressPace {
    private let isTerminal: Bool
    private var next: Double

    init(isTerminal: Bool) {
        self.isTerminal = isTerminal
        // Work that is done in a moment shows nothing.
        next = isTerminal ? 0.2 : 1
    }

    /// - Parameter elapsed: seconds since the work began.
    mutating func isDue(_ elapsed: Double) -> Bool {
        guard elapsed >= next else { return false }
        if isTerminal {
            next = elapsed + 0.1
        } else {
            while next <= elapsed { next *= 2 }
        }
        return true
    }
}

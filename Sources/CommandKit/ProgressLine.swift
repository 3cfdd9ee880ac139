/// The words of a progress line.
struct ProgressLine {
    let label: String
    let progress: Progress
    /// Seconds since the work began.
    let elapsed: Double

    /// One line of a terminal: label, share, bar, times and numbers, as many of them in this order as fit.
    func text(columns: Int) -> String {
        var parts = [label]
        if let fraction {
            let width = columns < 100 ? 10 : 20
            let filled = Int((fraction * Double(width)).rounded(.down))
            let percent = percent(fraction)
            parts.append(String(repeating: " ", count: max(0, 5 - percent.count)) + percent)
            parts.append(
                "[\(String(repeating: "#", count: filled))\(String(repeating: "-", count: width - filled))]")
        }
        parts.append(Self.clock(elapsed))
        if let left { parts.append("(\(left))") }
        if let task = progress.task { parts.append(task) }
        parts += numbers
        var line = ""
        for part in parts {
            let longer = line.isEmpty ? part : "\(line) \(part)"
            // The last column stays free: some terminals wrap when it is written to.
            guard longer.count < columns else { break }
            line = longer
        }
        return line
    }

    /// A line for a log: `hebbian: 45 %, iteration 12, 0:09 elapsed, 0:11 left`.
    var sparse: String {
        let parts =
            (fraction.map { [percent($0)] } ?? []) + (progress.task.map { [$0] } ?? []) + numbers
            + ["\(Self.clock(elapsed)) elapsed"] + (left.map { [$0] } ?? [])
        return "\(label): \(parts.joined(separator: ", "))"
    }

    private var fraction: Double? {
        progress.fraction.map { $0.isNaN ? 0 : min(max($0, 0), 1) }
    }

    private func percent(_ fraction: Double) -> String { "\(Int((fraction * 100).rounded(.down))) %" }

    private var numbers: [String] {
        [
            progress.iteration.map { "iteration \($0)" },
            progress.energy.map { "energy \(NumberText.significant($0, digits: 5))" },
            progress.convergence.map { "convergence \(NumberText.significant($0, digits: 3))" },
        ].compactMap { $0 }
    }

    /// The time that is left at the pace so far; said from the first second on.
    private var left: String? {
        guard let fraction, fraction > 0, elapsed >= 1 else { return nil }
        return "\(Self.clock(elapsed * (1 - fraction) / fraction)) left"
    }

    /// `0:07`, `12:30`, `3:05:00`; more than 999 hours are not worth counting.
    static func clock(_ seconds: Double) -> String {
        guard seconds < 3_600_000 else { return "over 999 hours" }
        let whole = Int(max(seconds, 0).rounded())
        let tail = twoDigits(whole % 60)
        return whole < 3600
            ? "\(whole / 60):\(tail)" : "\(whole / 3600):\(twoDigits(whole / 60 % 60)):\(tail)"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

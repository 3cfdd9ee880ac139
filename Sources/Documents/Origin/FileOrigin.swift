import HDF5Store

/// How a file came about, as it says itself: files made of it carry that on.
public struct FileOrigin: Sendable, Equatable {
    /// The oldest first; each comes after those whose results it reads.
    public internal(set) var steps: [OriginStep]
    public internal(set) var credits: Credits

    package static let none = FileOrigin(steps: [])

    init(steps: [OriginStep], credits: Credits = Credits()) { (self.steps, self.credits) = (steps, credits) }

    /// What a history tells, one line a step, newest first.
    public init(history: String, credits: Credits = Credits()) {
        self.init(steps: history.split(separator: "\n").reversed().map { OriginStep(String($0)) }, credits: credits)
    }

    /// One line a step, newest first; empty where nothing is known.
    public var history: String { steps.reversed().map(\.line).joined(separator: "\n") }

    /// The origin before the last step.
    package var earlier: FileOrigin { FileOrigin(steps: steps.dropLast(), credits: credits) }

    /// The same where the result of the last step is known, since a further one reads it.
    func made(_ digest: String) -> FileOrigin {
        var result = self
        if !result.steps.isEmpty { result.steps[result.steps.count - 1].made = digest }
        return result
    }

    /// The steps of several files, each once: those of the first are the newest.
    static func joining(_ origins: [FileOrigin]) -> FileOrigin {
        var steps: [OriginStep] = []
        for origin in origins.reversed() { steps += origin.steps.filter { !steps.contains($0) } }
        return FileOrigin(steps: steps, credits: .shared(by: origins.filter { !$0.steps.isEmpty }.map(\.credits)))
    }
}

// MARK: - As text

/// What a step read or made, as a line: its number, the oldest 0; `read` or `made`; the digest; and of what was read the name.
private struct StepFile {
    let step: Int
    /// Nil for the result of the step.
    let name: String?
    let digest: String?

    private static let unknown = "unknown"

    var text: String {
        "\(step) \(name == nil ? "made" : "read") \(digest ?? Self.unknown)" + (name.map { " \($0)" } ?? "")
    }

    init(_ step: Int, _ digest: String?, name: String?) { (self.step, self.digest, self.name) = (step, digest, name) }

    /// Nil for other text.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, let step = Int(parts[0]), step >= 0,
            parts[2] == Self.unknown || FormatAttribute.isDigest(parts[2]), parts[1] == "read" || parts[1] == "made",
            (parts[1] == "read") == (parts.count == 4)
        else { return nil }
        let digest = parts[2] == Self.unknown ? nil : String(parts[2])
        self.init(step, digest, name: parts.count == 4 ? String(parts[3]) : nil)
    }
}

extension FileOrigin {
    /// A line for each file that a step read or made.
    private var fileLines: [String] {
        steps.enumerated().flatMap { number, step in
            step.inputs.map { StepFile(number, $0.digest, name: $0.name).text }
                + (step.made.map { [StepFile(number, $0, name: nil).text] } ?? [])
        }
    }

    /// Takes what such lines tell; those of no step count for nothing.
    private mutating func take(_ files: [StepFile]) {
        for file in files where steps.indices.contains(file.step) {
            if let name = file.name {
                steps[file.step].inputs.append(OriginStep.Input(digest: file.digest, name: name))
            } else {
                steps[file.step].made = file.digest
            }
        }
    }

    /// What begins the line of a file in a text.
    private static let fileWord = "step "

    /// For figures, which keep one text: the history, then credits and files, a line each.
    ///
    /// - Parameter limit: where there are more lines of files, only those of the last step are told.
    package func text(limit: Int = 1000) -> String {
        var files = fileLines
        if files.count > limit, let last = steps.indices.last {
            files = steps[last].inputs.map { StepFile(last, $0.digest, name: $0.name).text }
        }
        let lines = (steps.isEmpty ? [] : [history]) + credits.values.map { "\($0.name) \($0.value)" }
        return (lines + files.map { Self.fileWord + $0 }).joined(separator: "\n")
    }

    /// The origin that such a text tells.
    package init(text: String) {
        var (lines, files, credits): ([Substring], [StepFile], [String: String]) = ([], [], [:])
        for line in text.split(separator: "\n") {
            if line.hasPrefix(Self.fileWord), let file = StepFile(line.dropFirst(Self.fileWord.count)) {
                files.append(file)
            } else if let name = Credits.names.first(where: { line.hasPrefix($0 + " ") }) {
                credits[name] = String(line.dropFirst(name.count + 1))
            } else {
                lines.append(line)
            }
        }
        self.init(history: lines.joined(separator: "\n"), credits: Credits(credits))
        take(files)
    }

    // MARK: - In files

    /// The dataset of what steps read and made, which no id counts.
    static let filesName = "history_files"

    /// The origin that an open file tells; what is of another type than the format says counts for nothing here.
    init(_ root: borrowing HDF5Group) throws {
        var credits: [String: String] = [:]
        for name in Credits.names { credits[name] = try root.attribute(name)?.string }
        self.init(history: try root.attribute("history")?.string ?? "", credits: Credits(credits))
        take(try Self.lines(root).compactMap { StepFile($0) })
    }

    /// The lines of files as they stand; none where they are no texts.
    private static func lines(_ root: borrowing HDF5Group) throws -> [String] {
        guard try root.kind(of: filesName) == .dataset else { return [] }
        return try root.dataset(filesName) { dataset in
            guard case .string = dataset.elementKind, dataset.shape.count == 1 else { return [] }
            return try dataset.readStrings()
        }
    }

    /// The first line that tells of none of so many steps; nil where all do.
    static func strayLine(_ root: borrowing HDF5Group, steps: Int) throws -> String? {
        try lines(root).first { line in StepFile(line).map { $0.step >= steps } ?? true }
    }

    func write(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try root.setAttribute("history", history)
        for (name, value) in credits.values { try root.setAttribute(name, value) }
        let files = fileLines
        if !files.isEmpty { try writer.strings(root, Self.filesName, files) }
    }
}

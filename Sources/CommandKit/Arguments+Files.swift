import OperatingSystem

// An output replaces what its name stands for: a name given twice would lose a result or what was read.
extension Arguments {
    /// Throws where two outputs, or an output and an input, are the same file; standard streams, pipes and devices may
    /// be named twice.
    func refuseOneFileTwice() throws(UsageError) {
        let outputs = files { $0.isOutput }
        for (index, output) in outputs.enumerated() {
            for other in outputs[..<index] where FileIdentity.isSame(output.path, other.path) {
                throw UsageError("\(other.source) and \(output.source) are both \(output.path), expected two files")
            }
        }
        if let first = operands.first, command.updatesInput.contains(first) { return }
        for output in outputs {
            for input in files({ !$0.isOutput }) + operandFiles where FileIdentity.isSame(output.path, input.path) {
                throw UsageError(
                    "\(output.source) is \(output.path), which is read as \(input.source) and would be lost; "
                        + "name another file")
            }
        }
    }

    /// Throws where standard input, or another pipe, is to be read twice: it gives its bytes only once.
    ///
    /// - Parameter absent: what reads standard input because it was not given.
    package func refuseOneStreamTwice(absent: String? = nil) throws(UsageError) {
        let inputs = operandFiles + files { !$0.isOutput } + (absent.map { [($0, "-")] } ?? [])
        let streams = inputs.filter { InputFile.isStream($0.path) }
        for (index, stream) in streams.enumerated() {
            for other in streams[..<index] where Self.streamName(other.path) == Self.streamName(stream.path) {
                let subject =
                    other.source == stream.source
                    ? "\(stream.source) is twice" : "\(other.source) and \(stream.source) are both"
                throw UsageError(
                    "\(subject) \(Self.streamName(stream.path)), which can be read only once, "
                        + "expected a file for one of them")
            }
        }
    }

    private static func streamName(_ path: String) -> String {
        ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path) ? "standard input" : path
    }

    private typealias NamedFile = (source: String, path: String)

    /// Files that options of a kind name.
    private func files(_ isWanted: (Option) -> Bool) -> [NamedFile] {
        command.options.flatMap { option -> [NamedFile] in
            guard case .file = option.value, isWanted(option) else { return [] }
            return texts(option.name).map { ("--\(option.name)", $0) }
        }
    }

    /// The files that options name to be read, each once: words that stand for no file are left out.
    var namedInputs: [String] {
        var seen = Set<String>()
        return files { !$0.isOutput }.map(\.path).filter { path in
            (path == "-" || InputFile.exists(path)) && seen.insert(path).inserted
        }
    }

    /// Operands that are files: those that are no word of a fixed choice.
    private var operandFiles: [NamedFile] {
        operands.enumerated().compactMap { index, path in
            let operand = command.operands[min(index, command.operands.count - 1)]
            return operand.choices.isEmpty ? (operand.name, path) : nil
        }
    }
}

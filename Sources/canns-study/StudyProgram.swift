import CommandKit
import Documents
import Numerics
import OperatingSystem
import Studies

/// The work of canns-study: which study, on what, and where its archive stands.
struct StudyProgram {
    private let arguments: Arguments
    private let log: Log
    private let runner: StudyRunner
    private let first: String

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        first = arguments.operands[0]
        runner = try StudyRunner(arguments, log)
    }

    private var files: [String] { Array(arguments.operands.dropFirst()) }

    func run() throws {
        switch ArchiveTask(rawValue: first) {
        case .merge?: try merge()
        case .resume?: try resume()
        case .rerun?: try rerun()
        case .verify?: try verify()
        case .schema?: try schema()
        case nil: try study()
        }
    }

    // MARK: - A study

    private func study() throws {
        guard let type = StudyRegistry.study(named: first) else { throw UsageError("there is no study \(first)") }
        guard files.count <= 1 else { throw UsageError("unexpected operand \(files[1]), expected one file at most") }
        let given = try arguments.parameters(of: type)
        let input = try input(of: type)
        let study: any Study
        do { study = try type.init(given, inputs: input.inputs) } catch let error as StudyError {
            throw explained(error)
        }
        let line = arguments.contentCommand(inputs: false).dropFirst(studyCommand.name.count)
        var document = StudyDocument(study, input: input, command: "\(studyCommand.name) \(first)\(line)")
        try runner.run(&document, study, to: try target(continuing: &document))
    }

    /// What the study works on: a file, standard input for those that cannot do without, or nothing.
    private func input(of type: any Study.Type) throws -> StudyInput {
        let need = type.description.need
        if files.isEmpty, !need.isRequired { return .none }
        if need == .nothing {
            throw UsageError("unexpected operand \(files[0]): study \(first) needs no file")
        }
        if need == .labelled { return try labelledInput() }
        var reading = PatternReading(dataset: arguments.textOrDefault("dataset"))
        reading.isTransposed = arguments.isTransposed
        reading.advice = "name one with --dataset"
        let document = try AnyDocument.read(files.first, reading)
        for remark in document.remarks { log.note("\(DocumentReader.displayName(files.first)): \(remark)") }
        do { return try StudyInput(document, for: need) } catch let error as DocumentError {
            throw Failure("\(DocumentReader.displayName(files.first)): \(error)")
        }
    }

    /// A layer or a memory, with the patterns of `--train`, which a memory does without, and `--test`.
    private func labelledInput() throws -> StudyInput {
        guard let test = arguments.text("test") else {
            throw UsageError(
                "study \(first) needs labelled patterns, expected --test FILE, and of a layer --train FILE too")
        }
        let source = DocumentReader.displayName(files.first)
        let document = try AnyDocument.read(files.first, PatternReading())
        let training = try arguments.text("train").map { try PatternsDocument.read($0).patterns }
        let judging = try PatternsDocument.read(test).patterns
        let input: StudyInput
        do {
            let workers = arguments.threads.map(Workers.init(count:)) ?? .all
            input = try StudyInput(judged: document, training: training, test: judging, workers: workers)
        } catch let error as DocumentError {
            throw Failure("\(source): \(error)")
        }
        guard (input.inputs.memory == nil) == (training != nil) else {
            throw UsageError(
                training == nil
                    ? "\(source) holds a layer, whose readout is learned: expected --train FILE"
                    : "\(source) holds a memory, which stores its patterns: expected --test FILE without --train")
        }
        return input
    }

    /// A wrong parameter is wrong usage; what does not fit the file is a failure that names the file.
    private func explained(_ error: StudyError) -> any Error {
        if error.parameter != nil { return UsageError("--\(error)") }
        guard let file = files.first else { return UsageError("\(error)") }
        return Failure("\(DocumentReader.displayName(file)): \(error)")
    }

    /// The archive to write. One that exists and holds a part of the same study is gone on with.
    private func target(continuing document: inout StudyDocument) throws -> StudyRunner.Target {
        guard let path = arguments.text("output"), path != "-", !arguments.flag("force"), InputFile.exists(path) else {
            return try runner.newTarget()
        }
        // A file that cannot be read as a study is simply one that exists.
        guard let found = try? StudyDocument.read(path), !found.cells.isComplete,
            found.difference(from: document) == nil
        else { return try runner.newTarget() }
        log.note("\(path): goes on after \(found.cells.doneCount) of \(found.cells.count) cells")
        document = found
        return .file(path, replacing: true)
    }

    // MARK: - Archives

    private func resume() throws {
        try arguments.refuseOptions(notFor: first, kind: "task")
        let path = try archive()
        var document = try StudyDocument.read(path)
        let study = try remade(document, path)
        guard path != "-" || arguments.has("output") else {
            return try runner.run(&document, study, to: try runner.newTarget())
        }
        let target = arguments.has("output") ? try runner.newTarget() : .file(path, replacing: true)
        try runner.run(&document, study, to: target)
    }

    private func rerun() throws {
        try arguments.refuseOptions(notFor: first, kind: "task")
        let path = try archive()
        var document = try StudyDocument.read(path)
        let study = try remade(document, path)
        document.cells = study.emptyCells
        document.result = nil
        try runner.run(&document, study, to: try runner.newTarget())
    }

    /// One line a finding on standard output; a file with any is a failure.
    private func verify() throws {
        try arguments.refuseOptions(notFor: first, kind: "task")
        guard !files.isEmpty else { throw UsageError("FILE is missing, expected the files to verify") }
        var damaged = 0
        for path in files {
            let findings = DocumentVerification.check(path)
            if findings.contains(where: \.isFault) { damaged += 1 }
            for finding in findings {
                try StandardStreams.writeOutput(Message.legible("\(path): \(finding)") + "\n")
            }
            if findings.isEmpty { log.detail("\(path): sound") }
        }
        if damaged > 0 { throw Failure("\(damaged) of \(files.count) files are not as they should be") }
    }

    /// The format of files on standard output.
    private func schema() throws {
        try arguments.refuseOptions(notFor: first, kind: "task")
        guard files.count <= 1 else { throw UsageError("unexpected operand \(files[1]), expected one kind of file") }
        let kind = try files.first.map { name in
            guard let kind = FileKind(rawValue: name) else {
                throw UsageError.unknown("kind of file", name, among: FileKind.allCases.map(\.rawValue))
            }
            return kind
        }
        try StandardStreams.writeOutput(DocumentSchema.text(of: kind) + "\n")
    }

    private func merge() throws {
        try arguments.refuseOptions(notFor: first, kind: "task")
        guard let path = files.first else { throw UsageError("FILE is missing, expected the parts to merge") }
        let target = try runner.newTarget()
        var whole = try StudyDocument.read(path)
        for part in files.dropFirst() {
            let other = try StudyDocument.read(part)
            if let difference = other.difference(from: whole) { throw Failure("\(part): \(difference), as \(path)") }
            do { try whole.cells.merge(other.cells) } catch let error as StudyError {
                throw Failure("\(part): \(error)")
            }
        }
        guard whole.cells.isComplete else {
            throw Failure(
                "the parts have \(whole.cells.doneCount) of \(whole.cells.count) cells, expected all shards of the study"
            )
        }
        let study = try remade(whole, path)
        try runner.run(&whole, study, to: target)
    }

    private func archive() throws -> String {
        guard files.count <= 1 else { throw UsageError("unexpected operand \(files[1]), expected one archive") }
        return files.first ?? "-"
    }

    private func remade(_ document: StudyDocument, _ path: String) throws -> any Study {
        do { return try document.study() } catch let error as StudyError {
            throw Failure("\(DocumentReader.displayName(path)): \(error)")
        }
    }
}

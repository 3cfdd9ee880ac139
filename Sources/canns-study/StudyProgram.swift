import CommandKit
import Documents
import Numerics
import OperatingSystem
import Studies

/// A study: which one, on what, and where its archive stands.
struct StudyProgram {
    private let arguments: Arguments
    private let log: Log
    private let runner: StudyRunner
    private let name: String

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        name = arguments.operands[0]
        runner = try StudyRunner(arguments, log)
    }

    private var files: [String] { Array(arguments.operands.dropFirst()) }

    func run() throws {
        guard let type = StudyRegistry.study(named: name) else { throw UsageError("there is no study \(name)") }
        guard files.count <= 1 else { throw UsageError("unexpected operand \(files[1]), expected one file at most") }
        let given = try arguments.parameters(of: type)
        let (input, provenance) = try input(of: type)
        let study: any Study
        do { study = try type.init(given, inputs: input.inputs) } catch let error as StudyError {
            throw explained(error)
        }
        var document = StudyDocument(study, input: input, provenance: provenance)
        try runner.run(&document, study, to: try target(continuing: &document))
    }

    /// What the study works on, a file, standard input for those that cannot do without, or nothing; and how it came about.
    private func input(of type: any Study.Type) throws -> (StudyInput, Provenance) {
        let need = type.description.need
        let provenance = try Provenance(arguments.record())
        if files.isEmpty, !need.isRequired { return (.none, provenance) }
        if need == .nothing {
            throw UsageError("unexpected operand \(files[0]): study \(name) needs no file")
        }
        if need == .labelled { return try labelledInput(provenance) }
        var reading = PatternReading(dataset: arguments.textOrDefault("dataset"))
        reading.isTransposed = arguments.isTransposed
        reading.advice = "name one with --dataset"
        let document = try AnyDocument.read(files.first, reading)
        for remark in document.remarks { log.note("\(DocumentReader.displayName(files.first)): \(remark)") }
        let read = try provenance.reading(document.header, at: files.first)
        do { return (try StudyInput(document, for: need), read) } catch let error as DocumentError {
            throw Failure("\(DocumentReader.displayName(files.first)): \(error)")
        }
    }

    /// A layer or a memory, with the patterns of `--train`, which a memory does without, and `--test`.
    private func labelledInput(_ provenance: Provenance) throws -> (StudyInput, Provenance) {
        guard let test = arguments.text("test") else {
            throw UsageError(
                "study \(name) needs labelled patterns, expected --test FILE, and of a layer --train FILE too")
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
        return (input, try provenance.reading(document.header, at: files.first))
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
}

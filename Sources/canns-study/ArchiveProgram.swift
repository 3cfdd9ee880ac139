import CommandKit
import Documents
import Numerics
import OperatingSystem
import Studies

/// What is done with archives and other files: the tasks beside the studies.
struct ArchiveProgram {
    private let task: ArchiveTask
    let arguments: Arguments
    let log: Log
    private let runner: StudyRunner

    init(_ task: ArchiveTask, _ arguments: Arguments) throws {
        self.task = task
        self.arguments = arguments
        log = Log(arguments)
        runner = try StudyRunner(arguments, log)
    }

    var workers: Workers { arguments.threads.map(Workers.init(count:)) ?? .all }

    var files: [String] { Array(arguments.operands.dropFirst()) }

    func run() throws {
        try arguments.refuseOptions(notFor: task.rawValue, kind: "task")
        switch task {
        case .merge: try merge()
        case .resume: try resume()
        case .rerun: try rerun()
        case .crate: try crate()
        case .table: try table()
        case .verify: try verify()
        case .schema: try schema()
        }
    }

    private func resume() throws {
        let path = try archive()
        var document = try StudyDocument.read(path)
        let study = try remade(document, path)
        guard path != "-" || arguments.has("output") else {
            return try runner.run(&document, study, to: try runner.newTarget())
        }
        let target = arguments.has("output") ? try runner.newTarget() : .file(path, replacing: true)
        try runner.run(&document, study, to: target)
    }

    /// Files of any kind are made again and compared, unless their bytes are wanted; a study whose archive holds all that
    /// it needs goes on as others do, in shards and with reports.
    private func rerun() throws {
        try arguments.refuseTogether("dry-run", "output")
        let program = try RerunProgram(arguments)
        if arguments.flag("dry-run") { return try program.script(try given()) }
        guard arguments.has("output") || arguments.has("report") || files.isEmpty else {
            return try program.compare(files)
        }
        let path = try archive()
        guard try RerunProgram.isWholeStudy(path) else { return try program.write(path) }
        try again(try StudyDocument.read(path), path)
    }

    private func again(_ found: StudyDocument, _ path: String) throws {
        var document = found
        document.created = document.header?.created
        let target = try runner.newTarget()
        var parts: [StudyDocument]
        do { parts = try document.cleared() } catch let error as StudyError {
            throw Failure("\(DocumentReader.displayName(path)): \(error)")
        }
        if document.joinedTrials.isEmpty { return try runner.run(&parts[0], try remade(parts[0], path), to: target) }
        if arguments.has("shard") {
            throw UsageError("--shard does not apply to joined trials, which have several seeds")
        }
        for index in parts.indices { try runner.complete(&parts[index], try remade(parts[index], path)) }
        var whole = try joined(parts, path)
        (whole.provenance, whole.created) = (document.provenance, document.created)
        try runner.run(&whole, try remade(whole, path), to: target)
    }

    /// One line a finding on standard output; a file with any is a failure.
    private func verify() throws {
        let files = try given()
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
        guard let path = files.first else { throw UsageError("FILE is missing, expected the parts to merge") }
        let target = try runner.newTarget()
        if try mergeRows(target) { return }
        let documents = try files.map { try StudyDocument.read($0) }
        var whole = documents[0]
        let differ = documents.contains { $0.difference(from: whole) != nil }
        let credits = Credits(arguments.record().credits)
        if differ, documents.allSatisfy({ $0.cells.isComplete && $0.isMoreTrials(of: whole) }) {
            whole = try joined(documents, path)
            whole.provenance = whole.provenance.crediting(credits)
            return try runner.run(&whole, try remade(whole, path), to: target)
        }
        for (part, other) in zip(files, documents).dropFirst() {
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
        whole.provenance = whole.provenance.crediting(credits)
        let study = try remade(whole, path)
        try runner.run(&whole, study, to: target)
    }

    /// The numbers of archives on standard output or in a file, those of several with the file in front.
    private func table() throws {
        if arguments.has("report") { throw UsageError("--report does not apply to table, which is one; name -o FILE") }
        _ = try arguments.checkedOutput("output")
        try arguments.refuseOneStreamTwice()
        let paths = files.isEmpty ? ["-"] : files
        let tables = try paths.map(report)
        let columns = tables[0].report.columns
        for (path, table) in zip(paths, tables) where table.report.columns != columns {
            throw Failure("\(path): has other columns than \(paths[0]), expected archives of one kind of study")
        }
        let format = ReportText.Format(rawValue: arguments.textOrDefault("format")) ?? .csv
        var text = ReportText(columns: (paths.count > 1 ? ["file"] : []) + columns, format: format)
        for (path, table) in zip(paths, tables) {
            for row in table.report.rows(of: table.result) {
                text.add((paths.count > 1 ? [.text(path)] : []) + row.map(ReportText.Value.init))
            }
        }
        try arguments.write(text.text, to: "output")
    }

    private func report(of path: String) throws -> (report: StudyReport, result: StudyResult) {
        let (name, document) = (DocumentReader.displayName(path), try StudyDocument.read(path))
        guard let study = StudyRegistry.study(named: document.kind) else {
            throw Failure(
                "\(name): the study is \(document.kind), expected one of \(StudyRegistry.names.joined(separator: ", "))"
            )
        }
        guard let result = document.result else {
            throw Failure("\(name): is not complete, so it has no results; go on with canns-study resume \(path)")
        }
        return (.of(result, study.description), result)
    }

    private func joined(_ documents: [StudyDocument], _ path: String) throws -> StudyDocument {
        do { return try .joiningTrials(documents) } catch let error as StudyError {
            throw Failure("\(DocumentReader.displayName(path)): \(error)")
        }
    }

    /// The files, of which there is one at least.
    private func given() throws -> [String] {
        guard !files.isEmpty else { throw UsageError("FILE is missing, expected files to \(task.rawValue)") }
        return files
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

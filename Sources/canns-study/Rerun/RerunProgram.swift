import CommandKit
import Documents
import OperatingSystem
import Studies

/// Makes files again by the commands of their histories and compares bytes.
struct RerunProgram {
    private let arguments: Arguments
    private let log: Log
    /// The folders in which inputs are looked for, beside that of the file.
    private let folders: [String]

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        folders = arguments.texts("folder")
        for folder in folders where !Folder.exists(folder) {
            throw UsageError("--folder: \(folder) is no folder, expected one where inputs are")
        }
    }

    /// One line a file on standard output; one that is not made again is a failure.
    func compare(_ paths: [String]) throws {
        Interruption.deferTermination()
        defer { Interruption.resumeTermination() }
        var failures = 0
        for path in paths {
            let finding = try finding(path)
            if finding != Self.same { failures += 1 }
            try StandardStreams.writeOutput(Message.legible("\(path): \(finding)") + "\n")
            if Interruption.requested { return }
        }
        if failures > 0 { throw Failure("\(failures) of \(paths.count) files are not made again as they are") }
    }

    /// Writes what is made again where `--output` says.
    func write(_ path: String) throws {
        let output = try arguments.binaryOutput()
        let made = try made(path, try plan(path))
        guard let output else { return try StandardStreams.writeOutput(InputFile.readAll(made.path, limit: .max)) }
        let file = try OutputFile.create(for: output, replacing: arguments.flag("force"))
        try InputFile.forEachPiece(of: made.path, file.write)
        try file.commit()
    }

    /// The commands as a script for a shell, which makes the files and compares.
    func script(_ paths: [String]) throws {
        var lines = ["#!/bin/sh", "set -eu", "folder=$(mktemp -d)", "trap 'rm -rf \"$folder\"' EXIT"]
        for path in paths { lines += try RerunScript(try plan(path), of: path).lines }
        try StandardStreams.writeOutput(lines.joined(separator: "\n") + "\n")
    }

    // MARK: - Files

    private static let same = "same bytes"

    private func finding(_ path: String) throws -> String {
        do {
            let made = try made(path, try plan(path))
            return try InputFile.areEqual(path, made.path) ? Self.same : try difference(path, made.path)
        } catch let error as Failure { return without(path, "\(error)") } catch let error as DocumentError {
            return without(path, "\(error)")
        }
    }

    /// A sentence that begins with the path anyway.
    private func without(_ path: String, _ sentence: String) -> String {
        sentence.hasPrefix("\(path): ") ? String(sentence.dropFirst(path.count + 2)) : sentence
    }

    /// - Throws: `Failure` that begins with the path.
    private func plan(_ path: String) throws -> RerunPlan {
        do { return try unnamedPlan(path) } catch let error as Failure {
            throw Failure("\(path): \(without(path, error.message))")
        }
    }

    private func unnamedPlan(_ path: String) throws -> RerunPlan {
        guard FileSignature.isHDF5(try InputFile.first(8, of: path)) else {
            let ending = path.split(separator: ".").last.map { ".\($0)" } ?? ".png"
            return try RerunPlan(try FigureOrigin.read(path), ending: ending, finder(path))
        }
        let (header, study) = try Self.header(path)
        guard let header else { throw Failure("\(path): is of other software, expected a file of canns") }
        if study?.isWhole == true { return RerunPlan(["canns-study", "rerun"], on: path, created: header.created) }
        return try RerunPlan(header.origin, ending: ".h5", finder(path))
    }

    /// Whether an archive holds all that its study worked on.
    static func isWholeStudy(_ path: String) throws -> Bool {
        guard try path == "-" || FileSignature.isHDF5(InputFile.first(8, of: path)) else { return false }
        // A stream is read once; what is no archive is refused then.
        return try InputFile.isStream(path) || header(path).study?.isWhole == true
    }

    private static func header(_ path: String) throws -> (DocumentHeader?, study: (any Study.Type)?) {
        try DocumentReader.open(path) { root, header in
            guard try root.kind(of: "study") == .group else { return (header, nil) }
            let name = try root.group("study") { try $0.value("name")?.text }
            return (header, name.flatMap(StudyRegistry.study))
        }
    }

    private func finder(_ path: String) -> InputFinder {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return InputFinder(folders + [folder.isEmpty ? "/" : folder])
    }

    /// What a difference comes from, as far as the files tell.
    private func difference(_ path: String, _ made: String) throws -> String {
        guard FileSignature.isHDF5(try InputFile.first(8, of: path)) else { return "other bytes" }
        let headers = try [path, made].map { try DocumentReader.open($0) { _, header in header } }
        guard let old = headers[0], let new = headers[1] else { return "other bytes" }
        if old.id != new.id { return "other content, \(new.id) in place of \(old.id)" }
        let versions = [old, new].map { $0.origin.steps.last?.told.versions ?? "" }
        return "same content, other history"
            + (versions[0] == versions[1] ? "" : ": made by \(versions[0]), now by \(versions[1])")
    }

    // MARK: - Running

    private struct Made {
        let folder: TemporaryFolder
        let path: String
    }

    private func made(_ path: String, _ plan: RerunPlan) throws -> Made {
        let folder = try TemporaryFolder()
        try folder.makeFolder(plan.workFolder)
        let work = plan.workFolder
        func place(_ source: RerunPlan.Source) throws -> String {
            switch source {
            case .file(let path): try InputFile.absolute(path)
            case .made(let step): "\(folder.path)/\(plan.result(step))"
            }
        }
        for number in plan.steps.indices {
            for link in plan.links(before: number) {
                let name = "\(work)/\(link.name)"
                try folder.makeFolder(name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ".")
                try folder.link(name, to: try place(link.source))
            }
            let step = plan.steps[number]
            var places: [RerunPlan.Source: String] = [:]
            for source in [step.operand, step.standardInput].compactMap({ $0 }) { places[source] = try place(source) }
            let words = plan.words(number, in: folder.path) { places[$0] ?? "" }
            try run(words, step, input: step.standardInput.flatMap { places[$0] }, in: folder, work)
        }
        let result = "\(folder.path)/\(plan.result(plan.steps.count - 1))"
        guard plan.isOfMany else { return Made(folder: folder, path: result) }
        // A picture may have been given another name since.
        let pictures = try Folder.files(result)
        guard let same = try pictures.first(where: { try InputFile.areEqual(path, $0) }) else {
            throw Failure("is none of the \(pictures.count) pictures that its command makes now")
        }
        return Made(folder: folder, path: same)
    }

    private func run(
        _ words: [String], _ step: RerunPlan.Step, input: String?, in folder: TemporaryFolder, _ work: String
    ) throws {
        log.detail(ShellQuoting.line(words))
        guard let own = ChildProcess.ownProgram?.split(separator: "/", omittingEmptySubsequences: false) else {
            throw Failure("the system does not say where canns-study is, expected it beside the other programs")
        }
        let program = own.dropLast().joined(separator: "/") + "/" + words[0]
        guard InputFile.exists(program) else {
            throw Failure("\(program): is not there, expected all programs of canns in one folder")
        }
        var process = ChildProcess(program, [words[0], "-q"] + words.dropFirst())
        process.folder = "\(folder.path)/\(work)"
        if let input { process.input = input }
        if let seconds = step.epoch {
            process.variables = [(UniversalTime.epochVariable, String(seconds))]
        }
        let errors = "\(folder.path)/errors"
        let end = try process.run(errors: errors)
        guard end == .status(0) else {
            let text = String(decoding: try InputFile.readAll(errors, limit: 1 << 20), as: UTF8.self)
            let last = text.split(separator: "\n").last.map(String.init)
            throw Failure("\(ShellQuoting.line(step.words)) failed: \(last ?? "it ended without a word")")
        }
    }
}

extension Study {
    /// Whether archives of the study hold what it worked on: labelled patterns stay in files of their own.
    fileprivate static var isWhole: Bool { description.need != .labelled }
}

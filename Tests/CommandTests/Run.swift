import Foundation

/// The repository, the programs as built, and a way to run them in a directory of their own.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let photos = root.appendingPathComponent("datasets/photos").path
    static let letters = root.appendingPathComponent("datasets/letters").path

    /// Where the programs are: beside the test bundle.
    static let programs: URL = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let built = beside.appendingPathComponent("canns-train").path
        return FileManager.default.isExecutableFile(atPath: built)
            ? beside : root.appendingPathComponent(".build/debug")
    }()
}

/// What a command left.
struct Outcome {
    let status: Int32
    /// The signal that ended it, or nil.
    let signal: Int32?
    let output: Data
    let errors: String
}

/// A fresh directory in which commands of a test run; removed with the value.
final class Workplace {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("canns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

    func contents(_ name: String) throws -> Data { try Data(contentsOf: directory.appendingPathComponent(name)) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// All files, hidden ones too: nothing may be left behind.
    var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted() }

    func write(_ bytes: Data, to name: String) throws { try bytes.write(to: directory.appendingPathComponent(name)) }

    /// Runs a line of shell with the programs on the path. Output goes through files, so that no pipe can fill up.
    @discardableResult
    func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "set -o pipefail; " + line]
        process.currentDirectoryURL = directory
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = Repository.programs.path + ":" + (variables["PATH"] ?? "")
        variables["SOURCE_DATE_EPOCH"] = "1700000000"
        variables["PHOTOS"] = Repository.photos
        variables["LETTERS"] = Repository.letters
        for (name, value) in environment { variables[name] = value }
        process.environment = variables
        let streams = FileManager.default.temporaryDirectory.appendingPathComponent("canns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: streams) }
        let (output, errors) = (streams.appendingPathComponent("out"), streams.appendingPathComponent("err"))
        for url in [output, errors] { try Data().write(to: url) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
            output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}

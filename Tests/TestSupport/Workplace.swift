import Foundation

/// The repository, and the programs as built.
public enum Repository {
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    public static let photos = root.appendingPathComponent("datasets/photos").path
    public static let letters = root.appendingPathComponent("datasets/letters").path

    /// Where the programs are: beside the test bundle.
    public static let programs: URL = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let built = beside.appendingPathComponent("canns-train").path
        return FileManager.default.isExecutableFile(atPath: built)
            ? beside : root.appendingPathComponent(".build/debug")
    }()
}

/// What a command left.
public struct Outcome: Sendable {
    public let status: Int32
    /// The signal that ended it, or nil.
    public let signal: Int32?
    public let output: Data
    public let errors: String
}

/// A fresh directory in which commands of a test run.
public final class Workplace: Scratch, @unchecked Sendable {
    /// Runs a line of shell with the programs on the path. Output goes through files, so that no pipe can fill up.
    @discardableResult
    public func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "set -o pipefail; " + line]
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = variables.merging(environment) { $1 }
        let streams = try Scratch()
        for name in ["out", "err"] { try streams.write("", to: name) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: streams.path("out")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: streams.path("err")))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
            output: try streams.contents("out"), errors: try streams.text("err"))
    }

    private var variables: [String: String] {
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = Repository.programs.path + ":" + (variables["PATH"] ?? "")
        variables["SOURCE_DATE_EPOCH"] = "1700000000"
        variables["PHOTOS"] = Repository.photos
        variables["LETTERS"] = Repository.letters
        return variables
    }
}

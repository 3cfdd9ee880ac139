import Foundation

/// The repository, and the programs as built.
package enum Repository {
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    package static let photos = root.appendingPathComponent("datasets/photos").path
    package static let letters = root.appendingPathComponent("datasets/letters").path

    /// Where the programs are: beside the test bundle.
    package static let programs: URL = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let built = beside.appendingPathComponent("canns-train").path
        return FileManager.default.isExecutableFile(atPath: built)
            ? beside : root.appendingPathComponent(".build/debug")
    }()
}

/// What a command left.
package struct Outcome: Sendable {
    package let status: Int32
    /// The signal that ended it, or nil.
    package let signal: Int32?
    package let output: Data
    package let errors: String
}

/// A fresh directory in which commands of a test run.
package final class Workplace: Scratch, @unchecked Sendable {
    /// Runs a line of shell with the programs on the path. Output goes through files, so that no pipe can fill up.
    @discardableResult
    package func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
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

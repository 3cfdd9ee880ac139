import Foundation
import TestSupport
import Testing

@testable import OperatingSystem

/// Programs that are run to their end.
@Suite struct ChildProcessTests {
    @Test func folderInputVariablesAndErrorsAreThoseAskedFor() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("in/deep")
        let (input, errors) = ("\(folder.path)/input", "\(folder.path)/errors")
        try Data("line\n".utf8).write(to: URL(filePath: input))
        var process = ChildProcess(
            "/bin/sh", ["sh", "-c", "read word; echo \"$word $EPOCH\" >&2; basename $(pwd) >&2; exit 3"])
        (process.folder, process.input, process.variables) = ("\(folder.path)/in/deep", input, [("EPOCH", "7")])
        #expect(try process.run(errors: errors) == .status(3))
        #expect(try String(contentsOfFile: errors, encoding: .utf8) == "line 7\ndeep\n")
    }

    @Test func signalsAndMissingProgramsAreTold() throws {
        let folder = try TemporaryFolder()
        #expect(try ChildProcess("/bin/sh", ["sh", "-c", "kill -9 $$"]).run(errors: "\(folder.path)/e") == .signal(9))
        #expect(throws: FileError.self) {
            try ChildProcess("/nowhere/program", ["program"]).run(errors: "\(folder.path)/e")
        }
    }

    /// A link to a file outside of it stays a link: only the folder goes.
    @Test func aTemporaryFolderTakesNothingElseWithIt() throws {
        let kept = try TemporaryFolder()
        try Data("x".utf8).write(to: URL(filePath: "\(kept.path)/file"))
        var path = ""
        do {
            let folder = try TemporaryFolder()
            path = folder.path
            try folder.makeFolder("a/b")
            try folder.link("a/b/name", to: "\(kept.path)/file")
            #expect(try InputFile.areEqual("\(path)/a/b/name", "\(kept.path)/file"))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(InputFile.exists("\(kept.path)/file"))
    }

    /// Two pieces and a byte; the last byte differs in the third file.
    @Test func filesAreComparedToTheirEnd() throws {
        let folder = try TemporaryFolder()
        var bytes = Data(repeating: 7, count: 2 << 20) + [1]
        for (name, last) in [("a", 1), ("b", 1), ("c", 2)] as [(String, UInt8)] {
            bytes[2 << 20] = last
            try bytes.write(to: URL(filePath: "\(folder.path)/\(name)"))
        }
        #expect(try InputFile.areEqual("\(folder.path)/a", "\(folder.path)/b"))
        #expect(try !InputFile.areEqual("\(folder.path)/a", "\(folder.path)/c"))
    }
}

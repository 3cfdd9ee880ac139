import Foundation
import OperatingSystem
import TestSupport
import Testing

/// What killed programs leave, and who cleans it.
@Suite struct TemporaryFileTests {
    @Test func staleOnesAreRemoved() throws {
        let scratch = try Scratch()
        try scratch.write("half", to: ".a.h5.4711-abc.canns-tmp")
        try OutputFile.create(for: scratch.path("a.h5"), replacing: false).commit()
        #expect(scratch.files == ["a.h5"])
    }

    @Test func othersAreLeftAlone() throws {
        let scratch = try Scratch()
        let others = [".a.h5.notes", ".b.h5.4711-abc.canns-tmp", "a.h5.4711-abc.canns-tmp"]
        for name in others { try scratch.write("mine", to: name) }
        try OutputFile.create(for: scratch.path("a.h5"), replacing: false).commit()
        #expect(scratch.files == (others + ["a.h5"]).sorted())
    }

    @Test func linksAndDirectoriesAreLeftAlone() throws {
        let scratch = try Scratch()
        try scratch.write("precious", to: "b")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path(".a.1-x.canns-tmp"), withDestinationPath: "b")
        try FileManager.default.createDirectory(
            atPath: scratch.path(".a.2-x.canns-tmp"), withIntermediateDirectories: false)
        try OutputFile.create(for: scratch.path("a"), replacing: false).commit()
        #expect(scratch.files == [".a.1-x.canns-tmp", ".a.2-x.canns-tmp", "a", "b"])
    }

    @Test func thoseInUseAreKept() throws {
        let scratch = try Scratch()
        let first = try OutputFile.create(for: scratch.path("a"), replacing: true)
        try first.write(Array("first".utf8))
        let second = try OutputFile.create(for: scratch.path("a"), replacing: true)
        #expect(first.temporaryPath != second.temporaryPath)
        #expect(InputFile.exists(first.temporaryPath))
        second.discard()
        try first.commit()
        #expect(try scratch.text("a") == "first")
    }

    /// Nothing can be done about `kill -9` at that moment; the next run cleans up.
    @Test func killedProgram() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            Interruption.install()
            let output = try OutputFile.create(for: path, replacing: false)
            try output.write([1, 2, 3])
            kill(getpid(), SIGKILL)
        }
        let left = scratch.files
        #expect(left.count == 1)
        #expect(left[0].hasPrefix(".a.") && left[0].hasSuffix(".canns-tmp"))
        try OutputFile.create(for: path, replacing: false).commit()
        #expect(scratch.files == ["a"])
    }
}

import Foundation
import OperatingSystem
import TestSupport
import Testing

@Suite struct OutputFileTests {
    @Test func appearsWholeAtCommit() throws {
        let scratch = try Scratch()
        let output = try OutputFile.create(for: scratch.path("a"), replacing: false)
        #expect(!output.isDirect)
        try output.write(Array("one ".utf8))
        try output.write(Array("two".utf8))
        #expect(!InputFile.exists(scratch.path("a")))
        #expect(InputFile.exists(output.temporaryPath))
        try output.commit()
        #expect(try scratch.text("a") == "one two")
        #expect(scratch.files == ["a"])
    }

    @Test func writtenByPath() throws {
        let scratch = try Scratch()
        let output = try OutputFile.create(for: scratch.path("a"), replacing: false)
        // As the HDF5 library does: opened anew by its path, truncated, written.
        try Data("by path".utf8).write(to: URL(fileURLWithPath: output.temporaryPath), options: [])
        try output.commit()
        #expect(try scratch.text("a") == "by path")
    }

    @Test func discarded() throws {
        let scratch = try Scratch()
        let output = try OutputFile.create(for: scratch.path("a"), replacing: false)
        try output.write([1])
        output.discard()
        output.discard()
        #expect(scratch.files == [])
    }

    @Test func forgotten() throws {
        let scratch = try Scratch()
        do {
            let output = try OutputFile.create(for: scratch.path("a"), replacing: false)
            try output.write([1])
        }
        #expect(scratch.files == [])
    }

    @Test func existingIsRefused() throws {
        let scratch = try Scratch()
        try scratch.write("old", to: "a")
        let path = scratch.path("a")
        let text = message { _ = try OutputFile.create(for: path, replacing: false) }
        #expect(text == "\(path): exists")
        #expect(scratch.files == ["a"])
        #expect(try scratch.text("a") == "old")
    }

    @Test func existingIsReplaced() throws {
        let scratch = try Scratch()
        try scratch.write("old", to: "a")
        let reader = try #require(FileHandle(forReadingAtPath: scratch.path("a")))
        let output = try OutputFile.create(for: scratch.path("a"), replacing: true)
        try output.write(Array("new".utf8))
        #expect(try scratch.text("a") == "old")
        try output.commit()
        #expect(try scratch.text("a") == "new")
        // Who had it open still reads the old one.
        #expect(try reader.readToEnd() == Data("old".utf8))
        #expect(scratch.files == ["a"])
    }

    @Test func discardingKeepsTheOldOne() throws {
        let scratch = try Scratch()
        try scratch.write("old", to: "a")
        let output = try OutputFile.create(for: scratch.path("a"), replacing: true)
        try output.write(Array("new".utf8))
        output.discard()
        #expect(try scratch.text("a") == "old")
        #expect(scratch.files == ["a"])
    }

    /// Somebody else creates the target while we write: theirs stays, ours is an error.
    @Test func takenMeanwhile() throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        let output = try OutputFile.create(for: path, replacing: false)
        try output.write(Array("ours".utf8))
        try scratch.write("theirs", to: "a")
        #expect(message { try output.commit() } == "\(path): exists")
        #expect(try scratch.text("a") == "theirs")
        #expect(scratch.files == ["a"])
    }

    @Test func twoWritersWithoutForce() throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        let first = try OutputFile.create(for: path, replacing: false)
        let second = try OutputFile.create(for: path, replacing: false)
        try first.write(Array("first".utf8))
        try second.write(Array("second".utf8))
        try second.commit()
        #expect(message { try first.commit() } == "\(path): exists")
        #expect(try scratch.text("a") == "second")
        #expect(scratch.files == ["a"])
    }

    @Test func manyWritersWithForce() async throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        await withTaskGroup(of: String?.self) { group in
            for index in 0..<20 {
                group.addTask {
                    message {
                        let output = try OutputFile.create(for: path, replacing: true)
                        for _ in 0..<100 { try output.write(Array("\(index % 10)".utf8)) }
                        try output.commit()
                    }
                }
            }
            for await text in group { #expect(text == nil) }
        }
        // One of them, whole.
        let text = try scratch.text("a")
        #expect(text.count == 100)
        #expect(Set(text).count == 1)
        #expect(scratch.files == ["a"])
    }

    @Test func longestName() throws {
        let scratch = try Scratch()
        let name = String(repeating: "n", count: 255)
        let output = try OutputFile.create(for: scratch.path(name), replacing: false)
        try output.commit()
        #expect(scratch.files == [name])
    }

    @Test func errors() throws {
        let scratch = try Scratch()
        let directory = scratch.directory
        #expect(
            message { _ = try OutputFile.create(for: directory, replacing: true) }
                == "\(directory): Is a directory")
        let missing = scratch.path("none/a")
        #expect(
            message { _ = try OutputFile.create(for: missing, replacing: true) }
                == "\(missing): cannot create: No such file or directory")
        #expect(
            message { _ = try OutputFile.create(for: "", replacing: true) }
                == "the name of the output is empty")
        try scratch.write("", to: "file")
        let below = scratch.path("file/a")
        #expect(
            message { _ = try OutputFile.create(for: below, replacing: true) } == "\(below): Not a directory")
    }

    @Test func relativePath() throws {
        // Nothing is written: the directory does not exist.
        let text = message { _ = try OutputFile.create(for: "no-such-directory/a", replacing: false) }
        #expect(text == "no-such-directory/a: cannot create: No such file or directory")
    }
}

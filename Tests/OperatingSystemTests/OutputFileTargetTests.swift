import Foundation
import OperatingSystem
import TestSupport
import Testing

/// Permissions, symbolic links, and targets that are not files.
@Suite struct OutputFileTargetTests {
    private func put(_ text: String, at path: String, replacing: Bool = false) throws {
        let output = try OutputFile.create(for: path, replacing: replacing)
        try output.write(Array(text.utf8))
        try output.commit()
    }

    @Test func permissionsOfAPlainFile() throws {
        let scratch = try Scratch()
        try put("a", at: scratch.path("ours"))
        // What any other program gets under the same mask.
        let descriptor = open(scratch.path("plain"), O_CREAT | O_WRONLY, 0o666)
        close(descriptor)
        #expect(try scratch.permissions("ours") == scratch.permissions("plain"))
    }

    @Test(arguments: [0o600, 0o640, 0o444, 0o755])
    func permissionsOfWhatIsReplaced(mode: Int) throws {
        let scratch = try Scratch()
        try scratch.write("old", to: "a")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.path("a"))
        try put("new", at: scratch.path("a"), replacing: true)
        #expect(try scratch.permissions("a") == mode)
        #expect(try scratch.text("a") == "new")
    }

    @Test func linkToAFile() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("data"), withIntermediateDirectories: true)
        try scratch.write("old", to: "data/a")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: "data/a")
        let link = scratch.path("link")
        #expect(message { try put("new", at: link) } == "\(link): exists")
        try put("new", at: link, replacing: true)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "data/a")
        #expect(try scratch.text("data/a") == "new")
        #expect(scratch.files == ["data", "link"])
    }

    @Test func linkToNothing() throws {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: scratch.path("a"))
        try put("new", at: scratch.path("link"))
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link"))
                == scratch.path("a"))
        #expect(try scratch.text("a") == "new")
    }

    @Test func linksInACircle() throws {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(atPath: scratch.path("a"), withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("b"), withDestinationPath: "a")
        let path = scratch.path("a")
        let text = message { try put("new", at: path) }
        #expect(text == "\(path): Too many levels of symbolic links")
    }

    @Test func nullDevice() throws {
        let output = try OutputFile.create(for: "/dev/null", replacing: false)
        #expect(output.isDirect)
        try output.write([UInt8](repeating: 0, count: 100_000))
        try output.commit()
        #expect(InputFile.exists("/dev/null"))
    }

    @Test func fullDevice() throws {
        #if os(Linux)
            let output = try OutputFile.create(for: "/dev/full", replacing: false)
            let text = message { try output.write([1]) }
            #expect(text == "/dev/full: cannot write: No space left on device")
        #endif
    }

    @Test func namedPipe() throws {
        let scratch = try Scratch()
        #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
        // Opened for both, so that opening the other end waits for nobody.
        let reader = open(scratch.path("pipe"), O_RDWR)
        defer { close(reader) }
        try put("through", at: scratch.path("pipe"))
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(reader, &bytes, bytes.count)
        #expect(bytes.prefix(max(count, 0)) == Array("through".utf8)[...])
        #expect(scratch.files == ["pipe"])
    }

    /// A stream that is there already is shared: it goes on where it is.
    @Test func inheritedDescriptor() throws {
        let scratch = try Scratch()
        let descriptor = open(scratch.path("a"), O_CREAT | O_RDWR, 0o600)
        defer { close(descriptor) }
        #expect(write(descriptor, "before ", 7) == 7)
        try put("after", at: "/dev/fd/\(descriptor)")
        #expect(try scratch.text("a") == "before after")
    }

    @Test func descriptorThatIsNotOpen() {
        let text = message { try put("a", at: "/dev/fd/987") }
        #expect(text == "/dev/fd/987: Bad file descriptor")
    }
}

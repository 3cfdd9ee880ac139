import Foundation
import OperatingSystem
import TestSupport
import Testing

@Suite struct InputFileTests {
    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_000])
    func wholeFile(size: Int) throws {
        let scratch = try Scratch()
        try scratch.write(String(repeating: "x", count: size), to: "a")
        #expect(try InputFile.size(scratch.path("a")) == size)
        let bytes = try InputFile.readAll(scratch.path("a"), limit: size)
        #expect((bytes == [UInt8](repeating: 120, count: size)) as Bool)
    }

    @Test func limit() throws {
        let scratch = try Scratch()
        try scratch.write("12345", to: "a")
        let path = scratch.path("a")
        let text = message { _ = try InputFile.readAll(path, limit: 4) }
        #expect(text == "\(path): is larger than 4 bytes, the most that is read")
    }

    @Test func endlessDevice() {
        let text = message { _ = try InputFile.readAll("/dev/zero", limit: 100_000) }
        #expect(text == "/dev/zero: is larger than 100000 bytes, the most that is read")
    }

    @Test func errors() throws {
        let scratch = try Scratch()
        let missing = scratch.path("none")
        #expect(
            message { _ = try InputFile.readAll(missing, limit: 1) }
                == "\(missing): No such file or directory")
        #expect(message { _ = try InputFile.size(missing) } == "\(missing): No such file or directory")
        #expect(!InputFile.exists(missing))
        let directory = scratch.directory
        #expect(message { _ = try InputFile.readAll(directory, limit: 1) } == "\(directory): Is a directory")
        #expect(message { _ = try InputFile.size(directory) } == "\(directory): is not a regular file")
    }
}

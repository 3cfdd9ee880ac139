import Foundation
import OperatingSystem
import TestSupport
import Testing

/// Names of one file are told apart from files that only look alike.
@Suite struct FileIdentityTests {
    @Test func namesOfOneFile() throws {
        let scratch = try Scratch()
        let (a, b) = (scratch.path("a.h5"), scratch.path("b.h5"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: a))
        try FileManager.default.createSymbolicLink(atPath: b, withDestinationPath: "a.h5")
        #expect(FileIdentity.isSame(a, a))
        #expect(FileIdentity.isSame(b, a))
        #expect(FileIdentity.isSame(scratch.path("./a.h5"), a))
        // Neither exists yet.
        #expect(FileIdentity.isSame(scratch.path("new"), scratch.path("./new")))
        #expect(!FileIdentity.isSame(scratch.path("new"), scratch.path("newer")))
    }

    /// Replacing one name of two leaves the other.
    @Test func hardLinksAndStreamsAreNoTwins() throws {
        let scratch = try Scratch()
        let (a, b) = (scratch.path("a.h5"), scratch.path("b.h5"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: a))
        try FileManager.default.linkItem(atPath: a, toPath: b)
        #expect(!FileIdentity.isSame(a, b))
        for stream in ["-", "/dev/stdout", "/dev/null", "/dev/fd/1"] { #expect(!FileIdentity.isSame(stream, stream)) }
        #expect(!FileIdentity.isSame(scratch.path("none/a"), scratch.path("none/a")))
    }
}

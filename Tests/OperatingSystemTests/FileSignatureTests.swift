import Foundation
import OperatingSystem
import TestSupport
import Testing

@Suite struct FileSignatureTests {
    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG picture", true),
            ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], "a PNG picture", true),
            (Array("RIFF....WEBPVP8".utf8), "a WebP picture", true),
            (Array("MATLAB 5.0 MAT-file".utf8), "a MATLAB file of an old version", false),
            ([0x93] + Array("NUMPY\u{1}".utf8), "a NumPy array", false),
            ([0x1F, 0x8B, 8], "compressed by gzip", false),
            ([], nil, false), ([0xFF, 0xD8], nil, false), (Array("1,2,3\n".utf8), nil, false),
        ] as [([UInt8], String?, Bool)])
    func kinds(_ bytes: [UInt8], _ noun: String?, _ isPicture: Bool) {
        let signature = FileSignature.recognize(bytes)
        #expect(signature?.noun == noun)
        #expect((signature?.isPicture ?? false) == isPicture)
    }

    @Test func streams() throws {
        let scratch = try Scratch()
        try scratch.write("x", to: "a")
        #expect(InputFile.isStream("-") && InputFile.isStream("/dev/zero"))
        #expect(!InputFile.isStream(scratch.path("a")) && !InputFile.isStream(scratch.path("none")))
        #expect(!InputFile.isStream("/"))
    }
}

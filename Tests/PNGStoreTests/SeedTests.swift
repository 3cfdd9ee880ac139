import Foundation
import Testing

@testable import PNGStore

/// The files that fuzzing starts from: one of each kind.
@Suite struct SeedTests {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../tools/fuzzing/seeds/png")
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted()

    @Test func areHere() { #expect(Self.files.count == 35) }

    @Test(arguments: files)
    func decodes(file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.directory.appendingPathComponent(file)))
        let header = try PNGHeader.read(bytes)
        let image = try PNG.decode(bytes)
        #expect(image.width == header.width && image.height == header.height)
    }

    /// Any byte may be anything: it decodes or is refused, in a sentence.
    @Test(arguments: files)
    func bearsChangedBytes(file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.directory.appendingPathComponent(file)))
        for index in bytes.indices {
            for change in [UInt8(1), 0x80, 0xFF] {
                var changed = bytes
                changed[index] ^= change
                do { _ = try PNG.decode(changed) } catch { #expect(!error.description.isEmpty) }
            }
        }
    }
}

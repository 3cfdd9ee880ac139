import Foundation
import Testing

@testable import PNGStore

/// The pictures of animations that Pillow wrote, as Pillow shows them: see tools/check-animations.
@Suite struct AnimationFramesTests {
    static let names = ["blended", "default", "disposed", "grey", "palette", "rgb"]

    private func bytes(_ name: String) throws -> [UInt8] {
        let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Animations")
        return [UInt8](try Data(contentsOf: directory.appendingPathComponent("\(name).png")))
    }

    @Test(arguments: names) func arePillows(name: String) throws {
        let frames = try #require(try PNG.frames(bytes(name)))
        let all = try PNG.decode(bytes("\(name)-frames"))
        #expect(frames.count * frames[0].height == all.height && frames[0].width == all.width)
        for (index, pair) in zip(frames.flatMap(\.pixels), all.pixels).enumerated() {
            // Blending is rounded in two ways. What cannot be seen has any colour.
            let isSeen = all.pixels[index / 4 * 4 + 3] > 0
            #expect(!isSeen || abs(Int(pair.0) - Int(pair.1)) <= 1, "sample \(index)")
        }
    }

    @Test func ownAnimationsAreReadBack() throws {
        let pictures = (0..<4).map { picture in
            PNGPixels(width: 6, height: 3, kind: .rgb, bytes: (0..<54).map { UInt8($0 * 4) ^ UInt8(picture * 60) })
        }
        var animation = try AnimatedPNG(width: 6, height: 3, delay: 100)
        for picture in pictures { try animation.add(picture) }
        let frames = try #require(try PNG.frames(animation.finished()))
        #expect(frames.count == 4)
        for (frame, picture) in zip(frames, pictures) {
            #expect(frame.pixels.enumerated().filter { $0.offset % 4 != 3 }.map(\.element) == picture.bytes)
        }
    }

    @Test func aStillPictureHasNone() throws { #expect(try PNG.frames(bytes("rgb-frames")) == nil) }

    /// A half transparent white over opaque black is grey: (255 · 128 + 0) / 255 = 128, and opaque.
    @Test func blending() throws {
        var file = PNGChunk.signature
        let header = bigEndianBytes(1) + bigEndianBytes(1) + [8, 6, 0, 0, 0]
        func data(_ pixel: [UInt8]) -> [UInt8] {
            // A stored block of deflate: filter 0 and four samples.
            let raw = [0] + pixel
            let check = raw.reduce((a: 1, b: 0)) { (($0.a + Int($1)) % 65521, ($0.b + $0.a + Int($1)) % 65521) }
            let adler = UInt32(check.b << 16 | check.a)
            return [0x78, 0x01, 1, 5, 0, 0xFA, 0xFF] + raw + bigEndianBytes(adler)
        }
        func control(_ sequence: UInt32, blend: UInt8) -> [UInt8] {
            bigEndianBytes(sequence) + bigEndianBytes(1) + bigEndianBytes(1) + bigEndianBytes(0) + bigEndianBytes(0)
                + [0, 1, 0, 10, 0, blend]
        }
        file += PNGChunk.write("IHDR", header) + PNGChunk.write("acTL", bigEndianBytes(2) + bigEndianBytes(0))
        file += PNGChunk.write("fcTL", control(0, blend: 0)) + PNGChunk.write("IDAT", data([0, 0, 0, 255]))
        file += PNGChunk.write("fcTL", control(1, blend: 1))
        file += PNGChunk.write("fdAT", bigEndianBytes(2) + data([255, 255, 255, 128]))
        file += PNGChunk.write("IEND", [])
        let frames = try #require(try PNG.frames(file))
        #expect(frames.map(\.pixels) == [[0, 0, 0, 255], [128, 128, 128, 255]])
    }

    /// Any byte may be anything: pictures are read, or refused in a sentence.
    @Test(arguments: names) func bearsChangedBytes(name: String) throws {
        let bytes = try bytes(name)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0xFF
            do { _ = try PNG.frames(changed) } catch { #expect(!error.description.isEmpty) }
        }
    }

    @Test func whatIsRefused() throws {
        let bytes = try bytes("rgb")
        let chunks = try PNGChunk.all(bytes)
        func without(_ number: Int, _ type: String) -> [UInt8] {
            let chunk = chunks.filter { $0.type == type }[number]
            return Array(bytes[..<chunk.extent.lowerBound] + bytes[chunk.extent.upperBound...])
        }
        func sentence(_ bytes: [UInt8], maximumPixels: Int = 1 << 28) -> String {
            do { _ = try PNG.frames(bytes, maximumPixels: maximumPixels) } catch { return error.description }
            return ""
        }
        #expect(sentence(without(1, "fcTL")) == "is damaged: frame chunk 1 of its animation is missing")
        let last = without(chunks.count { $0.type == "fdAT" } - 1, "fdAT")
        #expect(sentence(last) == "is damaged: its animation has 2 whole pictures, expected 3")
        #expect(
            sentence(bytes, maximumPixels: 100)
                == "is too large: 3 pictures of 9×7 pixels, at most 100 pixels are accepted")
    }
}

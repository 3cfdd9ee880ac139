import PNGStore
import Testing

@testable import Pictures

@Suite("Letters")
struct LettersTests {
    static let names = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(decoding: [$0], as: UTF8.self) }

    /// The drawing of each letter in letters.txt: its name, then 16 rows of 16, # for black.
    static func drawings() throws -> [String: [String]] {
        let lines = try Datasets.lines("letters/letters.txt")
        var drawings: [String: [String]] = [:]
        for start in stride(from: 0, to: lines.count, by: 17) {
            drawings[lines[start]] = Array(lines[start + 1..<min(start + 17, lines.count)])
        }
        return drawings
    }

    @Test("Each PNG is the drawing in letters.txt, one bit a pixel", arguments: names)
    func drawing(_ name: String) throws {
        let rows = try #require(Self.drawings()[name])
        #expect(rows.count == 16 && rows.allSatisfy { $0.utf8.count == 16 })
        let bytes = try Datasets.bytes("letters/\(name).png")
        #expect(try PNGHeader.read(bytes).bitDepth == 1)
        let image = GrayImage(try PNG.decode(bytes))
        #expect(image.width == 16 && image.height == 16)
        let drawn = rows.joined().utf8.map { $0 == UInt8(ascii: "#") ? Float(0) : 255 }
        #expect(image.pixels == drawn)
    }

    @Test("Import and export give the same picture", arguments: names, [Threshold.mean, .otsu, .median])
    func roundTrip(_ name: String, _ threshold: Threshold) throws {
        let image = try PNG.decode(Datasets.bytes("letters/\(name).png"))
        let gray = GrayImage(image)
        let pattern = gray.bipolar(above: gray.level(threshold))
        let pixels = PNGPixels(
            width: 16, height: 16, kind: .blackAndWhite, bytes: pattern.map { $0 > 0 ? 255 : 0 })
        #expect(try PNG.decode(PNG.encode(pixels)) == image)
    }

    @Test("There are 26 different letters")
    func different() throws {
        let drawings = try Self.drawings()
        #expect(drawings.keys.sorted() == Self.names)
        #expect(Set(drawings.values).count == 26)
    }
}

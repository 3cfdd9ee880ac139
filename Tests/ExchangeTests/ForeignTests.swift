import Foundation
import PNGStore
import TestSupport
import Testing

@testable import Exchange

/// Files that other software wrote (tools/make-foreign says which), and what becomes of them when they are spoiled.
@Suite struct ForeignTests {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Foreign")
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted()

    static func bytes(_ file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: directory.appendingPathComponent(file)))
    }

    /// What a file holds, of archives and tables what the tests look at.
    static func read(_ bytes: [UInt8]) throws -> FileContents? {
        try ReaderRegistry.read(bytes, ReadingRequest(array: "x"))
    }

    /// 40 r + 10 c, and 5 k more in channel k.
    static func ramp(_ row: Int, _ column: Int, _ channel: Int = 0) -> Int { 40 * row + 10 * column + 5 * channel }

    @Test(
        arguments: [
            ("pillow.pgm", 1), ("netpbm-plain.pgm", 1), ("netpbm-16bit.pgm", 1), ("netpbm-three.pgm", 3),
            ("numpy-u1.npy", 2), ("numpy-u2.npy", 1), ("numpy-stored.npz", 1), ("numpy-packed.npz", 1),
            ("idx2numpy-images-idx3-ubyte", 2), ("gzip-images-idx3-ubyte.gz", 2),
        ])
    func greyPicturesAreTheRamp(file: String, count: Int) throws {
        guard case .pictures(let series)? = try Self.read(Self.bytes(file)) else {
            Issue.record("no pictures")
            return
        }
        #expect(series.count == count)
        let image = try series.picture(count - 1)
        #expect(image.width == 6 && image.height == 5)
        for (row, column) in (0..<5).flatMap({ row in (0..<6).map { (row, $0) } }) {
            let pixel = image.pixels[4 * (6 * row + column)..<4 * (6 * row + column) + 4]
            let grey = UInt8(Self.ramp(row, column))
            #expect(pixel.elementsEqual([grey, grey, grey, 255]))
        }
    }

    /// The second of three pictures is the first from right to left.
    @Test func streamsHaveTheirPicturesInOrder() throws {
        guard case .pictures(let series)? = try Self.read(Self.bytes("netpbm-three.pgm")) else { return }
        #expect(try series.picture(1).pixels[0] == UInt8(Self.ramp(0, 5)))
    }

    /// PNGs one after the other; bytes after the last that are none do not count.
    @Test func filesOfAStreamFollowOneAnother() throws {
        func file(_ level: UInt8) throws -> [UInt8] {
            try PNG.encode(PNGPixels(width: 2, height: 1, kind: .gray, bytes: [level, 255]))
        }
        let stream = try file(10) + file(20) + file(30) + [1, 2, 3]
        guard case .pictures(let series)? = try Self.read(stream) else {
            Issue.record("no pictures")
            return
        }
        #expect(series.count == 3)
        #expect(try (0..<3).map { try series.picture($0).pixels[0] } == [10, 20, 30])
        #expect(throws: PNGError.self) { try Self.read(Array(stream.dropLast(10))) }
    }

    @Test(arguments: ["pillow.ppm", "netpbm-plain.ppm"])
    func coloursAreKept(file: String) throws {
        guard case .pictures(let series)? = try Self.read(Self.bytes(file)) else {
            Issue.record("no pictures")
            return
        }
        let pixels = try series.picture(0).pixels
        for place in 0..<30 {
            let expected = (0..<3).map { UInt8(Self.ramp(place / 6, place % 6, $0)) } + [255]
            #expect(Array(pixels[4 * place..<4 * place + 4]) == expected)
        }
    }

    /// White where the ramp is above 100.
    @Test(arguments: ["pillow.pbm", "netpbm-plain.pbm"])
    func bitsAreBlackAndWhite(file: String) throws {
        guard case .pictures(let series)? = try Self.read(Self.bytes(file)) else {
            Issue.record("no pictures")
            return
        }
        let pixels = try series.picture(0).pixels
        for place in 0..<30 {
            #expect(pixels[4 * place] == (Self.ramp(place / 6, place % 6) > 100 ? 255 : 0))
        }
    }

    /// JPEG loses a little: within 12 of 255 at the centre of each block of 8×8 equal samples, 24 where colours are
    /// stored at half the resolution.
    @Test(
        arguments: [
            ("pillow-grey.jpg", 1, 12), ("pillow-progressive.jpg", 3, 24), ("pillow-cmyk.jpg", 3, 24),
            ("pillow-turned.jpg", 3, 24),
        ])
    func photographsAreNearTheRamp(file: String, channels: Int, tolerance: Int) throws {
        guard case .pictures(let series)? = try Self.read(Self.bytes(file)) else {
            Issue.record("no pictures")
            return
        }
        let image = try series.picture(0)
        #expect(image.width == 48 && image.height == 40)
        #expect(image.orientation == (file.contains("turned") ? .turnedRight : .upright))
        for (row, column) in (0..<5).flatMap({ row in (0..<6).map { (row, $0) } }) {
            let start = 4 * (48 * (8 * row + 4) + 8 * column + 4)
            for channel in 0..<3 {
                let expected = Self.ramp(row, column, channels == 1 ? 0 : channel)
                #expect(abs(Int(image.pixels[start + channel]) - expected) <= tolerance)
            }
        }
    }

    /// An eighth of the ramp; integers and R's table of them the ramp itself.
    @Test(
        arguments: [
            ("numpy-f4.npy", 8, [6]), ("numpy-f2-big-endian.npy", 8, [6]), ("numpy-fortran.npy", 1, [5, 6]),
            ("idx2numpy-f4", 8, [6]), ("r.csv", 1, [6]), ("r-plain.csv", 8, [6]),
            ("r-decimal-comma.csv", 8, [6]),
        ])
    func numbersAreTheRamp(file: String, divisor: Float, sides: [Int]) throws {
        guard case .values(let table)? = try Self.read(Self.bytes(file)) else {
            Issue.record("no numbers")
            return
        }
        #expect(table.sides == sides)
        let items = table.values.count / 30
        let ramp = (0..<30).map { Float(Self.ramp($0 / 6, $0 % 6)) / divisor }
        #expect(table.values == (0..<items).flatMap { _ in ramp })
    }

    @Test(arguments: ["pandas.csv", "pandas.tsv"])
    func aColumnOfLabelsIsNamed(file: String) throws {
        let contents = try ReaderRegistry.read(Self.bytes(file), ReadingRequest(labelColumn: "label"))
        guard case .values(let table)? = contents else {
            Issue.record("no numbers")
            return
        }
        #expect(table.labels == ["cat", "dog", "cat", "a \"b\", c", "dog"] && table.sides == [6])
        #expect(throws: ExchangeError("is cat at line 2, field 7, expected a number")) {
            try Self.read(Self.bytes(file))
        }
    }

    /// A hundred ways to spoil a file: bytes changed, cut off or added. It is read, or refused in a sentence.
    @Test(arguments: files)
    func spoiledFilesAreReadOrRefused(file: String) throws {
        let bytes = try Self.bytes(file)
        for (trial, spoiled) in Spoiled.versions(of: bytes).enumerated() {
            do {
                if case .pictures(let series)? = try Self.read(spoiled) {
                    for index in 0..<min(series.count, 4) { _ = try series.picture(index) }
                }
            } catch {
                #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"), "\(file), trial \(trial)")
            }
        }
    }
}

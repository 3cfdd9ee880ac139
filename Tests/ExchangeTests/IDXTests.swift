import PNGStore
import Testing

@testable import Exchange

/// IDX files put together by hand.
@Suite struct IDXTests {
    /// The header of two pictures of 1×3 pixels.
    static let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3]

    static func pictures(_ bytes: [UInt8]) throws -> PictureSeries {
        guard case .pictures(let series)? = try ReaderRegistry.read(bytes) else {
            throw ExchangeError("holds no pictures")
        }
        return series
    }

    static func values(_ bytes: [UInt8]) throws -> ValueTable {
        guard case .values(let table)? = try ReaderRegistry.read(bytes) else { throw ExchangeError("holds no values") }
        return table
    }

    @Test func unsignedBytesWithThreeAxesAreGreyPictures() throws {
        let series = try Self.pictures(Self.header + [0, 1, 2, 253, 254, 255])
        #expect(series.count == 2 && series.arrayDepth == 8)
        let second = try series.picture(1)
        #expect(second.width == 3 && second.height == 1)
        #expect(second.pixels == [253, 253, 253, 255, 254, 254, 254, 255, 255, 255, 255, 255])
    }

    @Test func aFourthAxisOfThreeIsColours() throws {
        let header: [UInt8] = [0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3]
        #expect(try Self.pictures(header + [1, 2, 3, 4, 5, 6]).picture(0).pixels == [1, 2, 3, 255, 4, 5, 6, 255])
    }

    /// -2 in two's complement of 2 and 4 bytes; 1.5 and -2 by IEEE 754: 3FC0 0000, C000 0000 0000 0000.
    @Test(
        arguments: [
            ([0, 0, 9, 1, 0, 0, 0, 2, 0xFE, 0x7F], [-2, 127]),
            ([0, 0, 0xB, 1, 0, 0, 0, 2, 0xFF, 0xFE, 0x01, 0x00], [-2, 256]),
            ([0, 0, 0xC, 1, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE], [-2]),
            ([0, 0, 0xD, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0], [1.5]),
            ([0, 0, 0xE, 1, 0, 0, 0, 1, 0xC0, 0, 0, 0, 0, 0, 0, 0], [-2]),
            ([0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 255], [7, 2, 255]),
        ] as [([UInt8], [Float])])
    func otherTypesAreValues(bytes: [UInt8], values: [Float]) throws {
        let table = try Self.values(bytes)
        #expect(table.values == values && table.sides.isEmpty && table.rows == values.count)
    }

    @Test(
        arguments: [
            (header + [0, 1, 2, 3], "is truncated: 2 of the 6 bytes of its 2×1×3 numbers are missing"),
            (header + [0, 1, 2, 3, 4, 5, 6], "is damaged: 1 bytes follow its 2×1×3 numbers"),
            (Array(header.prefix(9)), "is truncated: its header ends early"),
            ([0, 0, 8, 1, 0, 0, 0, 0], "is empty: its shape is 0"),
            ([0, 0, 8, 2, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF], "is truncated: 46116860141324206"),
            ([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12), "is damaged: its shape"),
        ] as [([UInt8], String)])
    func whatIsRefused(bytes: [UInt8], says: String) {
        do {
            _ = try ReaderRegistry.read(bytes)
            Issue.record("was read")
        } catch { #expect("\(error)".hasPrefix(says), "\(error)") }
    }

    /// The three digits of `printf '\\0\\0\\10\\1\\0\\0\\0\\3\\7\\2\\1' | gzip -n`, GNU gzip 1.12; two members are one file.
    @Test func packedFilesAreUnpacked() throws {
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x63, 0x60, 0xE0, 0x60, 0x64, 0x60, 0x60, 0x60, 0x66, 0x67, 0x62, 0x04,
            0,
            0x15, 0xF8, 0x3E, 0x4E, 0x0B, 0, 0, 0,
        ]
        #expect(try Self.values(packed).values == [7, 2, 1])
        #expect(try Gzip.unpacked(packed + packed).count == 22)
        #expect(throws: ExchangeError("is truncated: its packed data end too early")) {
            try Gzip.unpacked(Array(packed.dropLast(6)))
        }
        var changed = packed
        changed[23] ^= 1
        #expect(throws: ExchangeError("is damaged: it cannot be unpacked (incorrect data check)")) {
            try Gzip.unpacked(changed)
        }
        #expect(throws: ExchangeError("is larger than 10 bytes when it is unpacked, the most that is read")) {
            try Gzip.unpacked(packed, limit: 10)
        }
    }
}

import Foundation
import Patterns
import Testing

@testable import Exchange
@testable import OpenFormats

/// Arrays and tables as they are written, and read again.
@Suite struct ArrayWriterTests {
    /// numpy.save of numpy.arange(6, dtype="<i2").reshape(2, 3), written by hand: 10 bytes, the dictionary and spaces up to
    /// 128 bytes, the numbers.
    @Test func arraysAreThoseOfNumPy() {
        let bytes = NPYWriter.bytes(NumericArray([Int16](0..<6), axes: [2, 3]))
        let header = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }"
        #expect(Array(bytes[..<10]) == [0x93, 78, 85, 77, 80, 89, 1, 0, 118, 0])
        let text = String(decoding: bytes[10..<128], as: UTF8.self)
        #expect(text == header + String(repeating: " ", count: 117 - header.count) + "\n")
        #expect(Array(bytes[128...]) == [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0])
        let list = NPYWriter.bytes(NumericArray([UInt8(7)], axes: [1]))
        #expect(
            String(decoding: list, as: UTF8.self).contains("'descr': '|u1', 'fortran_order': False, 'shape': (1,), }"))
    }

    @Test func arraysAreThoseOfMNIST() throws {
        #expect(
            try IDXWriter.bytes(NumericArray([Int32(1), -2], axes: [2, 1]))
                == [0, 0, 0x0C, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 255, 255, 255, 254])
        #expect(throws: FormatError.self) { try IDXWriter.bytes(NumericArray([Int64(1)], axes: [1])) }
    }

    @Test func numbersComeBack() throws {
        let reals: [Float] = [0.1, -1e-30, 3, 16_777_216, .pi, 1e20]
        let array = NumericArray(reals, axes: [2, 3])
        for bytes in [NPYWriter.bytes(array), try IDXWriter.bytes(array)] {
            guard case .values(let table)? = try ReaderRegistry.read(bytes) else {
                Issue.record("no numbers")
                return
            }
            #expect(table.values == reals && table.sides == [3])
        }
        #expect(array.texts.compactMap { Float($0) } == reals)
    }

    @Test func fieldsAreQuotedWhereTheyMust() throws {
        var table = DelimitedWriter(separator: ",")
        let rows = [["a", "b, c", "say \"x\""], ["", " d", "e\nf"]]
        for row in rows { table.add(row) }
        #expect(String(decoding: table.bytes, as: UTF8.self) == "a,\"b, c\",\"say \"\"x\"\"\"\n,\" d\",\"e\nf\"\n")
        let text = try DelimitedText(table.bytes)
        #expect((0..<2).map { row in (0..<3).map { text.text(row, $0) } } == rows)
    }
}

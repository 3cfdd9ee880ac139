import Foundation
import Patterns
import Testing

@testable import Documents

/// Files as h5py, PyTables, MATLAB, Fortran and others write them, in `Foreign`: the same three patterns of twenty units in
/// each. They are read rightly or refused with a sentence that is true.
@Suite struct ForeignCaseTests {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Foreign")

    /// What is in the files, as NumPy made it.
    static let rows = ["--++----+--+-+++-++-", "-+--++-+-+--++-+-++-", "++++-++-+---+-+-+-+-"]

    static func values(low: Int8) -> PatternSet.Values {
        .integers(rows.joined().map { $0 == "+" ? 1 : low })
    }

    private func read(_ name: String, _ reading: PatternReading = PatternReading()) throws -> PatternsDocument {
        try PatternsDocument.read(Self.directory.appendingPathComponent("\(name).h5").path, reading)
    }

    private func sentence(_ name: String, _ reading: PatternReading = PatternReading()) -> String {
        do {
            return "read as \(try read(name, reading).patterns.coding)"
        } catch { return "\(error)".replacing(Self.directory.path + "/", with: "") }
    }

    @Test(arguments: [
        "bip_be_f2", "bip_be_i8", "longdouble", "pt_array", "strcoding", "latin1names", "userblock", "scaleoffset",
        "c_szip",
    ])
    func bipolar(name: String) throws {
        let document = try read(name)
        #expect(document.patterns.coding == .bipolar && document.patterns.values == Self.values(low: -1))
        #expect(document.remarks.isEmpty)
    }

    @Test(arguments: ["bin_le_u8", "bin_le_f8", "bool", "enum_lower", "enum_i4", "pt_earray"])
    func binary(name: String) throws {
        let document = try read(name)
        #expect(document.patterns.coding == .binary && document.patterns.values == Self.values(low: 0))
        #expect(document.remarks.isEmpty)
    }

    /// Two values of any kind: the lower one below 0 gives ±1, else 0 and 1, and it is said.
    @Test(arguments: [
        ("u8_0_255", Coding.binary, "holds 0 and 255, taken as 0 and 1"),
        ("f4_0_255", .binary, "holds 0 and 255, taken as 0 and 1"),
        ("one_two", .binary, "holds 1 and 2, taken as 0 and 1"),
        ("big64", .bipolar, "holds -1e+300 and 1e+300, taken as -1 and 1"),
        ("tiny64", .bipolar, "holds -1e-300 and 1e-300, taken as -1 and 1"),
    ])
    func twoValues(name: String, coding: Coding, says: String) throws {
        let document = try read(name)
        #expect(document.patterns.coding == coding)
        #expect(document.patterns.values == Self.values(low: coding == .bipolar ? -1 : 0))
        #expect(document.remarks == ["/patterns: \(says)"])
    }

    @Test func expectedAndWantedCodings() throws {
        // A memory of ±1 patterns has cues of 0 and 255.
        let cues = try read("u8_0_255", PatternReading(expecting: .bipolar))
        #expect(cues.patterns.values == Self.values(low: -1))
        #expect(cues.remarks == ["/patterns: holds 0 and 255, taken as -1 and 1"])
        var reading = PatternReading()
        reading.coding = .bipolar
        #expect(try read("bool", reading).patterns.values == Self.values(low: -1))
        reading.coding = .binary
        #expect(try read("pt_array", reading).patterns.values == Self.values(low: 0))
        #expect(sentence("u8_grey", reading).contains("holds more than two values, from 7 to "))
        reading.coding = .real
        let real = try read("u8_0_255", reading).patterns
        #expect(real.values == .reals(Self.rows.joined().map { $0 == "+" ? 255 : 0 }))
    }

    /// Grey pictures are real patterns, of whatever type they are.
    @Test(arguments: ["u8_grey", "i2_grey", "u8_0_127"])
    func grey(name: String) throws {
        let document = try read(name)
        #expect(document.patterns.coding == .real && document.patterns.count == 3)
        #expect(document.remarks.count == 1)
        #expect(document.remarks.first?.contains("holds whole numbers from ") == true)
    }

    /// 3 patterns of 20 units in MATLAB stand in the file as 20×3.
    @Test(arguments: [("m_double", -1), ("m_int8", -1), ("m_logical", 0), ("m_uint8", 0)] as [(String, Int8)])
    func matlab(name: String, low: Int8) throws {
        let document = try read(name)
        #expect(document.patterns.count == 3 && document.patterns.values == Self.values(low: low))
        #expect(document.remarks.count == 1)
        #expect(document.remarks.first?.hasSuffix("read as 3 patterns of 20 units") == true)
        var reading = PatternReading()
        reading.isTransposed = false
        let asStored = try read(name, reading)
        #expect(asStored.patterns.count == 20 && asStored.remarks.isEmpty)
    }

    /// A column of MATLAB's logical array is a pattern of HDF5's, and the other way round.
    @Test func transposedOnRequest() throws {
        var reading = PatternReading()
        reading.isTransposed = true
        let patterns = try read("bip_be_i8", reading).patterns
        let columns = (0..<20).flatMap { unit in Self.rows.map { Array($0)[unit] == "+" ? 1 : -1 as Int8 } }
        #expect(patterns.count == 20 && patterns.values == .integers(columns))
    }

    @Test func shapes() throws {
        let pictures = try read("three_d").patterns
        #expect(pictures.count == 3 && pictures.geometry == Geometry(rows: 4, columns: 5))
        #expect(pictures.values == Self.values(low: -1))
        let single = try read("one_d").patterns
        #expect(single.count == 1 && single.neurons == 20)
        #expect(single.values == .integers(Self.rows[0].map { $0 == "+" ? 1 : -1 }))
        #expect(try read("units").patterns.geometry == Geometry(rows: 4, columns: 5))
    }

    /// Rows that were not written hold the fill value that the file names.
    @Test func fillValue() throws {
        let expected = Self.rows[0].map { $0 == "+" ? 1 : -1 as Int8 } + [Int8](repeating: 1, count: 40)
        #expect(try read("fillvalue").patterns.values == .integers(expected))
        #expect(try read("allminus").patterns.values == .integers([Int8](repeating: -1, count: 60)))
    }

    @Test func namesInLatin1() throws {
        #expect(try read("latin1names").patterns.names == ["José", "b", "c"])
    }

    @Test(arguments: [
        ("four_d", "/patterns: has 4 axes (3×4×5×1), expected two (pattern, neuron)"),
        ("scalar", "/patterns: is a single value, expected two"), ("null", "/patterns: is empty (0)"),
        ("emptyn", "/patterns: is empty (3×0), expected at least one pattern"),
        ("complex", "/patterns: holds complex numbers, expected numbers"),
        ("compound", "/patterns: holds compound values, expected numbers"),
        ("vlen", "/patterns: holds sequences of variable length, expected numbers"),
        ("nan", "/patterns: is nan at pattern 1, neuron 7, expected finite numbers"),
        ("softdangling", "/patterns: no such group or dataset"),
        (
            "patterns_group",
            "/patterns is a group, expected one with a pattern a row; numbers are in /patterns/data (3×20)"
        ),
        (
            "othername",
            "there is no dataset /patterns, expected one with a pattern a row; numbers are in /X (3×20), /Y (3×20)"
        ),
        ("swmr_left", "swmr_left.h5: was not closed by the program that wrote it, or is still being written"),
        ("virtual", "/patterns: needs a newer HDF5 than this program has"),
        (
            "c_lzf",
            "/patterns: needs filter 32000 (lzf), which is not part of HDF5; store it anew with Python: import h5py;"
        ),
        ("c_blosc", "store it anew with Python: import h5py, hdf5plugin;"),
    ])
    func refused(name: String, says: String) {
        let sentence = sentence(name)
        #expect(sentence.hasPrefix("\(name).h5: ") && sentence.contains(says), "\(sentence)")
    }
}

import HDF5Store
import TestSupport
import Testing

@Suite struct HDF5AttributeTests {
    /// Sets attributes on the root of a file, writes it, and reads one back.
    private func roundTrip(_ set: (borrowing HDF5Group) throws -> Void) throws -> HDF5Attribute? {
        let file = try HDF5File.createInMemory()
        try file.root(set)
        let again = try HDF5File.open(image: try file.image())
        let attribute = try again.root { try $0.attribute("a") }
        try again.close()
        return attribute
    }

    @Test(arguments: [
        "", "text", "zwölf Boxkämpfer", "line\nline", String(repeating: "long ", count: 20_000),
    ])
    func string(text: String) throws {
        let attribute = try roundTrip { try $0.setAttribute("a", text) }
        #expect(attribute?.value == .string(text))
        #expect(attribute?.string == text)
        #expect(attribute?.isScalar == true)
    }

    @Test(arguments: [[], ["one"], ["one", "", "drei"]])
    func strings(list: [String]) throws {
        let attribute = try roundTrip { try $0.setAttribute("a", list) }
        #expect(attribute?.strings == list)
        #expect(attribute?.shape == [list.count])
    }

    @Test(arguments: [true, false])
    func truth(value: Bool) throws {
        let attribute = try roundTrip { try $0.setAttribute("a", value) }
        #expect(attribute?.bool == value)
        #expect(attribute?.value == .truth(value))
        #expect(attribute?.int == (value ? 1 : 0))
    }

    @Test func numbers() throws {
        #expect(try roundTrip { try $0.setAttribute("a", Int8(-128)) }?.int == -128)
        #expect(try roundTrip { try $0.setAttribute("a", UInt16(65_535)) }?.int == 65_535)
        #expect(try roundTrip { try $0.setAttribute("a", Int64.min) }?.value == .integers([.min]))
        #expect(try roundTrip { try $0.setAttribute("a", 7) }?.int == 7)
        #expect(try roundTrip { try $0.setAttribute("a", 0.1) }?.double == 0.1)
        #expect(try roundTrip { try $0.setAttribute("a", Float(0.1)) }?.double == Double(Float(0.1)))
        #expect(try roundTrip { try $0.setAttribute("a", Float.infinity) }?.double == .infinity)
        #expect(try roundTrip { try $0.setAttribute("a", [Int32(3), 4]) }?.ints == [3, 4])
        #expect(try roundTrip { try $0.setAttribute("a", [Double]()) }?.doubles == [])
    }

    /// `Int64` cannot hold it; a seed must not come back as another one.
    @Test func largestUnsigned() throws {
        let attribute = try roundTrip { try $0.setAttribute("a", UInt64.max) }
        #expect(attribute?.uint64 == .max)
        #expect(attribute?.int == nil)
        #expect(try roundTrip { try $0.setAttribute("a", UInt64(5)) }?.int == 5)
    }

    /// Beyond the 64 KiB of an object header.
    @Test func longList() throws {
        let list = (0..<20_000).map { Double($0) }
        #expect(try roundTrip { try $0.setAttribute("a", list) }?.doubles == list)
    }

    @Test func replacedAndRemoved() throws {
        let attribute = try roundTrip { group in
            try group.setAttribute("a", "first")
            try group.setAttribute("a", Int32(2))
            try group.setAttribute("b", Int32(3))
            #expect(try group.attributeNames() == ["a", "b"])
            try group.removeAttribute("b")
            try group.removeAttribute("b")
            #expect(try group.attributeNames() == ["a"])
        }
        #expect(attribute?.value == .integers([2]))
    }

    @Test func absentIsNil() throws {
        #expect(try roundTrip { _ in } == nil)
    }

    @Test func wrongKindIsNil() throws {
        let attribute = try roundTrip { try $0.setAttribute("a", "text") }
        #expect(attribute?.int == nil)
        #expect(attribute?.double == nil)
        #expect(attribute?.bool == nil)
        #expect(try roundTrip { try $0.setAttribute("a", 1.5) }?.int == nil)
        #expect(try roundTrip { try $0.setAttribute("a", 1.5) }?.string == nil)
    }

    @Test func nulIsRefused() throws {
        let text = message { _ = try roundTrip { try $0.setAttribute("a", "x\0y") } }
        #expect(text == "/@a: a string holds the character NUL, which HDF5 takes for its end")
    }

    @Test func ofADataset() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        let units = try file.root { try $0.dataset("weights") { try $0.attribute("units")?.string } }
        #expect(units == "1")
        // What the dimension scales keep is known by name only.
        let list = try file.root { try $0.dataset("weights") { try $0.attribute("DIMENSION_LIST")?.value } }
        #expect(list == .other("sequences of variable length"))
        try file.close()
    }
}

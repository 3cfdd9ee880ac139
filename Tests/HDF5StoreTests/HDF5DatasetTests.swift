import HDF5Store
import TestSupport
import Testing

@Suite struct HDF5DatasetTests {
    /// Writes values as a list and gives a file that holds them as `/a`.
    private func file<Element: HDF5Element>(_ values: [Element]) throws -> HDF5File {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Element.self, shape: [values.count]) { try $0.write(values) }
        }
        return try HDF5File.open(image: try file.image())
    }

    private func check<Element: HDF5Element & Equatable>(
        _ values: [Element], _ kind: HDF5ElementKind
    ) throws {
        let file = try file(values)
        try file.root { root in
            try root.dataset("a") { dataset in
                #expect(dataset.elementKind == kind)
                #expect(dataset.shape == [values.count])
                let read = try dataset.read(as: Element.self)
                #expect(read == values)
            }
        }
        try file.close()
    }

    @Test func everyElementComesBack() throws {
        try check([Int8.min, 0, .max], .integer(bytes: 1, signed: true))
        try check([Int16.min, 0, .max], .integer(bytes: 2, signed: true))
        try check([Int32.min, 0, .max], .integer(bytes: 4, signed: true))
        try check([Int64.min, 0, .max], .integer(bytes: 8, signed: true))
        try check([Int.min, 0, .max], .integer(bytes: 8, signed: true))
        try check([UInt8.max, 0], .integer(bytes: 1, signed: false))
        try check([UInt16.max, 0], .integer(bytes: 2, signed: false))
        try check([UInt32.max, 0], .integer(bytes: 4, signed: false))
        try check([UInt64.max, 0], .integer(bytes: 8, signed: false))
        try check([Float.leastNonzeroMagnitude, -.infinity, 0.1], .real(bytes: 4))
        try check([Double.greatestFiniteMagnitude, -0.1], .real(bytes: 8))
        try check([Float](), .real(bytes: 4))
    }

    @Test func notANumberComesBack() throws {
        let file = try file([Float.nan, 1])
        let values = try file.root { try $0.dataset("a") { try $0.read(as: Double.self) } }
        try file.close()
        #expect(values[0].isNaN && values[1] == 1)
    }

    @Test func numbersAreConverted() throws {
        let bytes = try file([Int8(-1), 1])
        #expect(try bytes.root { try $0.dataset("a") { try $0.read(as: Float.self) } } == [-1, 1])
        try bytes.close()
        let doubles = try file([2.0, 1e300])
        #expect(try doubles.root { try $0.dataset("a") { try $0.read(as: Float.self) } } == [2, .infinity])
        try doubles.close()
        let whole = try file([Float(3), -4])
        #expect(try whole.root { try $0.dataset("a") { try $0.read(as: Int16.self) } } == [3, -4])
        try whole.close()
    }

    @Test func numbersThatDoNotFitAreErrors() throws {
        let wide = try file([Int32(300)])
        let text = message { _ = try wide.root { try $0.dataset("a") { try $0.read(as: Int8.self) } } }
        #expect(text == "/a: holds int32 values that do not fit int8")
        try wide.close()
        let fraction = try file([0.5])
        let half = message { _ = try fraction.root { try $0.dataset("a") { try $0.read(as: Int8.self) } } }
        #expect(half == "/a: holds float64 values that do not fit int8")
        try fraction.close()
        let negative = try file([Int8(-1)])
        let below = message { _ = try negative.root { try $0.dataset("a") { try $0.read(as: UInt8.self) } } }
        #expect(below == "/a: holds int8 values that do not fit uint8")
        try negative.close()
        let undefined = try file([Float.nan])
        let nan = message { _ = try undefined.root { try $0.dataset("a") { try $0.read(as: Int8.self) } } }
        #expect(nan == "/a: holds float32 values that do not fit int8")
        try undefined.close()
    }

    @Test func singleValue() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Double.self, shape: []) { try $0.write([2.5]) }
            try root.dataset("a") { dataset in
                #expect(dataset.shape == [])
                #expect(dataset.count == 1)
                let read = try dataset.read(as: Double.self)
                #expect(read == [2.5])
            }
        }
        try file.close()
    }

    @Test(arguments: [[0], [0, 5], [5, 0]])
    func nothing(shape: [Int]) throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Float.self, shape: shape) { try $0.write([Float]()) }
            #expect(try root.dataset("a") { try $0.read(as: Float.self) } == [])
        }
        try file.close()
    }

    @Test func wrongCountIsAnError() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createDataset("a", of: Float.self, shape: [2, 3]) { dataset in
                let text = message { try dataset.write([Float(1), 2]) }
                #expect(text == "/a: is 2×3, given 2 values")
            }
        }
        try file.close()
    }

    @Test func stringsAreNotNumbers() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        try file.root { root in
            let numbers = message { _ = try root.dataset("names") { try $0.read(as: Float.self) } }
            #expect(numbers == "/names: holds string, expected numbers")
            let strings = message { _ = try root.dataset("weights") { try $0.readStrings() } }
            #expect(strings == "/weights: holds float32, expected strings")
        }
        try file.close()
    }

    @Test func limit() throws {
        let file = try file([Float](repeating: 1, count: 100))
        try file.root { root in
            try root.dataset("a") { dataset in
                let read = try dataset.read(as: Float.self, limit: 400)
                #expect(read.count == 100)
                let text = message { _ = try dataset.read(as: Float.self, limit: 399) }
                #expect(text == "/a: 100 elements take more than the 399 bytes that are read at once")
            }
        }
        try file.close()
    }

    @Test func stringLimit() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root in
            try root.createStrings("a", [String](repeating: String(repeating: "x", count: 1_000), count: 10))
            // With their terminating zeros the strings are 10010 bytes.
            #expect(try root.dataset("a") { try $0.readStrings(limit: 10_010) }.count == 10)
            let text = message { _ = try root.dataset("a") { try $0.readStrings(limit: 10_009) } }
            #expect(text == "/a: its strings are longer than 10009 bytes together")
        }
        try file.close()
    }
}

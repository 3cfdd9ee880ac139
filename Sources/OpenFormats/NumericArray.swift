import HDF5Store

/// Numbers of one type with their axes, as they come out of a file.
package struct NumericArray: Sendable {
    package enum ElementType: String, Sendable {
        case int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64

        package var size: Int {
            switch self {
            case .int8, .uint8: 1
            case .int16, .uint16: 2
            case .int32, .uint32, .float32: 4
            case .int64, .uint64, .float64: 8
            }
        }
    }

    package let type: ElementType
    package let axes: [Int]
    /// Row by row, in the byte order of the machine.
    let bytes: [UInt8]

    /// - Precondition: the axes hold as many values.
    package init<Element: HDF5Element>(_ values: [Element], axes: [Int]) {
        precondition(values.count == axes.reduce(1, *), "as many values as the axes say")
        guard let type = ElementType(rawValue: Element.hdf5Kind.description) else {
            preconditionFailure("\(Element.self) is no number of a file")
        }
        (self.type, self.axes) = (type, axes)
        bytes = values.withUnsafeBytes { Array($0) }
    }

    /// The numbers of a dataset in the type that they have there.
    ///
    /// - Parameter axes: another division of them; nil for that of the dataset.
    /// - Throws: `FormatError` for what are no numbers.
    package init(_ dataset: borrowing HDF5Dataset, axes: [Int]? = nil) throws {
        let axes = axes ?? dataset.shape
        switch dataset.elementKind {
        case .integer(1, true): self.init(try dataset.read(as: Int8.self), axes: axes)
        case .integer(1, false): self.init(try dataset.read(as: UInt8.self), axes: axes)
        case .integer(2, true): self.init(try dataset.read(as: Int16.self), axes: axes)
        case .integer(2, false): self.init(try dataset.read(as: UInt16.self), axes: axes)
        case .integer(4, true): self.init(try dataset.read(as: Int32.self), axes: axes)
        case .integer(4, false): self.init(try dataset.read(as: UInt32.self), axes: axes)
        case .integer(8, true): self.init(try dataset.read(as: Int64.self), axes: axes)
        case .integer(8, false): self.init(try dataset.read(as: UInt64.self), axes: axes)
        case .real(1...4): self.init(try dataset.read(as: Float.self), axes: axes)
        case .real(8): self.init(try dataset.read(as: Double.self), axes: axes)
        case let kind: throw FormatError("\(dataset.path): holds \(kind), expected numbers")
        }
    }

    /// The bytes in an order.
    func ordered(bigEndian: Bool) -> [UInt8] {
        let machineIsBig = UInt16(1).bigEndian == 1
        guard bigEndian != machineIsBig, type.size > 1 else { return bytes }
        var result = bytes
        for start in stride(from: 0, to: bytes.count, by: type.size) {
            result[start..<start + type.size].reverse()
        }
        return result
    }

    /// Each number as text, the shortest that reads back as the same.
    package var texts: [String] {
        func list<Element: HDF5Element>(_ element: Element.Type) -> [String] {
            bytes.withUnsafeBytes { raw in
                (0..<raw.count / MemoryLayout<Element>.size).map {
                    "\(raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.size, as: Element.self))"
                }
            }
        }
        return switch type {
        case .int8: list(Int8.self)
        case .uint8: list(UInt8.self)
        case .int16: list(Int16.self)
        case .uint16: list(UInt16.self)
        case .int32: list(Int32.self)
        case .uint32: list(UInt32.self)
        case .int64: list(Int64.self)
        case .uint64: list(UInt64.self)
        case .float32: list(Float.self)
        case .float64: list(Double.self)
        }
    }
}

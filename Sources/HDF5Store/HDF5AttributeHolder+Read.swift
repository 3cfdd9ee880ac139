import CHDF5

extension HDF5AttributeHolder where Self: ~Copyable {
    /// Reads an attribute; `nil` if there is none of that name.
    ///
    /// - Parameter limit: The most bytes that it may take: 16 MiB unless given.
    package func attribute(_ name: String, limit: Int = 16 << 20) throws -> HDF5Attribute? {
        let holder = objectIdentifier
        guard HDF5Library.locked({ H5Aexists(holder, name) }) > 0 else { return nil }
        let subject = self.subject(name)
        let attribute = try HDF5Handle(.attribute, subject) { H5Aopen(holder, name, chdf5_default()) }
        let id = attribute.id
        let type = try HDF5Handle(.datatype, subject) { H5Aget_type(id) }
        let space = try HDF5Handle(.dataspace, subject) { H5Aget_space(id) }
        let shape = try HDF5Space.shape(of: space.id, path: subject)
        let count = shape.reduce(1, *)
        let bytes = HDF5Library.locked { H5Tget_size(type.id) }
        guard count <= limit / max(bytes, MemoryLayout<String>.size) else {
            throw HDF5Error("\(subject): \(describe(shape)) values are more than an attribute may hold")
        }
        let value = try value(of: id, type: type.id, count: count, shape: shape, subject: subject)
        try attribute.close()
        return HDF5Attribute(value: value, shape: shape)
    }

    private func value(
        of id: hid_t, type: hid_t, count: Int, shape: [Int], subject: String
    ) throws -> HDF5Value {
        switch elementKind(ofType: type) {
        case .string:
            // Strings of an attribute may all be one in the file, so their number bounds their memory.
            guard count <= 4096 else {
                throw HDF5Error("\(subject): \(count) strings are more than an attribute may hold")
            }
            let strings = try HDF5Strings.read(count: count, fileType: type, subject: subject) {
                H5Aread(id, $0, $1)
            }
            return shape.isEmpty ? .string(strings[0]) : .strings(strings)
        case .integer(_, true):
            let numbers: [Int64] = try numbers(of: id, count: count, subject: subject)
            let isTruth = shape.isEmpty && HDF5Library.locked { H5Tget_class(type) } == H5T_ENUM
            if isTruth, let number = numbers.first, 0...1 ~= number { return .truth(number == 1) }
            return .integers(numbers)
        case .integer(_, false):
            let numbers: [UInt64] = try numbers(of: id, count: count, subject: subject)
            let signed = numbers.compactMap { Int64(exactly: $0) }
            return signed.count == numbers.count ? .integers(signed) : .unsignedIntegers(numbers)
        case .real:
            return .reals(try numbers(of: id, count: count, subject: subject))
        case .other(let name):
            return .other(name)
        }
    }

    private func numbers<Element: HDF5Element & ExpressibleByIntegerLiteral>(
        of id: hid_t, count: Int, subject: String
    ) throws -> [Element] {
        guard count > 0 else { return [] }
        var values = [Element](repeating: 0, count: count)
        try HDF5Library.check(subject) { H5Aread(id, Element.memoryType, &values) }
        return values
    }
}

import CHDF5

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Strings to and from the library.
enum HDF5Strings {
    /// Variable length, UTF-8.
    static func variableType() throws(HDF5Error) -> HDF5Handle {
        try type(bytes: nil, characters: H5T_CSET_UTF8, padding: H5T_STR_NULLTERM)
    }

    private static func type(
        bytes: Int?, characters: H5T_cset_t, padding: H5T_str_t
    ) throws(HDF5Error) -> HDF5Handle {
        let type = try HDF5Handle(.datatype, "string type") { H5Tcopy(chdf5_c_string()) }
        let id = type.id
        try HDF5Library.check("string type") { H5Tset_size(id, bytes ?? chdf5_variable_size()) }
        try HDF5Library.check("string type") { H5Tset_cset(id, characters) }
        try HDF5Library.check("string type") { H5Tset_strpad(id, padding) }
        return type
    }

    /// Reads strings of either kind.
    ///
    /// - Parameters:
    ///   - fileType: The type in the file.
    ///   - subject: The path, for messages.
    ///   - read: Reads `count` elements of the given type into the memory.
    static func read(
        count: Int, fileType: hid_t, subject: String, read: (hid_t, UnsafeMutableRawPointer) -> herr_t
    ) throws(HDF5Error) -> [String] {
        guard count > 0 else { return [] }
        let (isVariable, size, characters, padding) = HDF5Library.locked {
            (
                H5Tis_variable_str(fileType) > 0, H5Tget_size(fileType), H5Tget_cset(fileType),
                H5Tget_strpad(fileType)
            )
        }
        let memory = try type(bytes: isVariable ? nil : size, characters: characters, padding: padding)
        let memoryID = memory.id
        if isVariable {
            var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
            defer { for pointer in pointers { free(pointer) } }
            try HDF5Library.check(subject) { read(memoryID, &pointers) }
            return try pointers.map { pointer throws(HDF5Error) in
                guard let pointer else { return "" }
                return try text(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)), characters, subject)
            }
        }
        var block = [UInt8](repeating: 0, count: count * size)
        try HDF5Library.check(subject) { read(memoryID, &block) }
        return try (0..<count).map { index throws(HDF5Error) in
            var bytes = block[index * size..<(index + 1) * size].prefix { $0 != 0 }
            if padding == H5T_STR_SPACEPAD {
                while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
            }
            return try text(bytes, characters, subject)
        }
    }

    /// Text that is called UTF-8 must be it: texts have no checksum, and a damaged byte seldom leaves UTF-8 behind.
    /// What is called ASCII is often UTF-8 or Latin-1 in files of other tools; what is not the first is the second.
    private static func text(
        _ bytes: some Collection<UInt8>, _ characters: H5T_cset_t, _ subject: String
    ) throws(HDF5Error) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            guard characters == H5T_CSET_UTF8 else {
                return String(String.UnicodeScalarView(bytes.lazy.map { Unicode.Scalar($0) }))
            }
            throw HDF5Error("\(subject): is not UTF-8, expected text")
        }
        return text
    }

    /// Writes strings of variable length.
    static func write(
        _ values: [String], subject: String, write: (hid_t, UnsafeRawPointer) -> herr_t
    ) throws {
        guard !values.isEmpty else { return }
        var characters: [UInt8] = []
        var offsets: [Int] = []
        for value in values {
            guard !value.utf8.contains(0) else {
                throw HDF5Error("\(subject): a string holds the character NUL, which HDF5 takes for its end")
            }
            offsets.append(characters.count)
            characters.append(contentsOf: value.utf8)
            characters.append(0)
        }
        let type = try variableType()
        let typeID = type.id
        try characters.withUnsafeBytes { bytes in
            let pointers = offsets.map { bytes.baseAddress?.advanced(by: $0) }
            _ = try HDF5Library.check(subject, .write) { write(typeID, pointers) }
        }
    }
}

/// Memory for strings up to a limit. Many elements may share one long string in the file; each is a copy in memory.
final class HDF5StringBudget {
    private var left: Int
    private(set) var isExceeded = false

    init(bytes: Int) {
        left = bytes
    }

    /// Makes transfers with this property list take their strings from the budget, which must outlive them.
    func attach(to transfer: hid_t) throws(HDF5Error) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try HDF5Library.check("property list") {
            H5Pset_vlen_mem_manager(
                transfer,
                { size, context in
                    guard let context else { return nil }
                    return Unmanaged<HDF5StringBudget>.fromOpaque(context).takeUnretainedValue().take(size)
                }, context, { memory, _ in free(memory) }, nil)
        }
    }

    private func take(_ size: Int) -> UnsafeMutableRawPointer? {
        guard size <= left else {
            isExceeded = true
            return nil
        }
        left -= size
        return malloc(size)
    }
}

import CHDF5

/// Groups and datasets: both carry attributes.
package protocol HDF5AttributeHolder: ~Copyable {
    /// The library's number for the open object. Lent: do not close it.
    var objectIdentifier: Int64 { get }
}

extension HDF5AttributeHolder where Self: ~Copyable {
    /// Sets a string: variable length, UTF-8. An attribute of that name is replaced.
    package func setAttribute(_ name: String, _ value: String) throws {
        try setStrings(name, [value], shape: [])
    }

    package func setAttribute(_ name: String, _ values: [String]) throws {
        try setStrings(name, values, shape: [values.count])
    }

    /// Sets a truth value, stored as h5py and the HDF5 tools expect: an enumeration of FALSE and TRUE.
    package func setAttribute(_ name: String, _ value: Bool) throws {
        try setAttribute(name, value ? "TRUE" : "FALSE", of: ["FALSE": 0, "TRUE": 1])
    }

    /// Sets a member of an enumeration in one byte.
    ///
    /// - Precondition: the value is one of the members.
    package func setAttribute(_ name: String, _ value: String, of members: KeyValuePairs<String, Int8>) throws {
        let type = try HDF5Handle(.datatype, "enumeration", .write) { H5Tenum_create(chdf5_file_int8()) }
        let typeID = type.id
        for (member, number) in members {
            try withUnsafePointer(to: number) { pointer in
                _ = try HDF5Library.check("enumeration", .write) { H5Tenum_insert(typeID, member, pointer) }
            }
        }
        guard let number = members.first(where: { $0.key == value })?.value else {
            preconditionFailure("\(value) is no member of the enumeration")
        }
        let attribute = try create(name, shape: []) { typeID }
        let id = attribute.id
        try withUnsafePointer(to: number) { pointer in
            _ = try HDF5Library.check(subject(name), .write) { H5Awrite(id, typeID, pointer) }
        }
        try attribute.close()
    }

    /// Sets a reference to an object of the same file, as h5py writes it.
    package func setAttribute(_ name: String, referenceTo path: String) throws {
        let id = objectIdentifier
        var reference = hobj_ref_t()
        try HDF5Library.check(subject(name), .write) { H5Rcreate(&reference, id, path, H5R_OBJECT, -1) }
        let attribute = try create(name, shape: []) { chdf5_object_reference() }
        let attributeID = attribute.id
        try withUnsafePointer(to: reference) { pointer in
            _ = try HDF5Library.check(subject(name), .write) {
                H5Awrite(attributeID, chdf5_object_reference(), pointer)
            }
        }
        try attribute.close()
    }

    package func setAttribute<Element: HDF5Element>(_ name: String, _ value: Element) throws {
        try set(name, [value], shape: [])
    }

    package func setAttribute<Element: HDF5Element>(_ name: String, _ values: [Element]) throws {
        try set(name, values, shape: [values.count])
    }

    /// Removes an attribute, if it is there.
    package func removeAttribute(_ name: String) throws {
        let id = objectIdentifier
        guard HDF5Library.locked({ H5Aexists(id, name) }) > 0 else { return }
        try HDF5Library.check(subject(name), .write) { H5Adelete(id, name) }
    }

    /// The names of all attributes, sorted by their bytes.
    package func attributeNames() throws -> [String] {
        var names: [String] = []
        let id = objectIdentifier
        let path = HDF5Library.name(of: id)
        try withUnsafeMutablePointer(to: &names) { pointer in
            _ = try HDF5Library.check(path) {
                H5Aiterate2(
                    id, H5_INDEX_NAME, H5_ITER_INC, nil,
                    { _, name, _, context in
                        if let name, let names = context?.assumingMemoryBound(to: [String].self) {
                            names.pointee.append(String(cString: name))
                        }
                        return 0
                    }, pointer)
            }
        }
        return names
    }

    /// `/patterns@coding`, for messages.
    func subject(_ name: String) -> String { "\(HDF5Library.name(of: objectIdentifier))@\(name)" }

    private func set<Element: HDF5Element>(_ name: String, _ values: [Element], shape: [Int]) throws {
        let attribute = try create(name, shape: shape) { Element.fileType }
        let id = attribute.id
        if !values.isEmpty {
            try HDF5Library.check(subject(name), .write) { H5Awrite(id, Element.memoryType, values) }
        }
        try attribute.close()
    }

    private func setStrings(_ name: String, _ values: [String], shape: [Int]) throws {
        let type = try HDF5Strings.variableType()
        let typeID = type.id
        let attribute = try create(name, shape: shape) { typeID }
        let id = attribute.id
        try HDF5Strings.write(values, subject: subject(name)) { H5Awrite(id, $0, $1) }
        try attribute.close()
    }

    private func create(_ name: String, shape: [Int], type: () -> hid_t) throws -> HDF5Handle {
        try removeAttribute(name)
        let id = objectIdentifier
        let space = try HDF5Space.simple(shape)
        let creation = try HDF5Properties.attributeCreation()
        let (spaceID, creationID) = (space.id, creation.id)
        return try HDF5Handle(.attribute, subject(name), .write) {
            H5Acreate2(id, name, type(), spaceID, creationID, chdf5_default())
        }
    }
}

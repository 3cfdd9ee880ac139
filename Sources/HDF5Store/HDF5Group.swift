import CHDF5

/// A group, lent to a closure for as long as it is open.
package struct HDF5Group: ~Copyable, HDF5AttributeHolder {
    let handle: HDF5Handle

    init(_ handle: consuming HDF5Handle) {
        self.handle = handle
    }

    package var objectIdentifier: Int64 { handle.id }

    /// The path of the group in its file.
    package var path: String { HDF5Library.name(of: handle.id) }

    consuming func close() throws(HDF5Error) {
        try handle.close()
    }

    /// Lends an existing group.
    package func group<R>(_ name: String, _ body: (borrowing HDF5Group) throws -> R) throws -> R {
        try requireLocal(name)
        let id = handle.id
        let group = HDF5Group(
            try HDF5Handle(.group, fullPath(name)) { H5Gopen2(id, name, chdf5_default()) })
        let result = try body(group)
        try group.close()
        return result
    }

    /// Creates a group and lends it. The group that holds it must exist.
    @discardableResult
    package func createGroup<R>(_ name: String, _ body: (borrowing HDF5Group) throws -> R) throws -> R {
        let creation = try HDF5Properties.groupCreation()
        let link = try HDF5Properties.linkCreation()
        let id = handle.id
        let group = HDF5Group(
            try HDF5Handle(.group, fullPath(name), .write) {
                H5Gcreate2(id, name, link.id, creation.id, chdf5_default())
            })
        let result = try body(group)
        try group.close()
        return result
    }

    /// Lends an existing dataset.
    package func dataset<R>(_ path: String, _ body: (borrowing HDF5Dataset) throws -> R) throws -> R {
        try requireLocal(path)
        let dataset = try HDF5Dataset.open(path, in: handle.id, fullPath: fullPath(path))
        let result = try body(dataset)
        try dataset.close()
        return result
    }

    /// Creates a dataset and lends it.
    ///
    /// - Parameters:
    ///   - shape: Extent of each axis; empty for a single number.
    ///   - storage: Chunks, compression and checksum.
    @discardableResult
    package func createDataset<Element: HDF5Element, R>(
        _ name: String, of element: Element.Type, shape: [Int], storage: HDF5Storage = .automatic,
        _ body: (borrowing HDF5Dataset) throws -> R
    ) throws -> R {
        let layout = storage.layout(shape: shape, elementBytes: MemoryLayout<Element>.size)
        let dataset = try HDF5Dataset.create(
            name, in: handle.id, fullPath: fullPath(name), type: { Element.fileType }, shape: shape,
            elementBytes: MemoryLayout<Element>.size, layout: layout)
        let result = try body(dataset)
        try dataset.close()
        return result
    }

    /// Creates strings: variable length, UTF-8. The library has no filters for them, so no checksum.
    ///
    /// - Parameter shape: Extent of each axis; nil for a list.
    /// - Precondition: as many values as the shape says.
    package func createStrings(
        _ name: String, _ values: [String], shape: [Int]? = nil,
        _ body: (borrowing HDF5Dataset) throws -> Void = { _ in }
    ) throws {
        let shape = shape ?? [values.count]
        precondition(values.count == shape.reduce(1, *), "as many strings as the shape says")
        let type = try HDF5Strings.variableType()
        let typeID = type.id
        let dataset = try HDF5Dataset.create(
            name, in: handle.id, fullPath: fullPath(name), type: { typeID }, shape: shape,
            elementBytes: 16, layout: HDF5Layout())
        try dataset.writeStrings(values)
        try body(dataset)
        try dataset.close()
    }

    /// Creates a single string.
    package func createString(_ name: String, _ value: String) throws { try createStrings(name, [value], shape: []) }

    /// The path of something in this group, for messages.
    func fullPath(_ name: String) -> String {
        if name.hasPrefix("/") { return name }
        let path = self.path
        return path == "/" ? "/\(name)" : "\(path)/\(name)"
    }
}

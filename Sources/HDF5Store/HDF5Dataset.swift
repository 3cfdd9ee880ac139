import CHDF5

/// A dataset, lent to a closure for as long as it is open.
///
/// Everything that decides whether it may be read is checked when it is opened: where its data lie, which filters
/// it needs, how large its chunks are.
package struct HDF5Dataset: ~Copyable, HDF5AttributeHolder {
    let handle: HDF5Handle

    /// Its path in the file, which begins every message about it.
    package let path: String

    /// Extent of each axis. Empty for a single value; `[0]` for a dataset that is declared to hold nothing.
    package let shape: [Int]

    /// What its elements are in the file.
    package let elementKind: HDF5ElementKind

    /// Whether they are bit fields of one byte, which are read as the numbers 0 to 255.
    let hasBitFields: Bool

    /// Bytes of one element in the file; for strings of variable length, those of a reference.
    package let elementBytes: Int

    /// Extent of a chunk along each axis; `nil` if the data are one block.
    package let chunkShape: [Int]?

    /// What is done to each chunk when it is written, in order.
    package let declaredFilters: [HDF5Filter]

    /// The largest chunk that is read: it has to fit into memory whole.
    static let largestChunk = 256 << 20

    package var objectIdentifier: Int64 { handle.id }

    /// Number of elements.
    package var count: Int { shape.reduce(1, *) }

    /// Number of elements of one row: of everything but the first axis.
    package var rowElements: Int { shape.dropFirst().reduce(1, *) }

    /// Rows to read or write at a time: those of a chunk, or of about 1 MiB if there are none.
    package var rowsPerChunk: Int {
        if let chunkShape { return chunkShape[0] }
        return max(1, (1 << 20) / max(1, rowElements * elementBytes))
    }

    static func open(_ name: String, in parent: hid_t, fullPath: String) throws(HDF5Error) -> HDF5Dataset {
        let handle = try HDF5Handle(.dataset, fullPath) { H5Dopen2(parent, name, chdf5_default()) }
        let dataset = try HDF5Dataset(handle, path: fullPath)
        guard let chunk = dataset.chunkShape else { return dataset }
        let cache = cacheBytes(shape: dataset.shape, chunk: chunk, elementBytes: dataset.elementBytes)
        guard cache > defaultChunkCache else { return dataset }
        // Chunks are known only now: open again with a cache that holds a row of them.
        try dataset.close()
        let access = try HDF5Properties.datasetAccess(chunkCacheBytes: cache)
        let reopened = try HDF5Handle(.dataset, fullPath) { H5Dopen2(parent, name, access.id) }
        return try HDF5Dataset(reopened, path: fullPath)
    }

    static func create(
        _ name: String, in parent: hid_t, fullPath: String, type: () -> hid_t, shape: [Int],
        elementBytes: Int, layout: HDF5Layout
    ) throws(HDF5Error) -> HDF5Dataset {
        precondition(shape.allSatisfy { $0 >= 0 }, "extents are not negative")
        let space = try HDF5Space.simple(shape)
        let creation = try HDF5Properties.datasetCreation(layout)
        let link = try HDF5Properties.linkCreation()
        let cache = layout.chunk.map { cacheBytes(shape: shape, chunk: $0, elementBytes: elementBytes) }
        let access = try HDF5Properties.datasetAccess(chunkCacheBytes: cache ?? defaultChunkCache)
        let handle = try HDF5Handle(.dataset, fullPath, .write) {
            H5Dcreate2(parent, name, type(), space.id, link.id, creation.id, access.id)
        }
        return try HDF5Dataset(handle, path: fullPath)
    }

    private init(_ handle: consuming HDF5Handle, path: String) throws(HDF5Error) {
        let id = handle.id
        let type = try HDF5Handle(.datatype, path) { H5Dget_type(id) }
        let creation = try HDF5Handle(.properties, path) { H5Dget_create_plist(id) }
        let extents = try HDF5Space.shape(ofDataset: id, path: path)
        let bytes = HDF5Library.locked { H5Tget_size(type.id) }
        let chunk = try HDF5Creation.chunkShape(creation.id, rank: extents.count, path: path)
        let filters = try HDF5Creation.filters(creation.id, path: path)
        try HDF5Creation.requireLocalData(creation.id, path: path)
        if let chunk {
            let size = chunk.reduce((bytes, false)) { partial, extent in
                let (product, overflow) = partial.0.multipliedReportingOverflow(by: extent)
                return (product, partial.1 || overflow)
            }
            guard !size.1, size.0 <= Self.largestChunk else {
                throw HDF5Error(
                    "\(path): chunks of \(describe(chunk)) elements are larger than"
                        + " \(Self.largestChunk >> 20) MiB; rewrite it with smaller ones (h5repack -l)")
            }
        }
        self.path = path
        self.shape = extents
        hasBitFields = isBoolean(bitFieldType: type.id)
        elementKind =
            hasBitFields ? .integer(bytes: 1, signed: false) : HDF5Store.elementKind(ofType: type.id)
        self.elementBytes = bytes
        self.chunkShape = chunk
        self.declaredFilters = filters
        self.handle = handle
    }

    consuming func close() throws(HDF5Error) {
        let path = self.path
        try handle.close(path)
    }
}

extension HDF5Dataset {
    /// The extents as people write them: `100×64`.
    package var shapeText: String { describe(shape) }
}

/// Extents as people write them: `100×64`.
func describe(_ shape: [Int]) -> String {
    shape.isEmpty ? "a single value" : shape.map(String.init).joined(separator: "×")
}

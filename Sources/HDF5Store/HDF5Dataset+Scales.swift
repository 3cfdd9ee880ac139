import CHDF5

/// Dimension scales: names and coordinates of axes, as h5py, netCDF and xarray know them.
extension HDF5Dataset {
    /// Makes this dataset a scale of the given name.
    package func makeScale(_ name: String) throws {
        let id = handle.id
        try HDF5Library.check(path, .write) { H5DSset_scale(id, name) }
    }

    /// Attaches a scale to an axis of this dataset.
    package func attach(scale: borrowing HDF5Dataset, dimension: Int) throws {
        precondition(shape.indices.contains(dimension), "\(path) has no axis \(dimension)")
        let (id, scaleID) = (handle.id, scale.handle.id)
        try HDF5Library.check(path, .write) { H5DSattach_scale(id, scaleID, UInt32(dimension)) }
    }

    /// Names an axis of this dataset.
    package func label(_ name: String, dimension: Int) throws {
        precondition(shape.indices.contains(dimension), "\(path) has no axis \(dimension)")
        let id = handle.id
        try HDF5Library.check(path, .write) { H5DSset_label(id, UInt32(dimension), name) }
    }

    /// The name of an axis, or `nil` if it has none.
    package func label(dimension: Int) throws -> String? {
        precondition(shape.indices.contains(dimension), "\(path) has no axis \(dimension)")
        let id = handle.id
        var name = [CChar](repeating: 0, count: 256)
        let length = try HDF5Library.check(path) {
            H5DSget_label(id, UInt32(dimension), &name, name.count)
        }
        guard length > 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this dataset is a scale.
    package var isScale: Bool {
        let id = handle.id
        return HDF5Library.locked { H5DSis_scale(id) } > 0
    }

    /// How many scales an axis has.
    package func scaleCount(dimension: Int) throws -> Int {
        let id = handle.id
        return Int(try HDF5Library.check(path) { H5DSget_num_scales(id, UInt32(dimension)) })
    }
}

extension HDF5Group {
    /// Attaches the scale at one path to an axis of the dataset at another.
    package func attachScale(_ scale: String, to dataset: String, dimension: Int) throws {
        try self.dataset(scale) { scale in
            try self.dataset(dataset) { try $0.attach(scale: scale, dimension: dimension) }
        }
    }
}

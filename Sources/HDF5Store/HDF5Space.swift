import CHDF5

/// Dataspaces: extents, and rectangles selected in them.
enum HDF5Space {
    static func simple(_ shape: [Int]) throws(HDF5Error) -> HDF5Handle {
        let extents = shape.map { hsize_t($0) }
        return try HDF5Handle(.dataspace, "dataspace") {
            shape.isEmpty ? H5Screate(H5S_SCALAR) : H5Screate_simple(Int32(extents.count), extents, nil)
        }
    }

    static func shape(ofDataset id: hid_t, path: String) throws(HDF5Error) -> [Int] {
        let space = try HDF5Handle(.dataspace, path) { H5Dget_space(id) }
        return try shape(of: space.id, path: path)
    }

    /// Extents of a space; `[0]` for one that holds nothing. Throws if the number of elements is beyond counting.
    static func shape(of space: hid_t, path: String) throws(HDF5Error) -> [Int] {
        if HDF5Library.locked({ H5Sget_simple_extent_type(space) }) == H5S_NULL { return [0] }
        let rank = try HDF5Library.check(path) { H5Sget_simple_extent_ndims(space) }
        guard rank > 0 else { return [] }
        var extents = [hsize_t](repeating: 0, count: Int(rank))
        try HDF5Library.check(path) { H5Sget_simple_extent_dims(space, &extents, nil) }
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: max(1, Int(clamping: extent)))
            guard !overflow, product < Int.max >> 10 else {
                throw HDF5Error("\(path): declares more elements than any memory holds")
            }
            count = product
        }
        return extents.map { Int($0) }
    }

    /// The space of a dataset with a rectangle of it selected.
    static func selection(
        in dataset: borrowing HDF5Dataset, offset: [Int], count: [Int], stride: [Int]?
    ) throws(HDF5Error) -> HDF5Handle {
        try selection(
            inDataset: dataset.handle.id, path: dataset.path, shape: dataset.shape, offset: offset, count: count,
            stride: stride)
    }

    static func selection(
        inDataset id: hid_t, path: String, shape: [Int], offset: [Int], count: [Int], stride: [Int]?
    ) throws(HDF5Error) -> HDF5Handle {
        try requireInside(path, shape, offset: offset, count: count, stride: stride)
        let space = try HDF5Handle(.dataspace, path) { H5Dget_space(id) }
        if offset.isEmpty { return space }
        let start = offset.map { hsize_t($0) }
        let extent = count.map { hsize_t($0) }
        let step = (stride ?? count.map { _ in 1 }).map { hsize_t($0) }
        let spaceID = space.id
        try HDF5Library.check(path) {
            H5Sselect_hyperslab(spaceID, H5S_SELECT_SET, start, step, extent, nil)
        }
        return space
    }

    private static func requireInside(
        _ path: String, _ shape: [Int], offset: [Int], count: [Int], stride: [Int]?
    ) throws(HDF5Error) {
        let rank = shape.count
        precondition(
            offset.count == rank && count.count == rank && (stride?.count ?? rank) == rank,
            "a selection has one number for each axis")
        for axis in 0..<rank where count[axis] > 0 {
            let step = stride?[axis] ?? 1
            precondition(step > 0, "a stride is positive")
            let (reach, overflow) = (count[axis] - 1).multipliedReportingOverflow(by: step)
            let extent = shape[axis]
            guard !overflow, offset[axis] >= 0, offset[axis] < extent, reach < extent - offset[axis] else {
                throw HDF5Error(
                    "\(path): is \(describe(shape)); \(count[axis]) from \(offset[axis]) on"
                        + " axis \(axis) lie outside")
            }
        }
    }
}

import CHDF5

/// A step that each chunk goes through when it is written.
package enum HDF5Filter: Sendable, Equatable {
    case deflate(level: Int)
    case shuffle
    /// The checksum: a flipped bit is an error when the chunk is read.
    case fletcher32
    case szip
    case nbit
    case scaleOffset
}

/// What a dataset's creation properties say, with the checks that a file of unknown origin needs.
enum HDF5Creation {
    static func chunkShape(_ list: hid_t, rank: Int, path: String) throws(HDF5Error) -> [Int]? {
        let layout = HDF5Library.locked { H5Pget_layout(list) }
        if layout == H5D_VIRTUAL {
            throw HDF5Error(
                "\(path): is a virtual dataset, whose data lie in other files; copy them into this one")
        }
        guard layout == H5D_CHUNKED else { return nil }
        var extents = [hsize_t](repeating: 0, count: max(rank, 1))
        try HDF5Library.check(path) { H5Pget_chunk(list, Int32(rank), &extents) }
        guard rank > 0, extents.allSatisfy({ $0 > 0 }) else {
            throw HDF5Error("\(path): its chunks have no elements; the file is damaged")
        }
        return extents.map { Int(clamping: $0) }
    }

    /// Contents in files beside this one are refused.
    static func requireLocalData(_ list: hid_t, path: String) throws(HDF5Error) {
        let files = try HDF5Library.check(path) { H5Pget_external_count(list) }
        guard files == 0 else {
            throw HDF5Error("\(path): its data lie in another file; copy them into this one")
        }
    }

    /// The filters, or an error for one that would have to be loaded into the program.
    static func filters(_ list: hid_t, path: String) throws(HDF5Error) -> [HDF5Filter] {
        let count = try HDF5Library.check(path) { H5Pget_nfilters(list) }
        var filters: [HDF5Filter] = []
        for index in 0..<UInt32(count) {
            var flags: UInt32 = 0
            var values = [UInt32](repeating: 0, count: 8)
            var valueCount = values.count
            var name = [CChar](repeating: 0, count: 64)
            var configuration: UInt32 = 0
            let number = try HDF5Library.check(path) {
                H5Pget_filter2(list, index, &flags, &valueCount, &values, name.count, &name, &configuration)
            }
            switch Int32(number) {
            case H5Z_FILTER_DEFLATE: filters.append(.deflate(level: Int(values[0])))
            case H5Z_FILTER_SHUFFLE: filters.append(.shuffle)
            case H5Z_FILTER_FLETCHER32: filters.append(.fletcher32)
            case H5Z_FILTER_SZIP: filters.append(.szip)
            case H5Z_FILTER_NBIT: filters.append(.nbit)
            case H5Z_FILTER_SCALEOFFSET: filters.append(.scaleOffset)
            default: throw foreign(Int(number), name: name, path: path)
            }
        }
        return filters
    }

    private static func foreign(_ number: Int, name: [CChar], path: String) -> HDF5Error {
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let words = bytes.isEmpty ? "\(number)" : "\(number) (\(String(decoding: bytes, as: UTF8.self)))"
        // h5py has LZF itself; most others come with hdf5plugin. h5repack drops what it cannot read.
        let modules = number == 32000 ? "h5py" : "h5py, hdf5plugin"
        return HDF5Error(
            "\(path): needs filter \(words), which is not part of HDF5; store it anew with Python: import \(modules);"
                + " f = h5py.File(NAME, \"r+\"); d = f[\"\(path)\"]; x, a = d[:], dict(d.attrs); del f[\"\(path)\"];"
                + " f.create_dataset(\"\(path)\", data=x, compression=\"gzip\").attrs.update(a)")
    }
}

import CHDF5

@testable import HDF5Store

/// Files that the toolkit would never write, made with the library itself.
enum HostileFile {
    /// Creates a file and lends its identifier.
    static func make(_ path: String, _ body: (hid_t) -> Void) {
        HDF5Library.locked {
            let file = H5Fcreate(path, chdf5_truncate(), 0, 0)
            body(file)
            H5Fclose(file)
        }
    }

    /// Creates a dataset without data.
    static func dataset(
        _ file: hid_t, _ name: String, _ extents: [hsize_t], type: hid_t = chdf5_file_float(),
        creation: hid_t = 0, data: UnsafeRawPointer? = nil
    ) {
        let space =
            extents.isEmpty ? H5Screate(H5S_NULL) : H5Screate_simple(Int32(extents.count), extents, nil)
        let dataset = H5Dcreate2(file, name, type, space, 0, creation, 0)
        if let data { H5Dwrite(dataset, type, 0, 0, 0, data) }
        H5Dclose(dataset)
        H5Sclose(space)
    }

    /// Lends a list of creation properties.
    static func withCreation(_ body: (hid_t) -> Void) {
        let list = H5Pcreate(chdf5_dataset_creation())
        body(list)
        H5Pclose(list)
    }

    /// A type of strings of fixed length.
    static func withFixedString(_ bytes: Int, _ padding: H5T_str_t, _ body: (hid_t) -> Void) {
        let type = H5Tcopy(chdf5_c_string())
        H5Tset_size(type, bytes)
        H5Tset_strpad(type, padding)
        body(type)
        H5Tclose(type)
    }

    /// h5py's type of truth values.
    static func withBoolean(_ body: (hid_t) -> Void) {
        let type = H5Tenum_create(chdf5_file_int8())
        for (name, value) in [("FALSE", Int8(0)), ("TRUE", Int8(1))] {
            _ = withUnsafePointer(to: value) { H5Tenum_insert(type, name, $0) }
        }
        body(type)
        H5Tclose(type)
    }
}

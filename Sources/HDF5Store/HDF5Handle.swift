import CHDF5

/// An identifier of the library, closed exactly once.
///
/// `close()` reports a failure. `deinit` is for paths on which an error is already on its way.
struct HDF5Handle: ~Copyable {
    enum Kind {
        case file, group, dataset, attribute, datatype, dataspace, properties
    }

    let id: hid_t
    let kind: Kind

    /// Takes over the identifier that a call returns.
    init(
        _ kind: Kind, _ subject: @autoclosure () -> String, _ action: HDF5Action = .read, _ call: () -> hid_t
    ) throws(HDF5Error) {
        self.id = try HDF5Library.check(subject(), action, call)
        self.kind = kind
    }

    deinit {
        HDF5Library.locked { _ = Self.close(id, kind) }
    }

    /// - Parameter subject: What a message names if closing fails.
    consuming func close(_ subject: @autoclosure () -> String = "object") throws(HDF5Error) {
        let (id, kind) = (self.id, self.kind)
        discard self
        try HDF5Library.check(subject(), .close) { Self.close(id, kind) }
    }

    private static func close(_ id: hid_t, _ kind: Kind) -> herr_t {
        switch kind {
        case .file: H5Fclose(id)
        case .group: H5Gclose(id)
        case .dataset: H5Dclose(id)
        case .attribute: H5Aclose(id)
        case .datatype: H5Tclose(id)
        case .dataspace: H5Sclose(id)
        case .properties: H5Pclose(id)
        }
    }
}

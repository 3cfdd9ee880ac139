import HDF5Store
import TestSupport

extension Scratch {
    /// Opens a file for changes.
    func change(_ name: String, _ body: (borrowing HDF5Group) throws -> Void) throws {
        let file = try HDF5File.open(at: path(name), writable: true)
        try file.root(body)
        try file.close()
    }

    /// A file of other origin.
    func foreign(_ name: String, _ body: (borrowing HDF5Group) throws -> Void) throws -> String {
        let file = try HDF5File.create(at: path(name))
        try file.root(body)
        try file.close()
        return path(name)
    }
}

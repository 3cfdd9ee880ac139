import HDF5Store

/// Files of other formats as bytes.
package enum HDF5Image {
    /// The bytes of a file that `body` fills.
    package static func bytes(_ body: (borrowing HDF5Group) throws -> Void) throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        try file.root(body)
        return try file.image()
    }
}

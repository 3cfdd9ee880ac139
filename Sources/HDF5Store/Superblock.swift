/// The first bytes of an HDF5 file, of which the library does not say all for a file in memory.
///
/// After the signature of 8 bytes stands the version. Versions 2 and 3 have the sizes of addresses and of lengths, flags,
/// and then four addresses: base, extension, end of the file, root. Versions 0 and 1 have two and four more fields before
/// theirs: base, free space, end of the file, driver.
///
/// Reference: HDF5 File Format Specification Version 3.0, II.A.
enum Superblock {
    /// Where the file ends by its own account, in bytes from its beginning; nil where the bytes do not begin with a
    /// superblock of these versions and addresses of 8 bytes.
    static func end(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
        let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count >= 64, bytes.prefix(8).elementsEqual(signature) else { return nil }
        let (addressSize, base): (Int, Int)
        switch bytes[8] {
        case 0: (addressSize, base) = (13, 24)
        case 1: (addressSize, base) = (13, 28)
        case 2, 3: (addressSize, base) = (9, 12)
        default: return nil
        }
        guard bytes[addressSize] == 8 else { return nil }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: base + 16, as: UInt64.self))
    }
}

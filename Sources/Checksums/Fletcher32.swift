import CChecksums

/// The checksum behind the chunks of an HDF5 file.
package enum Fletcher32 {
    /// Fletcher's checksum of 16-bit big-endian words as HDF5's filter computes it: the second sum in the upper half. An
    /// odd byte at the end counts as the upper byte of a word.
    package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        canns_fletcher32(bytes.baseAddress, bytes.count)
    }
}

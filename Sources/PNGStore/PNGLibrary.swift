import CPNG

extension PNG {
    /// The version of libpng in use, such as `1.6.39`.
    package static var libraryVersion: String { String(cString: png_get_libpng_ver(nil)) }
}

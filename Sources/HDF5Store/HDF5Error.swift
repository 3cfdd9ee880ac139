import CHDF5

/// What went wrong with an HDF5 file, in one sentence that names the file or the object in it.
package struct HDF5Error: Error, CustomStringConvertible, Equatable {
    package let message: String
    /// Whether the file is sound, but holds numbers that the type asked for does not.
    package let valuesDoNotFit: Bool

    package init(_ message: String, valuesDoNotFit: Bool = false) {
        self.message = message
        self.valuesDoNotFit = valuesDoNotFit
    }

    package var description: String { message }
}

/// What was asked of the library, as messages say that it failed: the same words for every call that reads.
enum HDF5Action: String {
    case read = "cannot be read"
    case write = "cannot be written"
    case close = "cannot be closed"
}

/// Why a call failed, `cannot be read (innermost entry of the library's error stack)`.
///
/// An error of the operating system is reported in its own words alone: `No space left on device`.
/// Call it before any other call of the library, with the lock held.
func errorSentence(_ action: HDF5Action) -> String {
    var reason = ""
    withUnsafeMutablePointer(to: &reason) { pointer in
        // From the call we made down to the place where it failed.
        let collect: H5E_walk2_t = { _, entry, context in
            guard let description = entry?.pointee.desc, let reason = context?.assumingMemoryBound(to: String.self)
            else { return 0 }
            reason.pointee = String(cString: description)
            return 0
        }
        H5Ewalk2(0, H5E_WALK_DOWNWARD, collect, pointer)
        H5Eclear2(0)
    }
    if let system = systemMessage(in: reason) { return system }
    // How the library says that it does not know a newer form.
    if reason.hasPrefix("bad version number") {
        return "needs a newer HDF5 than this program has (\(linkedVersion())), or is damaged (\(reason))"
    }
    return "\(action.rawValue) (\(reason.isEmpty ? "the HDF5 library gives no reason" : reason))"
}

/// With the lock held.
private func linkedVersion() -> String {
    var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
    H5get_libversion(&major, &minor, &release)
    return "\(major).\(minor).\(release)"
}

/// The part `error message = '…'` that the file drivers put into their sentences.
private func systemMessage(in sentence: String) -> String? {
    let marker = "error message = '"
    var rest = sentence[...]
    while !rest.isEmpty {
        if rest.hasPrefix(marker) {
            let words = rest.dropFirst(marker.count)
            return words.firstIndex(of: "'").map { String(words[..<$0]) }
        }
        rest = rest.dropFirst()
    }
    return nil
}

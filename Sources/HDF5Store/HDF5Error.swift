import CHDF5

/// What went wrong with an HDF5 file, in one sentence that names the file or the object in it.
public struct HDF5Error: Error, CustomStringConvertible, Equatable {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}

/// The library's error stack as one sentence, `Outermost (innermost)`: what failed, and why.
///
/// An error of the operating system is reported in its own words alone: `No space left on device`.
/// Call it before any other call of the library, with the lock held.
func errorSentence() -> String {
    var sentences: [String] = []
    withUnsafeMutablePointer(to: &sentences) { pointer in
        // From the call we made down to the place where it failed.
        let collect: H5E_walk2_t = { _, entry, context in
            guard let description = entry?.pointee.desc,
                let sentences = context?.assumingMemoryBound(to: [String].self)
            else { return 0 }
            sentences.pointee.append(String(cString: description))
            return 0
        }
        H5Ewalk2(0, H5E_WALK_DOWNWARD, collect, pointer)
        H5Eclear2(0)
    }
    guard let outer = sentences.first, let inner = sentences.last else { return "unknown HDF5 error" }
    if let system = systemMessage(in: inner) { return system }
    return inner == outer ? outer : "\(outer) (\(inner))"
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

/// Why a file is not of a format, or cannot be written in it. The sentence names no file and starts with a verb, or
/// with what the file contains that is wrong, so that a caller can put the path in front of it.
package struct FormatError: Error, CustomStringConvertible, Equatable {
    package let description: String

    package init(_ description: String) { self.description = description }
}

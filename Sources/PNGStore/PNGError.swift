/// Why bytes are not a readable PNG, or why an image cannot be written as one.
///
/// The sentence names no file and starts with a verb (`is truncated: …`), so that a caller can put the path in
/// front of it.
package struct PNGError: Error, CustomStringConvertible, Equatable {
    package let description: String

    init(_ description: String) { self.description = description }
}

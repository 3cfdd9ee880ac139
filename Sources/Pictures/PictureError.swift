/// Why a picture cannot become a pattern.
///
/// The sentence names no file, so that a caller can put the path in front of it.
package struct PictureError: Error, CustomStringConvertible, Equatable {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Why a picture cannot become a pattern.
///
/// The sentence names no file, so that a caller can put the path in front of it.
public struct PictureError: Error, CustomStringConvertible, Equatable {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Why bytes are no readable file of a format.
///
/// The sentence names no file and starts with a verb (`is truncated: …`), so that a caller can put the path in front
/// of it.
package struct ExchangeError: Error, CustomStringConvertible, Equatable {
    package let description: String

    package init(_ description: String) { self.description = description }
}

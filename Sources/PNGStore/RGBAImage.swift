/// A decoded image: eight bits a sample, straight (not premultiplied) alpha.
public struct RGBAImage: Sendable, Equatable {
    public let width: Int
    public let height: Int
    /// Red, green, blue, alpha of each pixel; [row, column, sample].
    public let pixels: [UInt8]

    /// - Precondition: the sizes are positive and `pixels` holds `4 · width · height` bytes.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == 4 * width * height, "bytes and size differ")
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}

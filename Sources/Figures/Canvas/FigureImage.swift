/// A finished picture: opaque RGB pixels, eight bits a channel, rows from the top.
public struct FigureImage: Equatable, Sendable {
    public let width: Int
    public let height: Int
    /// `3 * width * height` bytes: red, green, blue of each pixel.
    public let pixels: [UInt8]

    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == 3 * width * height, "an RGB image has three bytes a pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The colour of the pixel in column `x`, row `y`.
    public subscript(x: Int, y: Int) -> Color {
        precondition(x >= 0 && x < width && y >= 0 && y < height, "pixel outside of the image")
        let start = 3 * (y * width + x)
        return Color(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
    }
}

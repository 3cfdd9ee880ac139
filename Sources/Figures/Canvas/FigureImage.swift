/// A finished picture: opaque RGB pixels, eight bits a channel, rows from the top.
package struct FigureImage: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// `3 * width * height` bytes: red, green, blue of each pixel.
    package let pixels: [UInt8]

    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == 3 * width * height, "an RGB image has three bytes a pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The colour of the pixel in column `x`, row `y`.
    package subscript(x: Int, y: Int) -> Color {
        precondition(x >= 0 && x < width && y >= 0 && y < height, "pixel outside of the image")
        let start = 3 * (y * width + x)
        return Color(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
    }
}

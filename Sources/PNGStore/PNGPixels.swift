/// An image to be written, in one of the four kinds of PNG that this toolkit writes.
package struct PNGPixels: Sendable, Equatable {
    package enum Kind: Sendable {
        /// One byte a pixel in memory, 0 for black and anything else for white; one bit a pixel in the file.
        case blackAndWhite
        /// One byte a pixel.
        case gray
        /// Red, green, blue.
        case rgb
        /// Red, green, blue, straight alpha.
        case rgba

        /// Bytes of one pixel in memory.
        package var channels: Int {
            switch self {
            case .blackAndWhite, .gray: 1
            case .rgb: 3
            case .rgba: 4
            }
        }
    }

    package let width: Int
    package let height: Int
    package let kind: Kind
    /// [row, column, channel]
    package let bytes: [UInt8]

    /// - Precondition: the sizes are positive and `bytes` holds `width · height · channels` bytes.
    package init(width: Int, height: Int, kind: Kind, bytes: [UInt8]) {
        precondition(
            width > 0 && height > 0 && bytes.count == width * height * kind.channels, "bytes and size differ")
        self.width = width
        self.height = height
        self.kind = kind
        self.bytes = bytes
    }

    package init(_ image: RGBAImage) {
        self.init(width: image.width, height: image.height, kind: .rgba, bytes: image.pixels)
    }
}

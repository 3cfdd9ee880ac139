// Aim: one grey value a pixel from a coloured, possibly transparent picture.
//
//     Y' = 0.2126 R' + 0.7152 G' + 0.0722 B'        luma of gamma-coded values (ITU-R BT.709-6, 2015, item 3.2)
//     C' = a C' + (1 - a) 255                       alpha a composited on white, channel by channel
//
// Symbols: R' G' B' stored samples 0 … 255, a alpha 0 … 1, Y' luma 0 … 255.

import PNGStore

/// A grey picture: luma 0 (black) … 255 (white), [row, column].
public struct GrayImage: Sendable, Equatable {
    public let width: Int
    public let height: Int
    /// [row, column], each 0 … 255.
    public let pixels: [Float]

    public var pixelCount: Int { width * height }

    /// - Precondition: the sizes are positive and `pixels` holds `width · height` values.
    public init(width: Int, height: Int, pixels: [Float]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height, "pixels and size differ")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// BT.709 luma of the stored samples, alpha composited on white.
    ///
    /// A pixel with three equal samples and no transparency keeps its value exactly.
    public init(_ image: RGBAImage) {
        let count = image.width * image.height
        let pixels = image.pixels.withUnsafeBufferPointer { samples in
            [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count {
                    let start = 4 * index
                    buffer[index] = Self.luma(
                        red: Int(samples[start]), green: Int(samples[start + 1]),
                        blue: Int(samples[start + 2]),
                        alpha: Int(samples[start + 3]))
                }
                initialized = count
            }
        }
        self.init(width: image.width, height: image.height, pixels: pixels)
    }

    /// Ten thousand times the luma is an integer, so one rounded division is the only rounding.
    private static func luma(red: Int, green: Int, blue: Int, alpha: Int) -> Float {
        let weighted = 2126 * red + 7152 * green + 722 * blue
        // Below 2^24, hence exact in Float.
        if alpha == 255 { return Float(weighted) / 10000 }
        let composited = weighted * alpha + 2_550_000 * (255 - alpha)
        return Float(Double(composited) / 2_550_000)
    }

    /// Each row as a picture of its own, one row high; from top to bottom.
    public var rows: [GrayImage] {
        (0..<height).map { row in
            GrayImage(width: width, height: 1, pixels: Array(pixels[row * width..<(row + 1) * width]))
        }
    }
}

// Aim: one grey value a pixel from a coloured, possibly transparent picture.
//
//     Y' = 0.2126 R' + 0.7152 G' + 0.0722 B'        luma of gamma-coded values (ITU-R BT.709-6, 2015, item 3.2)
//     C' = a C' + (1 - a) 255                       alpha a composited on white, channel by channel
//
// Symbols: R' G' B' stored samples 0 … 255 (of 16 bits divided by 257), a alpha 0 … 1, Y' luma 0 … 255.

import PNGStore

/// A grey picture: luma 0 (black) … 255 (white), [row, column].
@usableFromInline package struct GrayImage: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// [row, column], each 0 … 255, with fractions where the samples had 16 bits.
    package let pixels: [Float]
    /// Bits of the samples that the picture came from, 8 or 16: how fine its grey levels are.
    package let bitDepth: Int
    /// The part that is picture; around it is the border that `Fit.pad` added.
    let content: Rectangle

    struct Rectangle: Sendable, Equatable {
        let columns: Range<Int>
        let rows: Range<Int>
    }

    package var pixelCount: Int { width * height }

    /// - Precondition: the sizes are positive and `pixels` holds `width · height` values.
    package init(width: Int, height: Int, pixels: [Float], bitDepth: Int = 8) {
        self.init(
            width: width, height: height, pixels: pixels, bitDepth: bitDepth,
            content: Rectangle(columns: 0..<width, rows: 0..<height))
    }

    init(width: Int, height: Int, pixels: [Float], bitDepth: Int, content: Rectangle) {
        precondition(width > 0 && height > 0 && pixels.count == width * height, "pixels and size differ")
        self.width = width
        self.height = height
        self.pixels = pixels
        self.bitDepth = bitDepth
        self.content = content
    }

    /// BT.709 luma of the stored samples, alpha composited on white, turned as the image says.
    ///
    /// A pixel with three equal samples and no transparency keeps its value exactly, to Float of 16 bits.
    package init(_ image: RGBAImage) { self.init(image, weights: (2126, 7152, 722)) }

    /// Red, green and blue, each as a picture of its own; the samples of opaque pixels as they are.
    package static func planes(_ image: RGBAImage) -> [GrayImage] {
        [(10000, 0, 0), (0, 10000, 0), (0, 0, 10000)].map { GrayImage(image, weights: $0) }
    }

    /// - Parameter weights: of red, green and blue, 10 000 in all.
    private init(_ image: RGBAImage, weights: Weights) {
        let (luma, bitDepth): (_, Int) =
            switch image.samples {
            case .eightBit(let samples): (Self.luma(samples, weights), 8)
            case .sixteenBit(let samples): (Self.luma(samples, weights), 16)
            }
        let (width, height, orientation) = (image.width, image.height, image.orientation)
        guard orientation != .upright else {
            self.init(width: width, height: height, pixels: luma, bitDepth: bitDepth)
            return
        }
        let (rows, columns) = orientation.exchangesSides ? (width, height) : (height, width)
        var pixels: [Float] = []
        pixels.reserveCapacity(luma.count)
        for row in 0..<rows {
            for column in 0..<columns {
                let place = orientation.stored(row: row, column: column, width: width, height: height)
                pixels.append(luma[place.row * width + place.column])
            }
        }
        self.init(width: columns, height: rows, pixels: pixels, bitDepth: bitDepth)
    }

    private typealias Weights = (red: Int, green: Int, blue: Int)

    /// Of samples with straight alpha.
    private static func luma(_ samples: [UInt8], _ weights: Weights) -> [Float] {
        pixels(samples) { (red, green, blue, alpha) -> Float in
            let weighted = Self.weighted(red, green, blue, weights)
            // Below 2^24, hence exact in Float.
            if alpha == 255 { return Float(weighted) / 10000 }
            let composited = weighted * Int(alpha) + 2_550_000 * (255 - Int(alpha))
            return Float(Double(composited) / 2_550_000)
        }
    }

    /// Of samples with premultiplied alpha: what is missing to opacity is white.
    private static func luma(_ samples: [UInt16], _ weights: Weights) -> [Float] {
        pixels(samples) { (red, green, blue, alpha) -> Float in
            let composited = Self.weighted(red, green, blue, weights) + 10000 * (65535 - Int(alpha))
            return Float(min(Double(composited) / 2_570_000, 255))
        }
    }

    /// Ten thousand times the luma is an integer, so one rounded division is the only rounding.
    private static func weighted<Sample: BinaryInteger>(
        _ red: Sample, _ green: Sample, _ blue: Sample, _ weights: Weights
    ) -> Int {
        weights.red * Int(red) + weights.green * Int(green) + weights.blue * Int(blue)
    }

    private static func pixels<Sample>(
        _ samples: [Sample], _ luma: (Sample, Sample, Sample, Sample) -> Float
    ) -> [Float] {
        let count = samples.count / 4
        return samples.withUnsafeBufferPointer { samples in
            [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count {
                    let start = 4 * index
                    buffer[index] = luma(samples[start], samples[start + 1], samples[start + 2], samples[start + 3])
                }
                initialized = count
            }
        }
    }

    /// The pixels of the content, without a border.
    var contentPixels: [Float] {
        if content == Rectangle(columns: 0..<width, rows: 0..<height) { return pixels }
        return content.rows.flatMap { row in
            pixels[row * width + content.columns.lowerBound..<row * width + content.columns.upperBound]
        }
    }

    /// Each row as a picture of its own, one row high; from top to bottom.
    package var rows: [GrayImage] {
        (0..<height).map { row in
            GrayImage(
                width: width, height: 1, pixels: Array(pixels[row * width..<(row + 1) * width]), bitDepth: bitDepth)
        }
    }
}

/// A decoded image, as its samples are stored; its orientation says how it is to be shown.
package struct RGBAImage: Sendable, Equatable {
    /// Red, green, blue, alpha of each pixel; [row, column, sample].
    package enum Samples: Sendable, Equatable {
        /// Straight (not premultiplied) alpha.
        case eightBit([UInt8])
        /// Colours that were multiplied by alpha / 65535.
        case sixteenBit([UInt16])
    }

    package let width: Int
    package let height: Int
    package let samples: Samples
    package let orientation: Orientation

    /// - Precondition: the sizes are positive and there are `4 · width · height` samples.
    package init(width: Int, height: Int, samples: Samples, orientation: Orientation = .upright) {
        let count =
            switch samples {
            case .eightBit(let samples): samples.count
            case .sixteenBit(let samples): samples.count
            }
        precondition(width > 0 && height > 0 && count == 4 * width * height, "samples and size differ")
        self.width = width
        self.height = height
        self.samples = samples
        self.orientation = orientation
    }

    /// An image of eight bits a sample and straight alpha.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        self.init(width: width, height: height, samples: .eightBit(pixels))
    }

    /// The samples with eight bits and straight alpha. Of sixteen bits they are rounded: the colour of a pixel is right
    /// within one level from alpha 1/255 on, and 0 where the pixel is fully transparent.
    package var pixels: [UInt8] {
        switch samples {
        case .eightBit(let samples): samples
        case .sixteenBit(let samples): Self.straightEightBit(samples)
        }
    }

    private static func straightEightBit(_ samples: [UInt16]) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: samples.count)
        for start in stride(from: 0, to: samples.count, by: 4) where samples[start + 3] > 0 {
            let alpha = Int(samples[start + 3])
            for channel in start..<start + 3 {
                // Rounded quotient of premultiplied · 255 and alpha.
                pixels[channel] = UInt8(min(255, (Int(samples[channel]) * 510 + alpha) / (2 * alpha)))
            }
            pixels[start + 3] = UInt8((alpha * 510 + 65535) / (2 * 65535))
        }
        return pixels
    }
}

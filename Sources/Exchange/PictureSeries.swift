import PNGStore

/// Pictures of one file, in their order; each is decoded when it is asked for.
package struct PictureSeries: Sendable {
    package let count: Int
    /// Bits of a sample where they are levels in an array of numbers, 8 or 16; nil for pictures as files.
    package let arrayDepth: Int?
    private let decode: @Sendable (Int) throws -> RGBAImage

    package init(count: Int, arrayDepth: Int? = nil, decode: @escaping @Sendable (Int) throws -> RGBAImage) {
        self.count = count
        self.arrayDepth = arrayDepth
        self.decode = decode
    }

    /// The picture at a position.
    package func picture(_ index: Int) throws -> RGBAImage {
        precondition(index >= 0 && index < count, "picture \(index) of \(count)")
        return try decode(index)
    }
}

extension RGBAImage {
    /// An opaque image.
    ///
    /// - Parameters:
    ///   - channels: 1 for grey, 3 for red, green and blue.
    ///   - samples: [row, column, channel] of eight bits.
    init(width: Int, height: Int, channels: Int, samples: ArraySlice<UInt8>) {
        self.init(
            width: width, height: height,
            samples: .eightBit(Self.spread(samples, pixels: width * height, channels: channels, opaque: .max)))
    }

    /// - Parameter samples: of sixteen bits.
    init(width: Int, height: Int, channels: Int, samples: ArraySlice<UInt16>) {
        self.init(
            width: width, height: height,
            samples: .sixteenBit(Self.spread(samples, pixels: width * height, channels: channels, opaque: .max)))
    }

    private static func spread<Sample>(
        _ samples: ArraySlice<Sample>, pixels: Int, channels: Int, opaque: Sample
    ) -> [Sample] {
        precondition(samples.count == pixels * channels && (channels == 1 || channels == 3), "samples and size differ")
        return samples.withUnsafeBufferPointer { samples in
            [Sample](unsafeUninitializedCapacity: 4 * pixels) { buffer, initialized in
                for pixel in 0..<pixels {
                    for channel in 0..<3 {
                        buffer[4 * pixel + channel] = samples[pixel * channels + (channels == 1 ? 0 : channel)]
                    }
                    buffer[4 * pixel + 3] = opaque
                }
                initialized = 4 * pixels
            }
        }
    }
}

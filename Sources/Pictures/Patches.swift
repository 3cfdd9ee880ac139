/// Where a patch lies: which picture, and its upper left pixel.
package struct PatchPosition: Sendable, Equatable {
    package let picture: Int
    package let column: Int
    package let row: Int
}

/// Rectangles cut at random out of pictures.
///
/// The positions are drawn from the sizes alone, so that pictures can be opened one after the other.
package struct PatchSampling: Sendable, Equatable {
    package let width: Int
    package let height: Int

    /// - Precondition: both sizes are positive.
    package init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a patch has at least one pixel")
        self.width = width
        self.height = height
    }

    /// - Throws: `PictureError` when a picture of this size has no room for a patch.
    package func check(pictureWidth: Int, pictureHeight: Int) throws(PictureError) {
        guard pictureWidth >= width, pictureHeight >= height else {
            throw PictureError(
                "is \(pictureWidth)×\(pictureHeight) pixels, smaller than a patch of \(width)×\(height)")
        }
    }

    /// Draws positions with replacement; every position in every picture is equally likely, so that a picture counts
    /// by its area.
    ///
    /// - Parameters:
    ///   - count: patches to draw.
    ///   - sizes: width and height of each picture; each has passed `check`.
    ///   - randomBelow: an integer 0 ..< n, uniformly, for the n it is given; called once a patch.
    package func positions(
        count: Int, sizes: [(width: Int, height: Int)], randomBelow: (Int) -> Int
    ) -> [PatchPosition] {
        precondition(count >= 0 && !sizes.isEmpty, "patches come from at least one picture")
        var ends: [Int] = []
        for size in sizes {
            precondition(size.width >= width && size.height >= height, "a picture is smaller than a patch")
            ends.append((ends.last ?? 0) + (size.width - width + 1) * (size.height - height + 1))
        }
        return (0..<count).map { _ in
            var index = randomBelow(ends[ends.count - 1])
            let picture = Self.first(of: ends, above: index)
            if picture > 0 { index -= ends[picture - 1] }
            let columns = sizes[picture].width - width + 1
            return PatchPosition(picture: picture, column: index % columns, row: index / columns)
        }
    }

    /// The position of the first of ascending numbers that is above another, which the last is.
    private static func first(of ends: [Int], above index: Int) -> Int {
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > index { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The values of one patch, luma / 255, [row, column].
    ///
    /// - Parameter removingMean: subtract the mean of the patch, so that its values sum to zero.
    package func patch(of image: GrayImage, at position: PatchPosition, removingMean: Bool = true) -> [Float] {
        let values = cut(from: image, at: position).pixels
        let mean = removingMean ? values.reduce(0.0) { $0 + Double($1) } / Double(values.count) : 0
        return values.map { Float((Double($0) - mean) / 255) }
    }

    /// One patch as a picture.
    package func cut(from image: GrayImage, at position: PatchPosition) -> GrayImage {
        precondition(position.column + width <= image.width && position.row + height <= image.height)
        var pixels: [Float] = []
        pixels.reserveCapacity(width * height)
        for row in position.row..<position.row + height {
            let start = row * image.width + position.column
            pixels += image.pixels[start..<start + width]
        }
        return GrayImage(width: width, height: height, pixels: pixels, bitDepth: image.bitDepth)
    }
}

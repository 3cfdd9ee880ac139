/// A small picture on its way to the canvas: packed xRGB pixels, rows from the top.
struct PixelBuffer: Sendable, Equatable {
    let width: Int
    let height: Int
    var pixels: [UInt32]

    init(width: Int, height: Int, pixels: [UInt32]) {
        precondition(
            width > 0 && height > 0 && pixels.count == width * height, "pixels do not fill the buffer")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The picture at another size: pixels repeated where it grows, areas averaged where it shrinks.
    func resampled(width newWidth: Int, height newHeight: Int) -> PixelBuffer {
        if newWidth == width, newHeight == height { return self }
        if newWidth < width || newHeight < height { return averaged(width: newWidth, height: newHeight) }
        var result: [UInt32] = []
        result.reserveCapacity(newWidth * newHeight)
        let columns = (0..<newWidth).map { $0 * width / newWidth }
        for y in 0..<newHeight {
            let start = y * height / newHeight * width
            for column in columns { result.append(pixels[start + column]) }
        }
        return PixelBuffer(width: newWidth, height: newHeight, pixels: result)
    }

    /// Each new pixel is the mean of the area it covers, with parts of pixels counted in part.
    private func averaged(width newWidth: Int, height newHeight: Int) -> PixelBuffer {
        let columns = Coverage.of(width, by: newWidth)
        let rows = Coverage.of(height, by: newHeight)
        var result: [UInt32] = []
        result.reserveCapacity(newWidth * newHeight)
        for row in rows {
            for column in columns {
                var (red, green, blue, area) = (0.0, 0.0, 0.0, 0.0)
                for (y, tall) in row {
                    for (x, wide) in column {
                        let pixel = pixels[y * width + x]
                        let weight = tall * wide
                        red += weight * Double(pixel >> 16 & 255)
                        green += weight * Double(pixel >> 8 & 255)
                        blue += weight * Double(pixel & 255)
                        area += weight
                    }
                }
                func level(_ sum: Double) -> UInt32 { UInt32(min(255, (sum / area).rounded())) }
                result.append(0xFF00_0000 | level(red) << 16 | level(green) << 8 | level(blue))
            }
        }
        return PixelBuffer(width: newWidth, height: newHeight, pixels: result)
    }
}

/// Which old cells a new cell covers, and how much of each.
private enum Coverage {
    static func of(_ old: Int, by new: Int) -> [[(index: Int, weight: Double)]] {
        (0..<new).map { cell in
            let start = Double(cell) * Double(old) / Double(new)
            let end = Double(cell + 1) * Double(old) / Double(new)
            let first = Int(start)
            let last = min(old - 1, Int(end.rounded(.up)) - 1)
            return (first...max(first, last)).map { index in
                let covered = min(end, Double(index + 1)) - max(start, Double(index))
                return (index, max(covered, 1e-12))
            }
        }
    }
}

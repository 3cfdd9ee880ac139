#if canImport(Glibc)
    import Glibc  // links the rounding functions
#else
    import Darwin
#endif

/// What happens when a picture's proportions are not those of the size asked for.
package enum Fit: String, CaseIterable, Sendable {
    /// Each axis is scaled on its own; proportions change.
    case stretch
    /// Proportions stay; what protrudes is cut off, the same on both sides.
    case crop
    /// Proportions stay; what is missing is white, the same on both sides (the odd pixel right or below), and does not
    /// count in a grey level.
    case pad
}

extension GrayImage {
    /// The picture at another size: area average where an axis shrinks, linear interpolation where it grows.
    ///
    /// A picture that has the size already is returned as it is.
    ///
    /// - Precondition: `width` and `height` are positive.
    package func resized(width: Int, height: Int, fit: Fit = .stretch) -> GrayImage {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        if width == self.width && height == self.height { return self }
        let (columns, rows) = (Double(self.width), Double(self.height))
        switch fit {
        case .stretch:
            return resampled(
                horizontally: AxisResampling(length: self.width, span: 0..<columns, count: width),
                vertically: AxisResampling(length: self.height, span: 0..<rows, count: height))
        case .crop:
            let scale = min(columns / Double(width), rows / Double(height))
            return resampled(
                horizontally: AxisResampling(length: self.width, scale: scale, count: width),
                vertically: AxisResampling(length: self.height, scale: scale, count: height))
        case .pad:
            let scale = max(columns / Double(width), rows / Double(height))
            let inner = resized(
                width: max(1, min(width, Int((columns / scale).rounded()))),
                height: max(1, min(height, Int((rows / scale).rounded()))))
            return inner.padded(width: width, height: height)
        }
    }

    private func padded(width: Int, height: Int) -> GrayImage {
        let left = (width - self.width) / 2
        let top = (height - self.height) / 2
        var target = [Float](repeating: 255, count: width * height)
        for row in 0..<self.height {
            let start = (row + top) * width + left
            target.replaceSubrange(
                start..<start + self.width, with: pixels[row * self.width..<(row + 1) * self.width])
        }
        return GrayImage(
            width: width, height: height, pixels: target, bitDepth: bitDepth,
            content: Rectangle(columns: left..<left + self.width, rows: top..<top + self.height))
    }
}

extension AxisResampling {
    /// The centred part of the source, `count` target pixels of `scale` source pixels each.
    fileprivate init(length: Int, scale: Double, count: Int) {
        let part = min(Double(count) * scale, Double(length))
        var margin = (Double(length) - part) / 2
        // Half a pixel to either side would blur a picture that needs no scaling: the odd pixel is cut right or below.
        if scale == 1 { margin = margin.rounded(.down) }
        self.init(length: length, span: margin..<min(margin + part, Double(length)), count: count)
    }
}

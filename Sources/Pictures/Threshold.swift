// Aim: the grey level t that divides a picture into white (value > t) and black (value ≤ t).
//
//     mean     t = 1/N Σ v
//     Otsu     t = argmax_t  w0(t) w1(t) (m0(t) - m1(t))²,  t each level of a sample but the highest
//     median   the t among the picture's values for which |white - black| is smallest
//
// Symbols: v values, N pixels; w0, m0 number and mean of the values ≤ t; w1, m1 of those > t.
// Reference: N. Otsu, A threshold selection method from gray-level histograms, IEEE Trans. SMC 9 (1979) 62-66.

#if canImport(Glibc)
    import Glibc  // links the rounding functions
#else
    import Darwin
#endif

/// How the grey level that divides white from black is chosen.
package enum Threshold: Sendable, Equatable {
    case mean
    /// The level that separates two classes best, on a histogram of as many bins as the samples have levels, 256 or
    /// 65536; of equal levels the lowest.
    case otsu
    /// The grey value that leaves white and black most equal in number; of equal values the highest.
    case median
    /// A fixed level, 0 … 255.
    case level(Float)
}

/// A grey level: a pixel is white when its value is greater, else black.
package struct GrayLevel: Sendable, Equatable {
    package let value: Float
    /// The picture has a single grey level, so nothing in it can tell white from black.
    package let isConstant: Bool
}

extension GrayImage {
    /// The grey level by which this picture becomes black and white.
    ///
    /// In a picture with two or more grey levels every rule but a fixed level puts the darkest pixels into black and
    /// the brightest into white, so that a black-and-white picture is always itself again. A picture of one grey level
    /// is divided at 127.5, unless the level is fixed.
    package func level(_ threshold: Threshold) -> GrayLevel {
        let pixels = contentPixels
        var (darkest, brightest) = (pixels[0], pixels[0])
        for value in pixels {
            darkest = min(darkest, value)
            brightest = max(brightest, value)
        }
        let isConstant = darkest == brightest
        if case .level(let value) = threshold { return GrayLevel(value: value, isConstant: isConstant) }
        if isConstant { return GrayLevel(value: 127.5, isConstant: true) }
        let value: Float =
            switch threshold {
            case .otsu: otsuLevel(pixels)
            case .median: medianLevel(pixels)
            default: Float(pixels.reduce(0.0) { $0 + Double($1) } / Double(pixels.count))
            }
        // Rounding to Float, or values within one bin, must not lift the level to the brightest value.
        return GrayLevel(value: min(max(value, darkest), brightest.nextDown), isConstant: false)
    }

    /// A value lies in the bin of the next level above, so that value > t and bin > t say the same.
    private func otsuLevel(_ pixels: [Float]) -> Float {
        let highest = (1 << bitDepth) - 1
        let (scale, pixelCount) = (Float(highest) / 255, pixels.count)
        // A level of 16 bits, as Float, may lie above itself by less than a hundredth of a step.
        let slack: Float = bitDepth == 8 ? 0 : 0.01
        var histogram = [Int](repeating: 0, count: highest + 1)
        for value in pixels { histogram[Int((min(max(value, 0), 255) * scale - slack).rounded(.up))] += 1 }
        let total = histogram.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        var best = (level: 0, separation: -1.0)
        var (count, sum) = (0, 0)
        for level in 0..<highest {
            count += histogram[level]
            sum += level * histogram[level]
            if count == 0 || count == pixelCount { continue }
            // w0 w1 (m0 - m1)² = (N sum - w0 total)² / (w0 w1)
            let difference = Double(pixelCount) * Double(sum) - Double(count) * Double(total)
            let separation = difference * difference / (Double(count) * Double(pixelCount - count))
            if separation > best.separation { best = (level, separation) }
        }
        return Float(Double(best.level) * 255 / Double(highest))
    }

    private func medianLevel(_ pixels: [Float]) -> Float {
        let sorted = pixels.sorted()
        let middle = sorted[(sorted.count - 1) / 2]
        // Whites left by the median, and by the next lower value of the picture.
        let above = sorted.count - sorted.partitioningIndex { $0 > middle }
        let start = sorted.partitioningIndex { $0 >= middle }
        guard start > 0 else { return middle }
        let fromMiddle = sorted.count - start
        let distance = abs(2 * above - sorted.count)
        return abs(2 * fromMiddle - sorted.count) < distance ? sorted[start - 1] : middle
    }
}

extension Array where Element == Float {
    /// The first index of a sorted array from which on the predicate holds.
    fileprivate func partitioningIndex(where belongsToSecond: (Float) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

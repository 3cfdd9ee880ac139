// Aim: change the size of a picture without aliasing, one axis after the other.
//
//     shrinking:  out[i] = 1/s · Σ_k |[i s, (i+1) s] ∩ [k, k+1]| · in[k]     area average, exact at fractional edges
//     enlarging:  out[i] = (1-f) in[k] + f in[k+1],  k + f = (i + ½) s - ½   linear, the edge pixels extended
//
// Symbols: s = source length / target length, i target index, k source index. Both axes together give the box
// average and bilinear interpolation. Equal lengths (s = 1) leave values untouched. Sums in Double, so that a
// constant picture stays constant to the last bit.

#if canImport(Glibc)
    import Glibc  // links the rounding functions
#else
    import Darwin
#endif

/// The source pixels, and their weights (sum 1), that make one target pixel along an axis.
struct Tap: Sendable, Equatable {
    let first: Int
    let weights: [Double]
}

/// Resampling along one axis.
struct AxisResampling: Sendable {
    let taps: [Tap]

    /// - Parameters:
    ///   - length: pixels of the source along the axis.
    ///   - span: the part of the source that fills the target, fractional edges allowed, within 0 … length.
    ///   - count: pixels of the target.
    init(length: Int, span: Range<Double>, count: Int) {
        precondition(length > 0 && count > 0 && span.lowerBound >= 0 && span.upperBound <= Double(length))
        let step = (span.upperBound - span.lowerBound) / Double(count)
        taps = (0..<count).map { index in
            if step > 1 {
                let start = span.lowerBound + Double(index) * step
                // The last edge is taken as given, not as a rounded sum.
                let end = index + 1 == count ? span.upperBound : span.lowerBound + Double(index + 1) * step
                return Self.coverage(from: start, to: end, length: length)
            }
            return Self.interpolation(
                at: span.lowerBound + (Double(index) + 0.5) * step - 0.5, length: length)
        }
    }

    private static func coverage(from start: Double, to end: Double, length: Int) -> Tap {
        let first = min(Int(start), length - 1)
        let last = max(first, min(length, Int(end.rounded(.up))) - 1)
        let lengths = (first...last).map { pixel in
            max(0, min(end, Double(pixel + 1)) - max(start, Double(pixel)))
        }
        let total = lengths.reduce(0, +)
        return Tap(first: first, weights: lengths.map { $0 / total })
    }

    private static func interpolation(at position: Double, length: Int) -> Tap {
        let clamped = min(max(position, 0), Double(length - 1))
        let first = min(Int(clamped), max(0, length - 2))
        let fraction = clamped - Double(first)
        if fraction == 0 { return Tap(first: first, weights: [1]) }
        return Tap(first: first, weights: [1 - fraction, fraction])
    }
}

extension GrayImage {
    /// Takes the part of the picture that the spans cut out and gives it a new size.
    func resampled(horizontally: AxisResampling, vertically: AxisResampling) -> GrayImage {
        var target: [Float] = []
        target.reserveCapacity(horizontally.taps.count * vertically.taps.count)
        var line = [Double](repeating: 0, count: width)
        for tap in vertically.taps {
            gather(tap, into: &line)
            line.withUnsafeBufferPointer { line in
                for tap in horizontally.taps {
                    var sum = 0.0
                    for (offset, weight) in tap.weights.enumerated() {
                        sum += weight * line[tap.first + offset]
                    }
                    target.append(Float(sum))
                }
            }
        }
        return GrayImage(
            width: horizontally.taps.count, height: vertically.taps.count, pixels: target, bitDepth: bitDepth)
    }

    /// One line of the height that the picture will have, still of its old width.
    private func gather(_ tap: Tap, into line: inout [Double]) {
        pixels.withUnsafeBufferPointer { pixels in
            line.withUnsafeMutableBufferPointer { line in
                line.update(repeating: 0)
                for (offset, weight) in tap.weights.enumerated() {
                    let row = (tap.first + offset) * width
                    for column in 0..<width { line[column] += weight * Double(pixels[row + column]) }
                }
            }
        }
    }
}

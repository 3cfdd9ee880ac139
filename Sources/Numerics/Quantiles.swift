// Aim: the value below which a share p of numbers lies.
//
//     q(p) = x_k + (h - k) (x_(k+1) - x_k),   h = p (n - 1),  k = floor(h)
//
// x sorted, counted from 0; as NumPy and R (type 7) have it.
//
// Reference: R. J. Hyndman, Y. Fan, Am. Stat. 50, 361 (1996).

package struct Quantiles {
    private let sorted: [Float]

    /// - Precondition: at least one number, all finite.
    package init(of numbers: [Float]) {
        precondition(!numbers.isEmpty, "quantiles of some numbers")
        sorted = numbers.sorted()
    }

    /// - Parameter share: 0...1.
    package subscript(_ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let low = Int(place)
        let high = min(sorted.count - 1, low + 1)
        let part = place - Double(low)
        return Double(sorted[low]) * (1 - part) + Double(sorted[high]) * part
    }
}

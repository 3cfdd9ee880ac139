// Aim: which fields of a packed step lie above the threshold and which below, without an error of rounding, at the speed
// of Float32.
//
// In Float32 a field is wrong by less than `tolerance`. Where it is further than that from the threshold, its side is
// certain; the few others are summed again in whole numbers (see ExactFields).

import Numerics
import Patterns

struct ExactStep {
    private let exact: ExactFields
    private let threshold: Float
    private let units: Range<Int>
    private let bits: BitMatrix
    /// k_p q_p.
    private let gains: UnsafePointer<Float>
    private let sums: ExactFields.Sums
    /// The state of the units, s_i = positive - negative.
    private let positive: UnsafePointer<UInt64>
    private let negative: UnsafePointer<UInt64>

    init(
        _ exact: ExactFields, threshold: Float, units: Range<Int>, bits: BitMatrix, gains: UnsafePointer<Float>,
        sums: ExactFields.Sums, positive: UnsafePointer<UInt64>, negative: UnsafePointer<UInt64>
    ) {
        self.exact = exact
        self.threshold = threshold
        self.units = units
        self.bits = bits
        self.gains = gains
        self.sums = sums
        self.positive = positive
        self.negative = negative
    }

    /// - Parameters:
    ///   - field: sums over patterns, which are changed.
    ///   - own: s_i (D_i - 2 rho X_i + rho² K); changed as well.
    ///   - above: bits of units whose field is above the threshold.
    ///   - below: bits of units whose field is below the threshold.
    func compare(
        _ field: UnsafeMutablePointer<Float>, _ own: UnsafeMutablePointer<Float>,
        above: UnsafeMutablePointer<UInt64>, below: UnsafeMutablePointer<UInt64>
    ) {
        let count = units.count
        let shift = exact.mean * sums.gain - exact.mean * exact.mean * exact.signSum * sums.total
        let slope = exact.mean * sums.total
        if slope != 0 {
            let slope = Float(slope)
            exact.unitSums.withUnsafeBufferPointer { sums in
                for unit in 0..<count { own[unit] += slope * sums[units.lowerBound + unit] }
            }
        }
        BitKernels.finishFields(field, count: count, scale: 1, offset: Float(shift), own: own)
        let limit = exact.scaled(threshold)
        let tolerance = tolerance(shift: shift, slope: slope, limit: limit)
        guard tolerance > 0 else {
            return BitKernels.compare(field, count: count, threshold: 0, above: above, below: below)
        }
        let words = (count + 63) / 64
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * words) { buffer in
            let (unused, certain) = (SharedPointer(buffer).base, SharedPointer(buffer).base + words)
            BitKernels.compare(field, count: count, threshold: limit + tolerance, above: above, below: unused)
            BitKernels.compare(field, count: count, threshold: limit - tolerance, above: unused, below: certain)
            for word in 0..<words {
                below[word] = certain[word]
                var doubtful = ~(above[word] | certain[word])
                if word == words - 1, count % 64 != 0 { doubtful &= 1 << UInt64(count % 64) - 1 }
                while doubtful != 0 {
                    let bit = doubtful.trailingZeroBitCount
                    doubtful &= doubtful - 1
                    let value = self.field(of: word * 64 + bit)
                    if value > threshold { above[word] |= 1 << UInt64(bit) }
                    if value < threshold { below[word] |= 1 << UInt64(bit) }
                }
            }
        }
    }

    /// The greatest error of Float32: of a few terms, and of the sum over patterns where that is not exact.
    private func tolerance(shift: Double, slope: Double, limit: Float) -> Float {
        if exact.mean == 0, limit == 0, sums.isExactInFloat { return 0 }
        let patterns = Double(exact.signs.count)
        let size = sums.bound + patterns * (abs(slope) + 4) + abs(shift) + Double(abs(limit))
        return Float(size * 0x1p-20 + (sums.isExactInFloat ? 0 : patterns * sums.bound * 0x1p-23))
    }

    /// The field of one unit of the block, as exact arithmetic has it.
    private func field(of index: Int) -> Float {
        let unit = units.lowerBound + index
        let low = exact.isBipolar ? -1.0 : 0.0
        var sum = 0.0
        for pattern in exact.signs.indices { sum += Double(gains[pattern]) * (bits[pattern, unit] ? 1 : low) }
        let (word, bit) = (index / 64, UInt64(index % 64))
        let own = Int(positive[word] >> bit & 1) - Int(negative[word] >> bit & 1)
        return exact.field(sum, unit: unit, own: Double(own), sums)
    }
}

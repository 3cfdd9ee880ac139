import CKernels

/// Values of eight bits, 0...255, which stand for 0...1, by pointer.
package enum LevelKernels {
    /// out <- (level - shift) / 255.
    @inline(__always)
    package static func widen(
        _ levels: UnsafePointer<UInt8>, count: Int, shift: Float = 0, into out: UnsafeMutablePointer<Float>
    ) {
        canns_widen_levels(levels, count, shift, out)
    }

    /// The sum of levels, and that of their squares.
    package static func sums(_ levels: UnsafePointer<UInt8>, count: Int) -> (sum: UInt64, squares: UInt64) {
        var sums: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &sums) { bytes in
            guard let base = bytes.bindMemory(to: UInt64.self).baseAddress else { return }
            canns_level_sums(levels, count, base)
        }
        return sums
    }
}

import CKernels

/// Which instructions of the processor the kernels use. All sets give the same bits and differ in speed alone, so that
/// a choice is of use only to those who test or measure.
///
/// OpenBLAS, which multiplies large matrices, chooses its own.
package enum Instructions: String, CaseIterable, Sendable {
    /// What every processor of its kind has; on Arm these are the vectors of NEON.
    case plain
    /// Vectors of eight values with fused products.
    case avx2
    /// Vectors of sixteen.
    case avx512

    /// Those that this processor has, each faster than the one before.
    package static var available: [Instructions] { allCases.filter { canns_has_instructions($0.code) } }

    /// Those in use: the last available, unless others were chosen. What is set must be available.
    package static var current: Instructions {
        get {
            let code = canns_current_instructions()
            return allCases.first { $0.code == code } ?? .plain
        }
        set {
            precondition(canns_has_instructions(newValue.code), "the processor has no \(newValue.rawValue)")
            canns_choose_instructions(newValue.code)
        }
    }

    private var code: canns_instructions {
        switch self {
        case .plain: CANNS_PLAIN
        case .avx2: CANNS_AVX2
        case .avx512: CANNS_AVX512
        }
    }
}

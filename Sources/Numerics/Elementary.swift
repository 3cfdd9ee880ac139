// The elementary functions of the C library under one name on every platform.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The natural logarithm.
@usableFromInline package func logarithm(_ x: Double) -> Double { log(x) }
/// The cosine of an angle in radians.
@usableFromInline package func cosine(_ x: Double) -> Double { cos(x) }
/// e to the power x.
@usableFromInline package func exponential(_ x: Double) -> Double { exp(x) }
/// The hyperbolic tangent.
@usableFromInline package func hyperbolicTangent(_ x: Float) -> Float { tanhf(x) }
/// The logistic function 1 / (1 + e^-x).
@usableFromInline package func logistic(_ x: Float) -> Float { 1 / (1 + expf(-x)) }
/// The error function.
@usableFromInline package func errorFunction(_ x: Double) -> Double { erf(x) }
/// The complementary error function 1 - erf(x), exact in the tail.
@usableFromInline package func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
/// x to the power y.
@usableFromInline package func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
/// log(1 + x), exact for small x.
@usableFromInline package func logarithmOf1Plus(_ x: Double) -> Double { log1p(x) }
/// e to the power x, less 1, exact for small x.
@usableFromInline package func exponentialMinus1(_ x: Double) -> Double { expm1(x) }

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How values lie along an axis: evenly, or by their logarithm.
package struct Scale: Sendable, Equatable {
    package enum Kind: Sendable {
        case linear, log
    }

    package let kind: Kind
    package let lower: Double
    package let upper: Double

    /// A scale over `lower < upper`, both positive on a logarithmic one.
    package init(_ kind: Kind, from lower: Double, to upper: Double) {
        precondition(lower < upper && (upper - lower).isFinite, "a scale needs an interval")
        precondition(kind == .linear || lower > 0, "a logarithmic scale starts above zero")
        self.kind = kind
        self.lower = lower
        self.upper = upper
    }

    /// Where a value lies, 0 at the lower end and 1 at the upper; nil where the scale has no place for it.
    package func fraction(of value: Double) -> Double? {
        switch kind {
        case .linear: value.isFinite ? (value - lower) / (upper - lower) : nil
        case .log: value.isFinite && value > 0 ? (log(value) - log(lower)) / (log(upper) - log(lower)) : nil
        }
    }

    /// The value at a fraction.
    package func value(at fraction: Double) -> Double {
        switch kind {
        case .linear: lower + fraction * (upper - lower)
        case .log: exp(log(lower) + fraction * (log(upper) - log(lower)))
        }
    }
}

extension Scale {
    /// A scale wide enough for all values, with a margin on both sides, so that no marker lies on an axis.
    ///
    /// - Parameters:
    ///   - margin: part of the range added at either side.
    ///   - includesZero: a linear scale reaches down (or up) to zero.
    static func showing(_ values: some Sequence<Double>, _ kind: Kind, margin: Double, includesZero: Bool)
        -> Scale
    {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite && (kind == .linear || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        if includesZero, kind == .linear, low <= high {
            low = min(low, 0)
            high = max(high, 0)
        }
        guard low <= high else { return Scale(kind, from: kind == .log ? 0.1 : 0, to: 1) }
        if kind == .log {
            let ratio = high > low ? exp(margin * (log(high) - log(low))) : 2
            return Scale(.log, from: max(low / ratio, .leastNormalMagnitude), to: min(high * ratio, 1e300))
        }
        // Where all values are equal, show them amid something of their own magnitude.
        let span = high > low ? high - low : low == 0 ? 1 : low.magnitude
        if includesZero, low == high { return Scale(.linear, from: 0, to: 1) }
        // An axis that reaches to zero ends there, unless values lie on both sides.
        let least = includesZero && low == 0 ? 0 : low - margin * span
        let most = includesZero && high == 0 ? 0 : high + margin * span
        guard (most - least).isFinite else { return Scale(.linear, from: -8e307, to: 8e307) }
        return Scale(.linear, from: least, to: widened(most, above: least))
    }

    /// Values that differ by less than the precision of a number still need an interval.
    private static func widened(_ upper: Double, above lower: Double) -> Double {
        upper > lower + lower.magnitude * 1e-12 ? upper : lower + max(1e-12, lower.magnitude * 1e-6)
    }
}

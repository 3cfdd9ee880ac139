#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A labelled place on an axis.
package struct Tick: Sendable, Equatable {
    package let value: Double
    /// Empty where the tick has no label.
    package let label: String

    package init(value: Double, label: String) {
        self.value = value
        self.label = label
    }
}

/// Ticks at round numbers: multiples of 1, 2 or 5 times a power of ten (P. Heckbert 1990, "Nice numbers for graph
/// labels"), as many as have room.
package enum Ticks {
    /// The finest ticks of a scale whose labels have room.
    ///
    /// - Parameters:
    ///   - wholeNumbers: values count things, so that 0.5 is no place.
    ///   - most: largest count that looks tidy.
    ///   - fits: whether a candidate has room on the axis; asked from fine to coarse.
    package static func ticks(
        of scale: Scale, wholeNumbers: Bool = false, most: Int, fits: ([Tick]) -> Bool
    ) -> [Tick] {
        if scale.kind == .log, let decades = decades(of: scale, most: most, fits: fits) { return decades }
        return linear(of: scale, wholeNumbers: wholeNumbers, most: most, fits: fits)
    }

    /// Unlabelled ticks between the decades of a logarithmic scale.
    package static func minor(of scale: Scale) -> [Double] {
        guard scale.kind == .log, log10(scale.upper) - log10(scale.lower) < 9 else { return [] }
        var values: [Double] = []
        for exponent in Int(floor(log10(scale.lower)))...Int(ceil(log10(scale.upper))) {
            for digit in 2...9 {
                let value = Double(digit) * power(exponent)
                if contains(value, scale) { values.append(value) }
            }
        }
        return values
    }

    private static func linear(
        of scale: Scale, wholeNumbers: Bool, most: Int, fits: ([Tick]) -> Bool
    ) -> [Tick] {
        let span = scale.upper - scale.lower
        var exponent = Int(floor(log10(span / Double(max(1, most)))))
        if wholeNumbers { exponent = max(0, exponent) }
        // The coarsest ticks that are more than look tidy: still better than a single one.
        var crowded: [Tick]?
        for order in exponent...(exponent + 3) {
            for digit in [1.0, 2.0, 5.0] {
                let step = digit * power(order)
                let candidate = multiples(of: step, in: scale)
                if candidate.count > most {
                    crowded = fits(candidate) ? candidate : nil
                    continue
                }
                if candidate.count < 2 {
                    return crowded ?? fallback(of: scale, wholeNumbers: wholeNumbers, fits: fits)
                }
                if fits(candidate) { return candidate }
            }
        }
        return fallback(of: scale, wholeNumbers: wholeNumbers, fits: fits)
    }

    /// Where there is no room for two labels, one round number says at least where we are.
    private static func fallback(of scale: Scale, wholeNumbers: Bool, fits: ([Tick]) -> Bool) -> [Tick] {
        let span = scale.upper - scale.lower
        let top = Int(floor(log10(span))) + 1
        let low = wholeNumbers ? 0 : top - 3
        for order in stride(from: max(top, low), through: low, by: -1) {
            for digit in [5.0, 2.0, 1.0] {
                let candidate = multiples(of: digit * power(order), in: scale)
                if candidate.count > 2 { return [] }
                if !candidate.isEmpty, fits(candidate) { return candidate }
            }
        }
        return []
    }

    private static func multiples(of step: Double, in scale: Scale) -> [Tick] {
        let slack = (scale.upper - scale.lower) * 1e-9
        // A logarithmic scale has no place for zero.
        let first = max(ceil((scale.lower - slack) / step), scale.kind == .log ? 1 : -.infinity)
        let last = floor((scale.upper + slack) / step)
        guard first <= last, last - first < 1000, first.magnitude < 1e15 else { return [] }
        let values = stride(from: first, through: last, by: 1).map { $0 * step }
        return zip(values, FigureNumber.labels(of: values, step: step)).map { Tick(value: $0, label: $1) }
    }

    /// Powers of ten, every one or every second, third, … of them; nil where the scale holds fewer than two.
    private static func decades(of scale: Scale, most: Int, fits: ([Tick]) -> Bool) -> [Tick]? {
        let first = Int(ceil(log10(scale.lower) - 1e-9))
        let last = Int(floor(log10(scale.upper) + 1e-9))
        guard last > first else { return nil }
        let plain = first >= -3 && last <= 4
        for step in 1...(last - first) {
            let exponents = (first...last).filter { $0 % step == 0 }
            let ticks = exponents.map { exponent in
                Tick(
                    value: power(exponent),
                    label: plain
                        ? FigureNumber.fixed(power(exponent), decimals: max(0, -exponent))
                        : "10" + FigureNumber.superscript(exponent))
            }
            if ticks.count <= most, ticks.count >= 2, fits(ticks) { return ticks }
        }
        return nil
    }

    private static func contains(_ value: Double, _ scale: Scale) -> Bool {
        value >= scale.lower * (1 - 1e-9) && value <= scale.upper * (1 + 1e-9)
    }

    private static func power(_ exponent: Int) -> Double {
        exponent < 0 ? 1 / pow(10, Double(-exponent)) : pow(10, Double(exponent))
    }
}

/// A colour map laid over a range of values: what a colour bar explains.
package struct ColorScale: Sendable, Equatable {
    package let map: ColorMap
    /// Value of the first colour.
    package let lower: Double
    /// Value of the last colour.
    package let upper: Double

    /// A map over `lower...upper`; an empty or non-finite range is widened to one of length 1 or 2.
    package init(map: ColorMap, lower: Double, upper: Double) {
        self.map = map
        let low = lower.isFinite ? lower : 0
        let high = upper.isFinite ? upper : low
        if low < high {
            (self.lower, self.upper) = (low, high)
        } else {
            let half = max(1, low.magnitude * 1e-3) / (map.kind == .diverging ? 1 : 2)
            (self.lower, self.upper) = (low - half, low + half)
        }
    }

    /// A scale that shows all finite values: symmetric about zero for a diverging map, least to largest else.
    package init(map: ColorMap, showing values: [Float]) {
        var low = Float.infinity
        var high = -Float.infinity
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        self.init(map: map, minimum: Double(low), maximum: Double(high))
    }

    /// A scale that shows values from `minimum` to `maximum`, symmetric about zero for a diverging map.
    package init(map: ColorMap, minimum: Double, maximum: Double) {
        guard minimum.isFinite, maximum.isFinite else {
            self.init(map: map, lower: map.kind == .diverging ? -1 : 0, upper: 1)
            return
        }
        if map.kind == .diverging {
            let bound = max(minimum.magnitude, maximum.magnitude)
            self.init(map: map, lower: bound == 0 ? -1 : -bound, upper: bound == 0 ? 1 : bound)
        } else {
            // What is nearly zero beside the range begins at zero, so that the bar says so.
            let isNear = minimum > 0 && minimum < 0.05 * maximum
            self.init(map: map, lower: isNear ? 0 : minimum, upper: maximum)
        }
    }

    /// The colour of a value, nil where it is not finite.
    package func color(of value: Double) -> Color? {
        guard value.isFinite else { return nil }
        return map.color(at: (value - lower) / (upper - lower))
    }
}

/// An axis that has found its place on the page.
package struct PlacedAxis: Sendable, Equatable {
    package let scale: Scale
    /// Place of the lower end, in points along the axis; greater than `end` on an axis that runs upwards.
    package let start: Double
    package let end: Double
    package let ticks: [Tick]
    package let minorTicks: [Double]
    /// Labels are written upwards because they are names too long to stand side by side.
    var turned = false

    /// Where a value lies, in points; nil for what the scale cannot show.
    package func position(of value: Double) -> Double? {
        scale.fraction(of: value).map { start + $0 * (end - start) }
    }

    /// The value at a place.
    package func value(at position: Double) -> Double {
        scale.value(at: (position - start) / (end - start))
    }
}

/// Chooses ticks that have room on an axis of a length.
struct TickChooser {
    let measure: TextMeasure

    static let labelGap = 9.0
    /// Names of categories are shortened to this, in points: names of files have room, what no page holds does not.
    static let widestName = 240.0

    /// Ticks below an axis: labels lie side by side.
    func horizontal(_ axis: Axis, _ scale: Scale, length: Double) -> [Tick] {
        if turns(axis, scale, length: length) { return vertical(axis, scale, length: length) }
        return choose(axis, scale, most: max(2, Int(length / 34))) { ticks in
            apart(ticks, scale, length) { measure.width($0, .tick) + TickChooser.labelGap }
        }
    }

    /// Whether names below an axis are written upwards: where they have no room side by side.
    func turns(_ axis: Axis, _ scale: Scale, length: Double) -> Bool {
        guard axis.categories != nil else { return false }
        return !apart(choose(axis, scale, most: .max) { _ in true }, scale, length) {
            measure.width($0, .tick) + TickChooser.labelGap
        }
    }

    /// Ticks beside an axis: labels lie one above the other.
    func vertical(_ axis: Axis, _ scale: Scale, length: Double) -> [Tick] {
        // A few things that are counted are all named where there is room.
        let isShort = axis.wholeNumbers && scale.upper - scale.lower <= 8
        return choose(axis, scale, most: max(3, Int(length / (isShort ? 14 : 26)))) { ticks in
            apart(ticks, scale, length) { _ in TextStyle.tick.height + 4 }
        }
    }

    private func choose(_ axis: Axis, _ scale: Scale, most: Int, fits: ([Tick]) -> Bool) -> [Tick] {
        guard let names = axis.categories else {
            return Ticks.ticks(of: scale, wholeNumbers: axis.wholeNumbers, most: most, fits: fits)
        }
        let all = names.indices.filter { Double($0) >= scale.lower && Double($0) <= scale.upper }
        for step in 1...max(1, all.count) {
            let ticks = all.filter { $0 % step == 0 }.map { index in
                Tick(
                    value: Double(index),
                    label: measure.elided(names[index], .tick, width: TickChooser.widestName))
            }
            if fits(ticks) { return ticks }
        }
        return []
    }

    /// Whether neighbours are further apart than half of what both take.
    private func apart(_ ticks: [Tick], _ scale: Scale, _ length: Double, extent: (String) -> Double) -> Bool {
        let places = ticks.compactMap { tick in scale.fraction(of: tick.value).map { $0 * length } }
        let extents = ticks.map { extent($0.label) }
        return zip(places.indices.dropLast(), places.indices.dropFirst()).allSatisfy { near, far in
            (places[far] - places[near]).magnitude >= (extents[near] + extents[far]) / 2
        }
    }
}

/// Spikes as recordings have them: when, and of which unit.
package struct SpikeTimes: Sendable, Equatable {
    /// ms, finite, in any order.
    package let times: [Double]
    /// The number of the unit of each spike.
    package let units: [Int]
    /// The numbers of all units, those that never fire too, where the recording names them.
    package let known: [Int]?

    /// - Precondition: one unit a time; times are finite.
    package init(times: [Double], units: [Int], known: [Int]? = nil) {
        precondition(times.count == units.count, "one unit a spike")
        (self.times, self.units, self.known) = (times, units, known)
    }

    /// The numbers of the units: all that the recording names, else those that fire, ascending.
    package var allUnits: [Int] { known ?? Set(units).sorted() }
}

import Numerics

/// The equation of one side's spikes, evaluated for all synapses of a unit that fires.
///
/// Terms of the other side's traces alone are the same for all units that fire in a step and are computed once for them; the
/// operations are those of the equation, in its order.
package final class EventEquation {
    private let bounds: ClosedRange<Float>
    private let count: Int
    /// Terms of a step, and where their values stand.
    private let shared: [(equation: RowEquation, values: Workspace<Float>)]
    private let rest: RowEquation
    /// The places of the traces of units that fire.
    private let own: [Int]
    private static let (weight, rate, low, high) = (0, 1, 2, 3)
    private static let firstTrace = SpikeEquation.ownVariables.count

    /// - Parameters:
    ///   - side: whose spikes it is for.
    ///   - traces: of all traces the values of their side's units, read at each evaluation.
    ///   - count: synapses of a unit, the units of the other side.
    package init(_ equations: SpikeEquation, _ side: SpikeTrace.Side, _ traces: [Workspace<Float>], count: Int) {
        (bounds, self.count) = (equations.bounds, count)
        own = equations.places(side)
        let others = traces.indices.filter { equations.traces[$0].side != side }
        let rows = Set(others.map { $0 + Self.firstTrace })
        let parting = equations.equation(side).parted(
            rows: rows, numbers: [Self.rate, Self.low, Self.high])
        shared = parting.parts.map { (RowEquation($0, rows: rows), Workspace(repeating: 0, count: count)) }
        let places = equations.equation(side).variables.count..<parting.rest.variables.count
        rest = RowEquation(parting.rest, rows: rows.union([Self.weight]).union(places))
        for (place, part) in zip(places, shared) { rest.set(place, to: UnsafePointer(part.values.base)) }
        for equation in [rest] + shared.map(\.equation) {
            for place in others { equation.set(place + Self.firstTrace, to: UnsafePointer(traces[place].base)) }
            equation.set(Self.low, to: bounds.lowerBound)
            equation.set(Self.high, to: bounds.upperBound)
        }
    }

    /// Begins a step in which at least one unit fires.
    package func begin(rate: Float) {
        rest.set(Self.rate, to: rate)
        for part in shared {
            part.equation.set(Self.rate, to: rate)
            part.equation.write(to: part.values.base, count: count)
        }
    }

    /// Changes the weights of a unit that fires.
    ///
    /// - Parameter found: of all traces the values of this unit; those of the other side are not read.
    package func move(_ weights: UnsafeMutablePointer<Float>, _ found: UnsafePointer<Float>) {
        for place in own { rest.set(place + Self.firstTrace, to: found[place]) }
        rest.set(Self.weight, to: UnsafePointer(weights))
        rest.write(to: weights, count: count, within: bounds)
    }
}

// Aim: what a cue says where only some of its units are known.
//
//     sim over the known units alone, in the first step; the answer fills the others, and all count from then on
//
// A hidden half of a picture would else count as black. Units are known where they are held (`clamped`).

import Patterns

extension PatternSet {
    /// These patterns with 0 in all but some units, so that the others say nothing.
    func showing(_ known: [Bool]) -> PatternSet {
        func masked<T>(_ array: [T], _ zero: T) -> [T] {
            var array = array
            for (unit, isKnown) in known.enumerated() where !isKnown {
                for index in stride(from: unit, to: array.count, by: neurons) { array[index] = zero }
            }
            return array
        }
        return switch values {
        case .integers(let array): replacingValues(.integers(masked(array, 0)))
        case .reals(let array): replacingValues(.reals(masked(array, 0)))
        case .levels(let array): replacingValues(.levels(masked(array, 0)))
        }
    }
}

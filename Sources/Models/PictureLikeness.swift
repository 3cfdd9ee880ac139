import Numerics
import Patterns

/// How near the final states of graded trials came to their patterns, one value a trial; not a number where there is
/// nothing to compare.
package struct PictureLikeness: Sendable, Equatable {
    /// sqrt(mean (s - x)²), in the units of the patterns: 0...1 of grey ones.
    package let rootMeanSquare: [Float]
    /// `StructuralSimilarity`, of pictures.
    package let structure: [Float]

    package init(rootMeanSquare: [Float], structure: [Float]) {
        (self.rootMeanSquare, self.structure) = (rootMeanSquare, structure)
    }

    /// - Parameters:
    ///   - states: [trial, unit].
    ///   - patterns: of the same length.
    ///   - targets: the pattern of each trial, nil for none.
    package init(_ states: PatternSet, _ patterns: PatternSet, targets: [Int?], workers: Workers = .single) {
        precondition(states.neurons == patterns.neurons && targets.count == states.count, "one pattern a state")
        let geometry = states.geometry ?? patterns.geometry
        var (errors, structure) = (
            [Float](repeating: .nan, count: states.count), [Float](repeating: .nan, count: states.count)
        )
        errors.withUnsafeMutableBufferPointer { errors in
            structure.withUnsafeMutableBufferPointer { structure in
                let (errors, structure) = (SharedPointer(errors), SharedPointer(structure))
                workers.forEach(states.count) { trial in
                    guard let target = targets[trial] else { return }
                    let (state, pattern) = (states.row(trial), patterns.row(target))
                    let sum = zip(state, pattern).reduce(0.0) { sum, pair in
                        let gap = Double(pair.0) - Double(pair.1)
                        return sum + gap * gap
                    }
                    errors.base[trial] = Float((sum / Double(state.count)).squareRoot())
                    // The constants of the measure are those of values from 0 to 1.
                    guard pattern.allSatisfy({ (0...1).contains($0) }) else { return }
                    if let value = geometry.flatMap({ StructuralSimilarity.of(state, pattern, $0) }) {
                        structure.base[trial] = Float(value)
                    }
                }
            }
        }
        self.init(rootMeanSquare: errors, structure: structure)
    }
}

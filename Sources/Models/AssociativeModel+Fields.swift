import Numerics
import Patterns

extension AssociativeModel {
    /// The fields h = W s of a batch of states, [state, unit], without the threshold.
    ///
    /// - Parameter states: rows of `neurons` values.
    /// - Throws: errors of stored weights that cannot be read.
    public func fields(of states: PatternSet, workers: Workers = .single) throws -> Matrix {
        precondition(states.neurons == neurons, "states of one value a unit")
        var result = Matrix(rows: states.count, columns: neurons)
        let (count, columns) = (states.count, neurons)
        let values = states.matrix.values
        let isDiscrete = if case .integers = states.values { true } else { false }
        try values.withUnsafeBufferPointer { values in
            try result.values.withUnsafeMutableBufferPointer { out in
                guard let base = values.baseAddress else { return }
                let out = SharedPointer(out)
                try FieldBlocks(weights, isDiscrete: isDiscrete, workers: workers)
                    .forEach(base, count: count) { units, fields in
                        for state in 0..<count {
                            let target = out.base + state * columns + units.lowerBound
                            target.update(from: fields + state * units.count, count: units.count)
                        }
                    }
            }
        }
        return result
    }
}

import Numerics

extension OuterProductWeights {
    /// The whole matrix, symmetric to the last bit.
    public func dense(workers: Workers = .single) -> Matrix {
        var result = Matrix(rows: neurons, columns: neurons)
        guard componentCount > 0 else { return result }
        let left = Matrix(rows: componentCount, columns: neurons, values: leftFactor(0..<neurons, workers))
        let right =
            hasOwnFactors
            ? Matrix(rows: count, columns: neurons, values: components(0..<neurons, scaled: false, workers)) : left
        result.addSymmetric(left, right, alpha: gainScale, scale: 0, zeroDiagonal: zeroDiagonal, workers: workers)
        return result
    }

    /// Rows `units` of W as a units.count × neurons matrix, in row-major order.
    ///
    /// - Parameter out: room for units.count · neurons values.
    /// - Parameter units: rows and columns that are made.
    public func materialise(rows units: Range<Int>, into out: UnsafeMutablePointer<Float>, workers: Workers) {
        let (rowCount, total, depth) = (units.count, neurons, componentCount)
        let left = leftFactor(units, workers)
        let alpha = gainScale
        nonisolated(unsafe) let out = out
        workers.forEachRange(of: total, size: 1024) { columns in
            withComponents(columns) { block in
                left.withUnsafeBufferPointer { left in
                    guard let left = left.baseAddress, depth > 0 else {
                        for row in 0..<rowCount {
                            (out + row * total + columns.lowerBound).update(repeating: 0, count: columns.count)
                        }
                        return
                    }
                    BLAS.gemm(
                        transposeA: true, m: rowCount, n: columns.count, k: depth, alpha: alpha, left, rowCount,
                        block, columns.count, out + columns.lowerBound, total)
                }
            }
        }
        if zeroDiagonal {
            for (index, unit) in units.enumerated() { out[index * total + unit] = 0 }
        }
    }

    /// The columns of Y (times c_p where these differ) or of MY of some units, [component, unit].
    private func leftFactor(_ units: Range<Int>, _ workers: Workers) -> [Float] {
        components(units, scaled: hasOwnFactors, workers)
    }

    /// Whether the components have factors that differ, which no common one can stand for.
    private var hasOwnFactors: Bool {
        if case .coefficients = coupling { commonCoefficient == nil } else { false }
    }

    private func components(_ units: Range<Int>, scaled: Bool, _ workers: Workers) -> [Float] {
        // Packed units are expanded from a multiple of 64 on.
        let first = units.lowerBound / 64 * 64
        let factors = componentFactors
        var result = [Float](repeating: 0, count: componentCount * units.count)
        result.withUnsafeMutableBufferPointer { result in
            let result = SharedPointer(result)
            workers.forEachRange(of: units.upperBound - first, size: 1024) { part in
                let part = first + part.lowerBound..<first + part.upperBound
                withComponents(part) { block in
                    for component in 0..<componentCount {
                        let factor = scaled ? factors[component] : 1
                        let row = block + component * part.count - part.lowerBound
                        let target = result.base + component * units.count - units.lowerBound
                        for unit in part.clamped(to: units) { target[unit] = factor * row[unit] }
                    }
                }
            }
        }
        return result
    }

    /// The columns of Y or MY with one unit a row, [neuron, component]: the layout of updates unit by unit.
    ///
    /// - Parameter centred: false leaves rho in place: the columns of X.
    package func unitRows(centred: Bool = true) -> Matrix {
        let depth = centred ? componentCount : count
        var result = Matrix(rows: neurons, columns: depth)
        result.values.withUnsafeMutableBufferPointer { values in
            let values = SharedPointer(values).base
            for start in stride(from: 0, to: neurons, by: 1024) {
                let units = start..<min(neurons, start + 1024)
                let spread = { (block: UnsafeMutablePointer<Float>) in
                    for component in 0..<depth {
                        let row = block + component * units.count
                        for index in 0..<units.count { values[(start + index) * depth + component] = row[index] }
                    }
                }
                if centred { withComponents(units, spread) } else { withBlock(units, spread) }
            }
        }
        return result
    }
}

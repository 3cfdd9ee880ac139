import Numerics

/// Some patterns in memory, as they are held there, to be taken as Float32 a few units at a time.
package struct PatternBlock: @unchecked Sendable {
    package enum Values {
        case integers(UnsafePointer<Int8>)
        case reals(UnsafePointer<Float>)
        case levels(UnsafePointer<UInt8>)
    }

    package let values: Values
    package let width: Int

    /// The values of some units of one pattern.
    ///
    /// - Parameters:
    ///   - pattern: its position in the block.
    ///   - centre: what is subtracted.
    package func copy(
        _ units: Range<Int>, of pattern: Int, less centre: Double = 0, into out: UnsafeMutablePointer<Float>
    ) {
        let start = pattern * width + units.lowerBound
        switch values {
        case .integers(let values):
            for unit in 0..<units.count { out[unit] = Float(Double(values[start + unit]) - centre) }
        case .reals(let values) where centre == 0: out.update(from: values + start, count: units.count)
        case .reals(let values):
            for unit in 0..<units.count { out[unit] = Float(Double(values[start + unit]) - centre) }
        case .levels(let values):
            LevelKernels.widen(values + start, count: units.count, shift: Float(centre * 255), into: out)
        }
    }

    /// The middle of the values of one pattern, and the sum of their squared distances from it.
    ///
    /// - Parameter centre: the middle; nil for the mean.
    package func spread(of pattern: Int, from centre: Double?) -> (centre: Double, square: Double) {
        let range = pattern * width..<(pattern + 1) * width
        func spread(_ value: (Int) -> Double) -> (centre: Double, square: Double) {
            let middle = centre ?? range.reduce(0.0) { $0 + value($1) } / Double(width)
            return (middle, range.reduce(0.0) { $0 + (value($1) - middle) * (value($1) - middle) })
        }
        switch values {
        case .integers(let values): return spread { Double(values[$0]) }
        case .reals(let values): return spread { Double(values[$0]) }
        case .levels(let values) where centre != nil: return spread { Double(values[$0]) / 255 }
        case .levels(let values):
            // Whole numbers: a picture of one level has exactly no spread.
            let sums = LevelKernels.sums(values + range.lowerBound, count: width)
            let square = Int128(width) * Int128(sums.squares) - Int128(sums.sum) * Int128(sums.sum)
            return (Double(sums.sum) / Double(width) / 255, Double(square) / Double(width) / 65025)
        }
    }
}

extension PatternSet {
    /// Lends some patterns: where they stand, or read from their file for the time of `body`.
    package func withBlock<R>(_ range: Range<Int>, _ body: (PatternBlock) -> R) -> R {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "patterns \(range) of \(count)")
        let start = range.lowerBound * neurons
        func lend<T>(_ values: [T], _ make: (UnsafePointer<T>) -> PatternBlock.Values) -> R {
            values.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { preconditionFailure("a block has patterns") }
                return body(PatternBlock(values: make(base + start), width: neurons))
            }
        }
        if let storedLevels {
            let memory = Workspace<UInt8>(count: range.count * neurons)
            storedLevels.read(range, into: UnsafeMutableBufferPointer(start: memory.base, count: memory.count))
            return body(PatternBlock(values: .levels(memory.base), width: neurons))
        }
        return switch values {
        case .integers(let array): lend(array) { .integers($0) }
        case .reals(let array): lend(array) { .reals($0) }
        case .levels(let array): lend(array) { .levels($0) }
        }
    }
}

import Numerics
import Patterns

/// The perceptron rule unit by unit and weight by weight.
struct PlainPerceptron: PerceptronLearner {
    private let patterns: Matrix
    /// Of the rows of weights.
    private let units: Range<Int>
    private let margin: Double

    init(_ patterns: PatternSet, _ units: Range<Int>, _ rule: PerceptronRule) {
        self.patterns = patterns.matrix
        self.units = units
        margin = Double(Float(rule.margin))
    }

    func runEpoch(_ weights: inout Matrix) -> Int {
        var errors = 0
        for (index, unit) in units.enumerated() {
            var row = weights.row(index).map { Double($0) }
            for pattern in 0..<patterns.rows {
                let x = patterns.row(pattern)
                let target = Double(perceptronTarget(x[unit]))
                let field = row.indices.reduce(0.0) { $0 + row[$1] * Double(x[$1]) }
                let length = row.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
                guard target * field <= margin * length else { continue }
                errors += 1
                for other in row.indices where other != unit { row[other] += target * Double(x[other]) }
            }
            for other in row.indices { weights[index, other] = Float(row[other]) }
        }
        return errors
    }
}

import Models
import Numerics
import Patterns

/// The matrix of a weights file, [post, pre].
package enum WeightMatrix: Sendable {
    /// In memory.
    case values(Matrix)
    /// Square, and left in the file, from which it is read by rows.
    case rows(any WeightRowSource)

    package var rows: Int {
        switch self {
        case .values(let matrix): matrix.rows
        case .rows(let source): source.neurons
        }
    }

    package var columns: Int {
        switch self {
        case .values(let matrix): matrix.columns
        case .rows(let source): source.neurons
        }
    }

    /// The weights of an associative network.
    package var associativeWeights: AssociativeWeights {
        switch self {
        case .values(let matrix): .dense(matrix)
        case .rows(let source): .stored(source)
        }
    }
}

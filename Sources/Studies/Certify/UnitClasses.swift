import Numerics
import Patterns

/// The units of patterns of two values, those together that have the same value in each pattern: to a memory that is made of
/// the patterns they are one, so that what is proved of one of them is proved of all.
struct UnitClasses {
    /// The class of each unit.
    let classes: [Int]
    /// A unit of each class.
    let representatives: [Int]
    /// Units of each class.
    let counts: [Int]

    /// - Parameters:
    ///   - bits: the patterns, one a row.
    ///   - mark: more by which units are told apart.
    init(_ bits: BitMatrix, mark: (Int) -> Float = { _ in 0 }) {
        let columns = bits.transposed
        let width = columns.wordsPerRow
        var known: [Column: Int] = [:]
        var (classes, representatives, counts) = ([Int](), [Int](), [Int]())
        classes.reserveCapacity(columns.rows)
        for unit in 0..<columns.rows {
            let words = columns.words[unit * width..<(unit + 1) * width]
            let column = Column(first: words.first ?? 0, others: Array(words.dropFirst()), mark: mark(unit))
            if let place = known[column] {
                classes.append(place)
                counts[place] += 1
            } else {
                known[column] = representatives.count
                classes.append(representatives.count)
                representatives.append(unit)
                counts.append(1)
            }
        }
        (self.classes, self.representatives, self.counts) = (classes, representatives, counts)
    }

    private struct Column: Hashable {
        let first: UInt64
        let others: [UInt64]
        let mark: Float
    }

    /// What holds of each unit, from what holds of each class.
    func spread<Value>(_ values: [Value]) -> [Value] { classes.map { values[$0] } }
}

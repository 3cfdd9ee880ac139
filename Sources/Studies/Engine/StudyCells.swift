/// The numbers of all cells of a study, those not computed yet among them: what archives hold, and what is resumed,
/// sharded and merged.
public struct StudyCells: Sendable, Equatable {
    /// The number of cells.
    package let count: Int
    /// The numbers of each cell.
    package let quantities: Int
    /// [cell, quantity]; 0 where a cell is not done.
    package private(set) var values: [Double]
    /// Which cells are done.
    package private(set) var done: [Bool]

    /// No cell done yet.
    package init(count: Int, quantities: Int) {
        precondition(count >= 0 && quantities >= 0)
        self.count = count
        self.quantities = quantities
        values = [Double](repeating: 0, count: count * quantities)
        done = [Bool](repeating: false, count: count)
    }

    /// As read from an archive.
    ///
    /// - Throws: `StudyError` where the numbers do not fit the sizes.
    package init(count: Int, quantities: Int, values: [Double], done: [Bool]) throws {
        guard count >= 0, quantities >= 0, done.count == count, values.count == count * quantities else {
            throw StudyError(
                "\(values.count) values and \(done.count) marks, expected \(quantities) values and a mark for each of \(count) cells"
            )
        }
        self.count = count
        self.quantities = quantities
        self.values = values
        self.done = done
    }

    public static func == (a: StudyCells, b: StudyCells) -> Bool {
        // Bit patterns, so that NaN equals itself.
        a.count == b.count && a.quantities == b.quantities && a.done == b.done
            && zip(a.values, b.values).allSatisfy { $0.bitPattern == $1.bitPattern }
    }

    package var doneCount: Int { done.count { $0 } }
    package var isComplete: Bool { done.allSatisfy { $0 } }

    /// The numbers of one cell.
    package subscript(_ cell: Int) -> ArraySlice<Double> { values[cell * quantities..<(cell + 1) * quantities] }

    /// The cells of a shard that are still to do, in order.
    package func pending(_ shard: StudyShard = .whole) -> [Int] {
        done.indices.filter { !done[$0] && shard.contains($0) }
    }

    /// Enters the numbers of a cell.
    package mutating func set(_ cell: Int, _ numbers: [Double]) {
        precondition(numbers.count == quantities, "a cell has \(quantities) numbers")
        values.replaceSubrange(cell * quantities..<(cell + 1) * quantities, with: numbers)
        done[cell] = true
    }

    /// The cells of studies that differ in their seeds and numbers of trials: the trials of each condition one after the other.
    ///
    /// - Parameter conditions: how many each study has.
    /// - Precondition: parts of as many conditions and quantities.
    package static func joiningTrials(_ parts: [StudyCells], conditions: Int) -> StudyCells {
        var whole = StudyCells(count: parts.reduce(0) { $0 + $1.count }, quantities: parts[0].quantities)
        var next = 0
        for condition in 0..<conditions {
            for part in parts {
                let trials = part.count / conditions
                for cell in condition * trials..<(condition + 1) * trials {
                    whole.set(next, Array(part[cell]))
                    next += 1
                }
            }
        }
        return whole
    }

    /// Adds the cells of another part of the same study. A cell that both have must have the same numbers.
    ///
    /// - Throws: `StudyError` for parts of another size or cells that differ.
    package mutating func merge(_ other: StudyCells) throws {
        guard other.count == count, other.quantities == quantities else {
            throw StudyError(
                "the part has \(other.count) cells of \(other.quantities) numbers, expected \(count) of \(quantities)")
        }
        for cell in 0..<count where other.done[cell] {
            guard done[cell] else {
                set(cell, Array(other[cell]))
                continue
            }
            guard zip(self[cell], other[cell]).allSatisfy({ $0.bitPattern == $1.bitPattern }) else {
                throw StudyError("cell \(cell) differs between the parts, expected the same numbers in both")
            }
        }
    }
}

/// Cells as the points of a grid: row-major, the last axis fastest. The last axis is the one that is averaged over.
struct CellGrid: Sendable {
    let lengths: [Int]

    init(_ lengths: Int...) { self.lengths = lengths }

    var count: Int { lengths.reduce(1, *) }

    /// Points of all axes but the last.
    var groupCount: Int { lengths.dropLast().reduce(1, *) }

    /// The place of a cell on each axis.
    func place(of cell: Int) -> [Int] {
        var rest = cell
        var place = [Int](repeating: 0, count: lengths.count)
        for axis in lengths.indices.reversed() {
            place[axis] = rest % lengths[axis]
            rest /= lengths[axis]
        }
        return place
    }

    /// Of one quantity: its values over the last axis, for each point of the other axes.
    func groups(_ cells: StudyCells, _ quantity: Int) -> [[Double]] {
        let size = lengths.last ?? 1
        return (0..<cells.count / size).map { group in
            (0..<size).map { cells.values[(group * size + $0) * cells.quantities + quantity] }
        }
    }
}

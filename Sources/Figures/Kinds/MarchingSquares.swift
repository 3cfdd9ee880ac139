/// Lines of equal value through a grid (marching squares; W. Lorensen and H. Cline 1987 in two dimensions).
///
/// Values lie on the corners of squares. A line crosses the side between corners a and b where linear interpolation
/// reaches the level: a + (level - v(a)) / (v(b) - v(a)). A square with both diagonals on different sides is settled
/// by the mean of its corners. Squares with a corner that is not finite have no line.
enum MarchingSquares {
    /// Polylines of a level in coordinates of the grid: x is the column, y the row.
    static func lines(level: Double, values: [Double], rows: Int, columns: Int) -> [[Point]] {
        guard rows > 1, columns > 1 else { return [] }
        var segments: [(Crossing, Crossing)] = []
        for row in 0..<(rows - 1) {
            for column in 0..<(columns - 1) {
                segments += cell(level, values, row, column, columns)
            }
        }
        return joined(segments).map { line in
            line.map { $0.place(level: level, values: values, columns: columns) }
        }
    }

    /// Where a line crosses a side of the grid: between a corner and its neighbour to the right or below.
    private struct Crossing: Hashable {
        let corner: Int
        let isDown: Bool

        func place(level: Double, values: [Double], columns: Int) -> Point {
            let other = corner + (isDown ? columns : 1)
            let part = (level - values[corner]) / (values[other] - values[corner])
            let (x, y) = (Double(corner % columns), Double(corner / columns))
            return Point(x: isDown ? x : x + part, y: isDown ? y + part : y)
        }
    }

    private static func cell(
        _ level: Double, _ values: [Double], _ row: Int, _ column: Int, _ columns: Int
    ) -> [(Crossing, Crossing)] {
        let first = row * columns + column
        let corners = [first, first + 1, first + columns + 1, first + columns]
        let heights = corners.map { values[$0] }
        guard heights.allSatisfy(\.isFinite) else { return [] }
        let above = heights.map { $0 >= level }
        // Sides in the order top, right, bottom, left; side s joins corners s and s + 1.
        let sides = [
            Crossing(corner: first, isDown: false), Crossing(corner: first + 1, isDown: true),
            Crossing(corner: first + columns, isDown: false), Crossing(corner: first, isDown: true),
        ]
        let crossed = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }
        if crossed.count == 2 { return [(sides[crossed[0]], sides[crossed[1]])] }
        guard crossed.count == 4 else { return [] }
        let middle = heights.reduce(0, +) / 4 >= level
        return middle == above[0]
            ? [(sides[0], sides[1]), (sides[2], sides[3])] : [(sides[0], sides[3]), (sides[1], sides[2])]
    }

    /// Joins segments that share an end, in an order that depends on the grid alone.
    private static func joined(_ segments: [(Crossing, Crossing)]) -> [[Crossing]] {
        var touching: [Crossing: [Int]] = [:]
        for (index, segment) in segments.enumerated() {
            touching[segment.0, default: []].append(index)
            touching[segment.1, default: []].append(index)
        }
        var used = Array(repeating: false, count: segments.count)
        func follow(from end: Crossing) -> [Crossing] {
            var line: [Crossing] = []
            var end = end
            while let next = touching[end]?.first(where: { !used[$0] }) {
                used[next] = true
                end = segments[next].0 == end ? segments[next].1 : segments[next].0
                line.append(end)
            }
            return line
        }
        var lines: [[Crossing]] = []
        for index in segments.indices where !used[index] {
            used[index] = true
            let onwards = follow(from: segments[index].1)
            let back = follow(from: segments[index].0)
            lines.append(back.reversed() + [segments[index].0, segments[index].1] + onwards)
        }
        return lines
    }
}

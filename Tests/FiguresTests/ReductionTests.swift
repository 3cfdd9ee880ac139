import Testing

@testable import Figures

@Suite struct ReductionTests {
    @Test func averagesAreMeansOfBlocks() {
        // Five rows into two blocks: rows 0-1 and 2-4; four columns into two blocks of two.
        var reducer = BlockReducer(rows: 5, columns: 4, maximumRows: 2, maximumColumns: 2)
        let values = (0..<20).map(Float.init)
        reducer.add(values)
        // Rows 0, 1, columns 0, 1: (0 + 1 + 4 + 5) / 4; rows 2-4, columns 2, 3: (10+11+14+15+18+19) / 6.
        #expect(reducer.finished() == [2.5, 4.5, 12.5, 14.5])
        #expect(reducer.minimum == 0)
        #expect(reducer.maximum == 19)
    }

    @Test func extremesKeepTheirSign() {
        var reducer = BlockReducer(rows: 2, columns: 4, maximumRows: 1, maximumColumns: 2, method: .extremes)
        reducer.add([1, -5, 2, 3])
        reducer.add([4, 2, -1, 0])
        #expect(reducer.finished() == [-5, 3])
    }

    @Test func smallMatricesStayAsTheyAre() {
        var reducer = BlockReducer(rows: 2, columns: 3, maximumRows: 700, maximumColumns: 700)
        reducer.add([1, 2, 3, 4, 5, 6])
        #expect(reducer.blockRows == 2 && reducer.blockColumns == 3)
        #expect(reducer.finished() == [1, 2, 3, 4, 5, 6])
    }

    @Test func blocksOfRowsDoNotMatter() {
        let values = (0..<7 * 13).map { Float(($0 * 37) % 101) / 7 }
        var whole = BlockReducer(rows: 7, columns: 13, maximumRows: 3, maximumColumns: 5)
        whole.add(values)
        var single = BlockReducer(rows: 7, columns: 13, maximumRows: 3, maximumColumns: 5)
        for row in 0..<7 { single.add(Array(values[row * 13..<(row + 1) * 13])) }
        #expect(whole.finished() == single.finished())
        #expect(whole.minimum == single.minimum && whole.maximum == single.maximum)
    }

    /// Columns around the 32 that are summed at a time, against one value after the other.
    @Test(arguments: [1, 31, 32, 33, 64, 100], [BlockReducer.Method.average, .extremes])
    func manyColumns(columns: Int, method: BlockReducer.Method) {
        var values = (0..<9 * columns).map { Float(($0 * 7919) % 1009) / 13 - 40 }
        values[columns / 2] = -.infinity
        var reducer = BlockReducer(rows: 9, columns: columns, maximumRows: 2, maximumColumns: columns, method: method)
        // One row, then the end of the first block and the start of the second, then the rest.
        for rows in [0..<1, 1..<6, 6..<9] {
            reducer.add(Array(values[rows.lowerBound * columns..<rows.upperBound * columns]))
        }
        let result = reducer.finished()
        for (block, rows) in [0..<4, 4..<9].enumerated() {
            for column in 0..<columns {
                let own = rows.map { values[$0 * columns + column] }
                let found = result[block * columns + column]
                guard own.allSatisfy(\.isFinite) else {
                    #expect(found.isNaN)
                    continue
                }
                let mean = Float(own.reduce(0.0) { $0 + Double($1) } / Double(own.count))
                let peak = own.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
                #expect(found == (method == .average ? mean : peak))
            }
        }
        let finite = values.filter(\.isFinite)
        #expect(reducer.minimum == finite.min() && reducer.maximum == finite.max())
    }

    @Test(arguments: [BlockReducer.Method.average, .extremes])
    func notANumberSpoilsItsBlockOnly(method: BlockReducer.Method) {
        var reducer = BlockReducer(rows: 2, columns: 4, maximumRows: 1, maximumColumns: 2, method: method)
        reducer.add([1, 1, .nan, 1, 1, 1, 1, .infinity])
        let result = reducer.finished()
        #expect(result[0] == 1)
        #expect(result[1].isNaN)
        // Only finite entries count for the range.
        #expect(reducer.minimum == 1 && reducer.maximum == 1)
    }

    @Test func countsFallIntoHalfOpenIntervals() {
        var counter = HistogramCounter(lower: 0, upper: 1, bins: 4)
        counter.add([0, 0.25, 0.2499, 0.5, 1, -0.1, 1.1, .nan])
        // 1 itself belongs to the last interval.
        #expect(counter.counts == [2, 1, 1, 1])
        #expect(counter.below == 1 && counter.above == 1 && counter.missing == 1)
        #expect(counter.edges == [0, 0.25, 0.5, 0.75, 1])
    }

    @Test func contourOfAPlaneIsALine() throws {
        // v = x over a grid of 4×3: the line of 1.25 stands upright at x = 1.25 from the first to the last row.
        let values = (0..<12).map { Double($0 % 4) }
        let lines = MarchingSquares.lines(level: 1.25, values: values, rows: 3, columns: 4)
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(line.count == 3)
        #expect(line.allSatisfy { abs($0.x - 1.25) < 1e-12 })
        #expect(Set(line.map(\.y)) == [0, 1, 2])
    }

    @Test func contourOfABowlIsClosedAndRound() throws {
        let values = (0..<441).map { index in
            let (x, y) = (Double(index % 21) - 10, Double(index / 21) - 10)
            return (x * x + y * y).squareRoot()
        }
        let lines = MarchingSquares.lines(level: 6, values: values, rows: 21, columns: 21)
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(line.first == line.last)
        for point in line {
            let radius = ((point.x - 10) * (point.x - 10) + (point.y - 10) * (point.y - 10)).squareRoot()
            // Linear interpolation of a cone between points one apart: error at most h²/8 · 1/r, below 0.05.
            #expect(abs(radius - 6) < 0.05)
        }
    }

    @Test func contourLeavesOutWhatIsMissing() {
        var values = (0..<12).map { Double($0 % 4) }
        values[5] = .nan
        let lines = MarchingSquares.lines(level: 1.25, values: values, rows: 3, columns: 4)
        #expect(lines.isEmpty)
    }
}

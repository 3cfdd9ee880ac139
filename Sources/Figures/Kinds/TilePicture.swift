/// A small picture of a pattern, a state or a field of weights: rows of cells from the top.
package struct TilePicture: Sendable, Equatable {
    package let rows: Int
    package let columns: Int
    private let content: Content

    private enum Content: Sendable, Equatable {
        case levels([UInt8])
        case colors([UInt8])
        case values([Float], ColorScale)
    }

    private init(rows: Int, columns: Int, count: Int, content: Content) {
        precondition(rows > 0 && columns > 0 && count == rows * columns, "cells do not fill the picture")
        self.rows = rows
        self.columns = columns
        self.content = content
    }

    /// Bipolar or binary units: above zero white, below zero black; zero is black among binary units and grey
    /// (unknown) among bipolar ones.
    ///
    /// - Parameter states: `rows * columns` units, row by row.
    package init(rows: Int, columns: Int, states: [Int8], binary: Bool = false) {
        let zero: UInt8 = binary ? 0 : 128
        let levels = states.map { $0 > 0 ? 255 : $0 < 0 ? 0 : zero }
        self.init(rows: rows, columns: columns, count: levels.count, content: .levels(levels))
    }

    /// Grey levels, 0 black to 255 white.
    package init(rows: Int, columns: Int, levels: [UInt8]) {
        self.init(rows: rows, columns: columns, count: levels.count, content: .levels(levels))
    }

    /// Red, green and blue of each cell.
    package init(rows: Int, columns: Int, colors: [UInt8]) {
        self.init(rows: rows, columns: columns, count: colors.count / 3, content: .colors(colors))
    }

    /// Numbers shown by a colour scale; what is not finite is hatched.
    package init(rows: Int, columns: Int, values: [Float], scale: ColorScale) {
        self.init(rows: rows, columns: columns, count: values.count, content: .values(values, scale))
    }

    var cells: (columns: Int, rows: Int) { (columns, rows) }

    /// Squares that a cell takes: a single row or column would be a line too thin to be read, so it becomes bars.
    var cellSquares: (across: Int, down: Int) {
        (columns == 1 ? max(1, rows / 8) : 1, rows == 1 ? max(1, columns / 8) : 1)
    }

    /// Width over height.
    var shape: Double { Double(columns * cellSquares.across) / Double(rows * cellSquares.down) }

    /// The colour of a cell, nil where there is no value.
    package func color(row: Int, column: Int) -> Color? {
        precondition(
            (0..<rows).contains(row) && (0..<columns).contains(column), "cell outside of the picture")
        let index = row * columns + column
        switch content {
        case .levels(let levels): return Color(gray: levels[index])
        case .colors(let bytes):
            return Color(red: bytes[3 * index], green: bytes[3 * index + 1], blue: bytes[3 * index + 2])
        case .values(let values, let scale): return scale.color(of: Double(values[index]))
        }
    }

    /// The colour that marks a cell and keeps its value in sight: a light one for a light cell, a dark one for a dark
    /// cell; nil outside of the picture and where there is no value.
    func mark(_ index: Int) -> Color? {
        guard (0..<rows * columns).contains(index) else { return nil }
        return color(row: index / columns, column: index % columns).map { $0.luma >= 128 ? .markLight : .markDark }
    }

    /// The picture cell by cell, without frame or magnification: one pixel a cell.
    package func image() -> FigureImage {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * rows * columns)
        for pixel in buffer().pixels {
            pixels.append(UInt8(truncatingIfNeeded: pixel >> 16))
            pixels.append(UInt8(truncatingIfNeeded: pixel >> 8))
            pixels.append(UInt8(truncatingIfNeeded: pixel))
        }
        return FigureImage(width: columns, height: rows, pixels: pixels)
    }

    func buffer() -> PixelBuffer {
        let pixels: [UInt32] =
            switch content {
            case .levels(let levels): levels.map { 0xFF00_0000 | UInt32($0) * 0x0001_0101 }
            case .colors(let bytes):
                (0..<rows * columns).map {
                    Color(red: bytes[3 * $0], green: bytes[3 * $0 + 1], blue: bytes[3 * $0 + 2]).packed
                }
            case .values(let values, let scale):
                values.map { (scale.color(of: Double($0)) ?? .missing).packed }
            }
        return PixelBuffer(width: columns, height: rows, pixels: pixels)
    }

    /// Cells without a value, as runs along rows: row, first column, count.
    var missingRuns: [(row: Int, column: Int, count: Int)] {
        guard case .values(let values, _) = content else { return [] }
        return CellRuns.missing(values, rows: rows, columns: columns)
    }
}

/// Runs of cells without a finite value.
enum CellRuns {
    static func missing(_ values: [Float], rows: Int, columns: Int) -> [(row: Int, column: Int, count: Int)] {
        var runs: [(row: Int, column: Int, count: Int)] = []
        for row in 0..<rows {
            var column = 0
            while column < columns {
                let start = column
                while column < columns, !values[row * columns + column].isFinite { column += 1 }
                if column > start { runs.append((row, start, column - start)) }
                column += 1
            }
        }
        return runs
    }
}

extension Canvas {
    /// Draws a picture of cells with hatching where there is no value.
    func picture(_ picture: TilePicture, in frame: Rect) {
        image(picture.buffer(), in: frame)
        hatch(picture.missingRuns.map { cellRect($0, of: picture.cells, in: frame) })
    }

    /// The rectangle of a run of cells.
    func cellRect(
        _ run: (row: Int, column: Int, count: Int), of cells: (columns: Int, rows: Int), in frame: Rect
    ) -> Rect {
        let wide = frame.width / Double(cells.columns)
        let high = frame.height / Double(cells.rows)
        return Rect(
            x: frame.x + Double(run.column) * wide, y: frame.y + Double(run.row) * high,
            width: Double(run.count) * wide, height: high)
    }
}

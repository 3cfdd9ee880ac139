// Aim: W <- scale·W + LᵀR for symmetric W and symmetric LᵀR, with half the arithmetic of a product.
//
// Tiles on and below the diagonal are computed and mirrored, so the result is symmetric to the last bit.

extension Matrix {
    /// Adds a symmetric product to a symmetric matrix.
    ///
    /// - Parameters:
    ///   - left: [component, n], the rows of L.
    ///   - right: [component, n], the rows of R.
    ///   - scale: multiplies the matrix before.
    ///   - alpha: multiplies the product.
    ///   - zeroDiagonal: sets the diagonal to 0 afterwards.
    /// - Precondition: the matrix is n×n and symmetric, and so is LᵀR.
    public mutating func addSymmetric(
        _ left: Matrix, _ right: Matrix, alpha: Float = 1, scale: Float = 1, zeroDiagonal: Bool = false,
        workers: Workers = .single
    ) {
        precondition(
            rows == columns && left.columns == rows && right.columns == rows && left.rows == right.rows,
            "matrices of one width")
        let (size, depth, tile) = (rows, left.rows, 256)
        let across = (size + tile - 1) / tile
        withPointers(left.values, right.values, &values) { left, right, values in
            nonisolated(unsafe) let (left, right, values) = (left, right, values)
            workers.forEach(across * (across + 1) / 2) { index in
                // Tile `index` of the triangle, row after row: row r begins at r (r + 1) / 2.
                var row = Int((Double(8 * index + 1).squareRoot() - 1) / 2)
                while (row + 1) * (row + 2) / 2 <= index { row += 1 }
                while row * (row + 1) / 2 > index { row -= 1 }
                let (top, side) = (row * tile, (index - row * (row + 1) / 2) * tile)
                let (height, width) = (min(tile, size - top), min(tile, size - side))
                BLAS.gemm(
                    transposeA: true, m: height, n: width, k: depth, alpha: alpha, left + top, size, right + side,
                    size, beta: scale, values + top * size + side, size)
                mirror(values, size, top..<top + height, side..<side + width)
            }
        }
        if zeroDiagonal { for unit in 0..<size { values[unit * size + unit] = 0 } }
    }
}

/// Copies what stands below the diagonal of one tile, which lies below it or about it, to its mirror image.
private func mirror(_ values: UnsafeMutablePointer<Float>, _ size: Int, _ rows: Range<Int>, _ columns: Range<Int>) {
    func copy(_ rows: Range<Int>, _ columns: Range<Int>) {
        let (top, side) = (rows.lowerBound, columns.lowerBound)
        BlockKernels.transpose(
            values + top * size + side, rows: rows.count, columns: columns.count, stride: size,
            into: values + side * size + top, stride: size)
    }
    guard rows == columns else { return copy(rows, columns) }
    let patch = 16
    for top in stride(from: rows.lowerBound, to: rows.upperBound, by: patch) {
        let own = top..<min(top + patch, rows.upperBound)
        copy(own, rows.lowerBound..<top)
        for row in own {
            for column in top..<row { values[column * size + row] = values[row * size + column] }
        }
    }
}

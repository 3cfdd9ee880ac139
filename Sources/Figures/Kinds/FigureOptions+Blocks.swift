extension FigureOptions {
    /// Blocks along the longer side of a matrix that is too large to be shown: as many as the page has pixels.
    ///
    /// - Parameter pictureRows: rows of the pictures that the units of the matrix form. Each then becomes a whole number
    ///   of blocks: blocks that drift against the rows would show a pattern that the matrix does not have.
    package func blocks(pictureRows: Int?) -> Int {
        let most: Int
        if let size {
            most = min(FigureLimits.side, max(1, size.width, size.height))
        } else {
            let range = FigureLimits.scale
            most = max(1, Int(min(range.upperBound, max(1, scale ?? 2)) * 360))
        }
        guard let rows = pictureRows, rows > 1, rows <= most else { return most }
        return most / rows * rows
    }
}

extension BasinStudy {
    /// The number of flips that a pattern bears, -1 without a basin.
    public func range(ofQuantity quantity: Int, cell: Int) -> CellRange {
        .whole(-1...(memories.neurons.max() ?? 1), mayBeMissing: true)
    }
}

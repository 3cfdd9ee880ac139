extension PatternStudy {
    /// The last quantity is the pattern where most cues end, or of a remedy the number of patterns recalled.
    public func range(ofQuantity quantity: Int, cell: Int) -> CellRange {
        guard quantity == Quantity.nearest.rawValue else { return .number }
        let count = memory.patterns.count
        return .whole(0...(cell < count ? count - 1 : count))
    }
}

extension SelectivityStudy {
    /// The preferred stimulus is one of those there are, -1 for none.
    public func range(ofQuantity quantity: Int, cell: Int) -> CellRange {
        quantity == Quantity.preferred.rawValue ? .whole(-1...stimulusCount - 1) : .number
    }
}

extension AttractorStudy {
    /// A cell has the quantities of each start, one start after the other.
    public func range(ofQuantity quantity: Int, cell: Int) -> CellRange {
        switch Quantity(rawValue: quantity % Quantity.allCases.count) {
        case .kind: .whole(0...AttractorClass.allCases.count - 1)
        case .nearest: .whole(0...max(0, (names?.count ?? Int(Int32.max)) - 1))
        case .fingerprint: .whole(0...1 << 52)
        case .steps: .whole(0...Int(Int32.max))
        case .overlap, .energy, nil: .number
        }
    }
}

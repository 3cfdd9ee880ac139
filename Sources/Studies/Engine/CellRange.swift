/// Which numbers a quantity of a cell may be. What comes from an archive is compared with it before anything is made of it.
public struct CellRange: Sendable {
    public let values: ClosedRange<Double>
    public let isWhole: Bool
    /// Whether it may be missing: NaN.
    public let mayBeMissing: Bool

    /// Finite numbers, or none.
    public static let number = CellRange(values: -1e100...1e100, isWhole: false, mayBeMissing: true)

    /// Whole numbers.
    public static func whole(_ range: ClosedRange<Int>, mayBeMissing: Bool = false) -> CellRange {
        CellRange(
            values: Double(range.lowerBound)...Double(range.upperBound), isWhole: true, mayBeMissing: mayBeMissing)
    }

    func contains(_ value: Double) -> Bool {
        if value.isNaN { return mayBeMissing }
        return values.contains(value) && (!isWhole || value == value.rounded())
    }

    /// In words, for messages.
    var expectation: String {
        guard isWhole else { return "a finite number" }
        return "a whole number from \(Int(values.lowerBound)) to \(Int(values.upperBound))"
    }
}

extension Study {
    public func range(ofQuantity quantity: Int, cell: Int) -> CellRange { .number }

    /// Why the numbers of a cell that is done are none of this study; nil if they are.
    public func objection(to cells: StudyCells) -> String? {
        for cell in 0..<cells.count where cells.done[cell] {
            for (quantity, value) in cells[cell].enumerated() {
                let range = range(ofQuantity: quantity, cell: cell)
                guard !range.contains(value) else { continue }
                return "is \(value) at cell \(cell), quantity \(quantity), expected \(range.expectation)"
            }
        }
        return nil
    }
}

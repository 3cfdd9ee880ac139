/// Numbers that are no picture, one item a row: [item, value].
public struct ValueTable: Sendable, Equatable {
    /// The lengths of an item's axes; empty where each is one number.
    public let sides: [Int]
    /// [item, value]
    public let values: [Float]

    /// Values of an item.
    public var columns: Int { sides.reduce(1, *) }
    public var rows: Int { values.count / columns }

    /// - Precondition: the axes are not empty, and the values are whole items.
    public init(sides: [Int], values: [Float]) {
        self.sides = sides
        self.values = values
        precondition(sides.allSatisfy { $0 > 0 } && values.count % columns == 0, "values and axes differ")
    }
}

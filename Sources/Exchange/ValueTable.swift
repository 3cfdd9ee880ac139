/// Numbers that are no picture, one item a row: [item, value].
package struct ValueTable: Sendable, Equatable {
    /// The lengths of an item's axes; empty where each is one number.
    package let sides: [Int]
    /// [item, value]
    package let values: [Float]
    /// The label of each item, where the file has a column of them.
    package let labels: [String]?

    /// Values of an item.
    package var columns: Int { sides.reduce(1, *) }
    package var rows: Int { values.count / columns }

    /// - Precondition: the axes are not empty, and the values are whole items.
    package init(sides: [Int], values: [Float], labels: [String]? = nil) {
        self.sides = sides
        self.values = values
        self.labels = labels
        precondition(sides.allSatisfy { $0 > 0 } && values.count % columns == 0, "values and axes differ")
    }
}

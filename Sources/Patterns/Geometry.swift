/// The picture that a pattern came from: neuron = (row · columns + column) · channels + channel.
public struct Geometry: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// Values of a pixel: 1 of a grey picture; 3 of a coloured one, red, green and blue.
    public let channels: Int

    public init(rows: Int, columns: Int, channels: Int = 1) {
        self.rows = rows
        self.columns = columns
        self.channels = channels
    }

    /// As files hold them: rows and columns, and channels where there are several.
    ///
    /// - Returns: nil where they are no picture of so many neurons.
    public init?(sides: [Int], neurons: Int) {
        guard sides.count == 2 || sides.count == 3 && sides[2] == 3, sides.allSatisfy({ $0 > 0 }) else { return nil }
        var product = 1
        for side in sides {
            let (next, overflows) = product.multipliedReportingOverflow(by: side)
            guard !overflows else { return nil }
            product = next
        }
        guard product == neurons else { return nil }
        self.init(rows: sides[0], columns: sides[1], channels: sides.count == 3 ? sides[2] : 1)
    }

    public var neurons: Int { rows * columns * channels }
    public var pixels: Int { rows * columns }
    public var sides: [Int] { channels == 1 ? [rows, columns] : [rows, columns, channels] }
}

import HDF5Store
import Patterns

/// What the axes of a dataset of patterns are: one pattern, [neuron]; one a row, [pattern, neuron]; or pictures,
/// [pattern, row, column].
///
/// C, Python and HDF5 itself let the last axis run fastest, MATLAB, R, Julia and Fortran the first. These write the axes in
/// the other order: what is [pattern, neuron] there is [neuron, pattern] in the file.
struct PatternShape {
    /// Extents in the order of the file.
    private let stored: [Int]
    let isTransposed: Bool
    /// Names of the axes in our order.
    let axes: [String]
    let count: Int
    let neurons: Int
    /// Of pictures.
    let geometry: Geometry?

    /// Extents in our order.
    var extents: [Int] { isTransposed ? stored.reversed() : stored }

    /// - Parameters:
    ///   - own: the axes that the format gives the dataset; the leading ones are taken together. Nil in files of other
    ///     origin.
    /// - Throws: `DocumentError` where the axes are none of these, or the dataset holds nothing.
    init(_ dataset: borrowing HDF5Dataset, own: [String]?, isTransposed: Bool) throws {
        stored = dataset.shape
        self.isTransposed = isTransposed
        let extents = isTransposed ? stored.reversed() : stored
        if let own {
            guard extents.count == own.count, own.last?.hasSuffix("neuron") == true else {
                throw DocumentError(
                    "\(dataset.path): \(Self.found(stored)), expected \(own.count): \(own.joined(separator: ", "))")
            }
            axes = own
        } else {
            let known = [1: ["neuron"], 2: ["pattern", "neuron"], 3: ["pattern", "row", "column"]]
            guard let axes = known[extents.count] else {
                throw DocumentError(
                    "\(dataset.path): \(Self.found(stored)), expected two (pattern, neuron), three (pattern, row, column) "
                        + "or one (a single pattern)")
            }
            self.axes = axes
        }
        guard extents.allSatisfy({ $0 > 0 }) else {
            throw DocumentError(
                "\(dataset.path): is empty (\(dataset.shapeText)), expected at least one pattern")
        }
        let pictures = own == nil && extents.count == 3
        neurons = pictures ? extents[1] * extents[2] : extents[extents.count - 1]
        geometry = pictures ? Geometry(rows: extents[1], columns: extents[2]) : nil
        count = extents.reduce(1, *) / neurons
    }

    /// `has 3 axes (2×2×1)`.
    static func found(_ shape: [Int]) -> String {
        let extents = shape.map(String.init).joined(separator: "×")
        return switch shape.count {
        case 0: "is a single value"
        case 1: "has 1 axis (\(extents))"
        default: "has \(shape.count) axes (\(extents))"
        }
    }

    /// The values in our order.
    func ordered<Number>(_ values: [Number]) -> [Number] {
        guard isTransposed, stored.count > 1 else { return values }
        // The first axis of the file is our last one.
        let (last, middle) = (stored[0], stored.count == 3 ? stored[1] : 1)
        let first = stored[stored.count - 1]
        var result: [Number] = []
        result.reserveCapacity(values.count)
        values.withUnsafeBufferPointer { values in
            for outer in 0..<first {
                for inner in 0..<middle {
                    for index in 0..<last { result.append(values[(index * middle + inner) * first + outer]) }
                }
            }
        }
        return result
    }
}

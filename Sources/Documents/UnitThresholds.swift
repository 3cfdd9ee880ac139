import HDF5Store

/// Thresholds of the units of a network, one each, from a file.
package enum UnitThresholds {
    /// Those of a recall, `/unit_thresholds`, or `/thresholds` of a file that anybody wrote.
    ///
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - neurons: the number of units.
    /// - Throws: `DocumentError` for a file without them, or with another number of them.
    package static func read(_ path: String, neurons: Int) throws -> [Float] {
        try DocumentReader.open(path, as: Set(DocumentKind.allCases)) { root, header in
            let name = root.contains("unit_thresholds") ? "unit_thresholds" : "thresholds"
            guard try root.kind(of: name) == .dataset else {
                throw DocumentError("there is no dataset /thresholds, expected one with a number a unit")
            }
            guard header == nil || name == "unit_thresholds" else {
                throw DocumentError(
                    "/thresholds: are the grey levels that split its pictures, expected thresholds of units")
            }
            return try root.dataset(name) { dataset in
                guard dataset.elementKind.isNumber, dataset.shape == [neurons] else {
                    let found =
                        dataset.elementKind.isNumber ? "is \(dataset.shapeText)" : "holds \(dataset.elementKind)"
                    throw DocumentError("/\(name): \(found), expected \(neurons) numbers, one a unit")
                }
                return try FiniteValues.read(dataset, axes: ["unit"])
            }
        }
    }
}

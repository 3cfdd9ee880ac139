import HDF5Store

/// A reward for each time step, from a file that anybody wrote.
package enum RewardSignal {
    /// The numbers of `/reward`, of either sign.
    ///
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - steps: of the spikes that are learned.
    /// - Throws: `DocumentError` for a file without them, or with another number of them.
    package static func read(_ path: String, steps: Int) throws -> [Float] {
        try DocumentReader.open(path, as: Set(DocumentKind.allCases)) { root, _ in
            guard try root.kind(of: "reward") == .dataset else {
                throw DocumentError("there is no dataset /reward, expected one with a number for each time step")
            }
            return try root.dataset("reward") { dataset in
                guard dataset.elementKind.isNumber, dataset.shape == [steps] else {
                    let found =
                        dataset.elementKind.isNumber ? "is \(dataset.shapeText)" : "holds \(dataset.elementKind)"
                    throw DocumentError("/reward: \(found), expected \(steps) numbers, one for each time step")
                }
                return try FiniteValues.read(dataset, axes: ["step"])
            }
        }
    }
}

import HDF5Store

/// Which datasets of numbers a file has, for a message that the one asked for is missing.
enum DatasetNames {
    /// `/X (3×20), /g/Y (3×20)`, five at most; nil where there are none.
    static func numeric(in root: borrowing HDF5Group) -> String? {
        var found: [String] = []
        // What cannot be read is not what is looked for.
        try? collect(root, into: &found, depth: 0)
        guard !found.isEmpty else { return nil }
        return found.prefix(5).joined(separator: ", ") + (found.count > 5 ? ", …" : "")
    }

    private static func collect(_ group: borrowing HDF5Group, into found: inout [String], depth: Int) throws {
        for name in try group.childNames().prefix(100) where found.count <= 5 {
            switch try group.kind(of: name) {
            case .dataset:
                try group.dataset(name) { dataset in
                    if dataset.elementKind.isNumber, !dataset.isScale, !dataset.shape.isEmpty {
                        found.append("\(dataset.path) (\(dataset.shapeText))")
                    }
                }
            case .group where depth < 4: try group.group(name) { try collect($0, into: &found, depth: depth + 1) }
            default: break
            }
        }
    }
}

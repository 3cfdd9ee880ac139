import HDF5Store
import Numerics

/// The cases of a file of results computed apart: each is a group within the group `name`, read by `read`.
///
/// - Parameter read: is given the group of a case and its path, such as `oja/0`.
package func referenceCases<Case>(
    _ name: String, in path: String, read: (borrowing HDF5Group, _ description: String) throws -> Case
) throws -> [Case] {
    let file = try HDF5File.open(at: path)
    let result = try file.root { root in
        try root.group(name) { group in
            try group.childNames().map { child in try group.group(child) { try read($0, "\(name)/\(child)") } }
        }
    }
    try file.close()
    return result
}

/// The arrays of a case by name. The last axis is kept, others are rows.
package func referenceArrays(_ group: borrowing HDF5Group) throws -> [String: Matrix] {
    var arrays: [String: Matrix] = [:]
    for name in try group.childNames() {
        try group.dataset(name) { dataset in
            let columns = dataset.shape.last ?? 1
            let values = try dataset.read(as: Float.self)
            arrays[name] = Matrix(rows: values.count / columns, columns: columns, values: values)
        }
    }
    return arrays
}

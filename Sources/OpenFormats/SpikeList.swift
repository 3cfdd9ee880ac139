import HDF5Store

/// Lists of numbers in other people's files, read with what can be wrong with them.
extension HDF5Group {
    /// A list of finite times.
    func times(_ path: String) throws -> [Double] {
        let values = try list(path, of: Double.self, "times")
        guard let wrong = values.firstIndex(where: { !$0.isFinite }) else { return values }
        throw FormatError("\(path): is \(values[wrong]) at \(wrong), expected a finite time")
    }

    /// A list of whole numbers of 0 or more.
    func counts(_ path: String, _ what: String) throws -> [Int] {
        let values = try list(path, of: Int.self, what)
        guard let wrong = values.firstIndex(where: { $0 < 0 }) else { return values }
        throw FormatError("\(path): is \(values[wrong]) at \(wrong), expected 0 or more")
    }

    private func list<Element: HDF5Element>(_ path: String, of element: Element.Type, _ what: String) throws
        -> [Element]
    {
        guard try kind(of: path) == .dataset else {
            throw FormatError("\(path): is missing, expected a list of \(what)")
        }
        return try dataset(path) { dataset in
            let isWhole: Bool = if case .integer = Element.hdf5Kind { true } else { false }
            let isFraction: Bool = if case .real = dataset.elementKind { true } else { false }
            guard dataset.elementKind.isNumber, !(isWhole && isFraction) else {
                throw FormatError(
                    "\(path): holds \(dataset.elementKind), expected \(isWhole ? "whole numbers" : "numbers")")
            }
            guard dataset.shape.count == 1 else {
                throw FormatError("\(path): is \(dataset.shapeText), expected a list of \(what)")
            }
            return try dataset.read(as: Element.self)
        }
    }
}

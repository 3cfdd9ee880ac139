import HDF5Store
import Patterns

extension PatternsSchema {
    /// States of any dataset with one a row; the leading axes are taken together.
    ///
    /// - Parameter expected: the coding of values that fit it and another one, where the file names none.
    static func states(
        _ dataset: borrowing HDF5Dataset, ours: Bool, expecting expected: Coding? = nil
    ) throws -> PatternSet {
        let shape = dataset.shape
        let axes = FormatTable.axes(of: dataset.path)
        guard shape.count == 2 || (ours && shape.count == 3) else {
            throw DocumentError(
                "\(dataset.path): is \(dataset.shapeText), expected the axes \(axes.joined(separator: ", "))")
        }
        guard dataset.elementKind.isNumber else {
            throw DocumentError("\(dataset.path): holds \(dataset.elementKind), expected numbers")
        }
        let neurons = shape[shape.count - 1]
        guard shape.allSatisfy({ $0 > 0 }) else {
            throw DocumentError(
                "\(dataset.path): is empty (\(dataset.shapeText)), expected at least one pattern")
        }
        let coding = try dataset.value("coding")?.text.flatMap(Coding.init(rawValue:))
        let geometry = try geometry(dataset, neurons: neurons)
        let timeStep = try dataset.value("dt")?.real
        if case .integer = dataset.elementKind {
            let values = try integers(dataset)
            let found = coding ?? Self.coding(of: values, expecting: expected)
            try check(values, are: found, dataset.path, shape, axes)
            if found == .real {
                return PatternSet(
                    coding: .real, neurons: neurons, values: .reals(values.map { Float($0) }), geometry: geometry)
            }
            return PatternSet(
                coding: found, neurons: neurons, values: .integers(values), geometry: geometry, timeStep: timeStep)
        }
        let values = try dataset.read(as: Float.self)
        if let bad = values.firstIndex(where: { !$0.isFinite }) {
            let place = FormatTable.position(bad, shape, axes)
            throw DocumentError("\(dataset.path): is \(values[bad]) at \(place), \(Coding.real.expectation)")
        }
        if let coding, let bad = values.firstIndex(where: { !coding.holds(Double($0)) }) {
            let place = FormatTable.position(bad, shape, axes)
            throw DocumentError("\(dataset.path): is \(values[bad]) at \(place), \(coding.expectation)")
        }
        // Floats that are whole ±1 or 0/1 are discrete patterns, unless the file says otherwise.
        if coding != .real, let discrete = discrete(values) {
            let found = coding ?? Self.coding(of: discrete, expecting: expected)
            try check(discrete, are: found, dataset.path, shape, axes)
            return PatternSet(
                coding: found, neurons: neurons, values: .integers(discrete), geometry: geometry, timeStep: timeStep)
        }
        return PatternSet(coding: .real, neurons: neurons, values: .reals(values), geometry: geometry)
    }

    private static func integers(_ dataset: borrowing HDF5Dataset) throws -> [Int8] {
        do { return try dataset.read(as: Int8.self) } catch let error as HDF5Error where error.valuesDoNotFit {
            throw DocumentError("\(error.message); expected -1, 0 and 1, or real numbers")
        }
    }

    private static func geometry(_ dataset: borrowing HDF5Dataset, neurons: Int) throws -> Geometry? {
        guard let sides = try dataset.attribute("geometry")?.ints else { return nil }
        guard let geometry = Geometry(sides: sides, neurons: neurons) else {
            throw DocumentError(
                "\(dataset.path): the geometry \(Excerpt.of(.integers(sides))) does not hold \(neurons) neurons")
        }
        return geometry
    }

    private static func discrete(_ values: [Float]) -> [Int8]? {
        guard values.allSatisfy({ $0 == -1 || $0 == 0 || $0 == 1 }) else { return nil }
        return values.map { Int8($0) }
    }

    /// Of 0 and 1 alone, or of 1 alone, nobody can say: where ±1 is expected, a 0 is a hidden unit.
    private static func coding(of values: [Int8], expecting expected: Coding?) -> Coding {
        if values.allSatisfy({ $0 == 0 || $0 == 1 }) { return expected == .bipolar ? .bipolar : .binary }
        return values.allSatisfy { $0 >= -1 && $0 <= 1 } ? .bipolar : .real
    }

    private static func check(
        _ values: [Int8], are coding: Coding, _ path: String, _ shape: [Int], _ axes: [String]
    ) throws {
        let range: ClosedRange<Int8> =
            switch coding {
            case .bipolar: -1...1
            case .binary, .spikes: 0...1
            case .real: .min ... .max
            }
        if let bad = values.firstIndex(where: { !range.contains($0) }) {
            let place = FormatTable.position(bad, shape, axes)
            throw DocumentError("\(path): is \(values[bad]) at \(place), \(coding.expectation)")
        }
    }
}

extension Geometry {
    /// Rows and columns as files hold them; nil where they do not hold the neurons.
    init?(sides: [Int], neurons: Int) {
        guard sides.count == 2, sides[0] > 0, sides[1] > 0 else { return nil }
        let (product, overflows) = sides[0].multipliedReportingOverflow(by: sides[1])
        guard !overflows, product == neurons else { return nil }
        self.init(rows: sides[0], columns: sides[1])
    }
}

import HDF5Store
import Patterns

/// Reading states: the patterns of any dataset.
extension PatternsSchema {
    /// Patterns as they were read, and what to tell of how they were taken.
    struct States {
        var patterns: PatternSet
        let statesCoding: Bool
        let remarks: [String]
    }

    /// States of a dataset in a file of ours, with one a row; the leading axes are taken together.
    static func states(_ dataset: borrowing HDF5Dataset, ours: Bool) throws -> PatternSet {
        try readStates(dataset, ours: ours, PatternReading()).patterns
    }

    /// - Parameter ours: whether the file is one of ours.
    static func readStates(
        _ dataset: borrowing HDF5Dataset, ours: Bool, _ reading: PatternReading
    ) throws -> States {
        guard dataset.elementKind.isNumber else {
            throw DocumentError("\(dataset.path): holds \(dataset.elementKind), expected numbers")
        }
        let stated = try statedCoding(dataset)
        let rows = ours ? FormatTable.datasets.filter { $0.path == dataset.path } : []
        let own = (rows.first { $0.suits(stated) } ?? rows.first)?.axes
        let writer = ours ? nil : try dataset.value("MATLAB_class")?.text
        let shape = try PatternShape(
            dataset, own: own?.last?.hasSuffix("neuron") == true ? own : nil,
            isTransposed: reading.isTransposed ?? (writer != nil))
        if let levels = try levelsThatStay(dataset, shape, stated, reading) {
            let patterns = PatternSet(levels, geometry: try geometry(dataset, neurons: shape.neurons) ?? shape.geometry)
            return States(patterns: patterns, statesCoding: true, remarks: [])
        }
        let coded = try coded(dataset, shape, stated, reading)
        // The fill value is nobody's pattern.
        guard try dataset.storedBytes() > 0 else {
            throw DocumentError("\(dataset.path): was declared but never written, expected values")
        }
        var remarks = [coded.remark].compactMap { $0 }
        if let writer, reading.isTransposed == nil {
            remarks.insert(
                "\(dataset.path): MATLAB wrote it (MATLAB_class is \(writer)) in its order of axes; "
                    + "read as \(shape.count) patterns of \(shape.neurons) units", at: 0)
        }
        let patterns = PatternSet(
            coding: coded.coding, neurons: shape.neurons, values: coded.values,
            geometry: try geometry(dataset, neurons: shape.neurons) ?? shape.geometry,
            timeStep: coded.coding.isGraded ? nil : try dataset.value("dt")?.real)
        return States(patterns: patterns, statesCoding: stated != nil, remarks: remarks)
    }

    /// Grey patterns that are so large that they stay in their file; nil for others.
    private static func levelsThatStay(
        _ dataset: borrowing HDF5Dataset, _ shape: PatternShape, _ stated: Coding?, _ reading: PatternReading
    ) throws -> StoredLevels? {
        guard let path = reading.stayingAt, stated == .grey, !shape.isTransposed,
            dataset.elementKind == .integer(bytes: 1, signed: false), dataset.count > reading.staying
        else { return nil }
        try dataset.requireStored(bytesPerElement: 1)
        return try StoredLevels(path: path, dataset: dataset.path)
    }

    private static func coded(
        _ dataset: borrowing HDF5Dataset, _ shape: PatternShape, _ stated: Coding?, _ reading: PatternReading
    ) throws -> CodedValues {
        let isWhole: Bool = if case .integer = dataset.elementKind { true } else { false }
        if dataset.elementKind == .integer(bytes: 1, signed: false), (reading.coding ?? stated) == .grey {
            return CodedValues(coding: .grey, values: .levels(shape.ordered(try dataset.read(as: UInt8.self))))
        }
        if let stated, !stated.isGraded, isWhole, reading.coding ?? stated == stated,
            let values = try smallIntegers(dataset), values.distinctBytes.allSatisfy({ stated.holds(Double($0)) })
        {
            return CodedValues(coding: stated, values: .integers(shape.ordered(values)))
        }
        switch dataset.elementKind {
        case .integer(bytes: 1...2, _), .real(bytes: 1...4):
            return try coded(dataset, shape, stated, reading, isWhole, as: Float.self)
        default: return try coded(dataset, shape, stated, reading, isWhole, as: Double.self)
        }
    }

    private static func coded<Number: PatternNumber>(
        _ dataset: borrowing HDF5Dataset, _ shape: PatternShape, _ stated: Coding?, _ reading: PatternReading,
        _ isWhole: Bool, as number: Number.Type
    ) throws -> CodedValues {
        let values = try PatternValues(shape.ordered(dataset.read(as: number)), shape, path: dataset.path)
        return try values.coded(stated: stated, reading, isWhole: isWhole)
    }

    /// Nil where one does not fit.
    private static func smallIntegers(_ dataset: borrowing HDF5Dataset) throws -> [Int8]? {
        do { return try dataset.read(as: Int8.self) } catch let error as HDF5Error where error.valuesDoNotFit {
            return nil
        }
    }

    /// The coding that the dataset names.
    private static func statedCoding(_ dataset: borrowing HDF5Dataset) throws -> Coding? {
        guard let value = try dataset.value("coding") else { return nil }
        // Fortran fills up with spaces.
        let text = value.text?.split(separator: " ").joined(separator: " ")
        guard let coding = text.flatMap(Coding.init(rawValue:)) else {
            let names = Coding.allCases.map(\.rawValue).joined(separator: ", ")
            throw DocumentError("\(dataset.path)@coding: is \(text ?? "no text"), expected one of \(names)")
        }
        return coding
    }

    private static func geometry(_ dataset: borrowing HDF5Dataset, neurons: Int) throws -> Geometry? {
        guard let sides = try dataset.attribute("geometry")?.doubles?.map({ Int(exactly: $0) ?? 0 }) else { return nil }
        guard let geometry = Geometry(sides: sides, neurons: neurons)
        else {
            throw DocumentError("\(dataset.path): the geometry \(sides) does not hold \(neurons) neurons")
        }
        return geometry
    }
}

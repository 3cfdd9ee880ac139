import CommandKit
import Exchange
import Numerics
import Patterns
import Pictures

/// Numbers that are no pictures: each item is a pattern of them as they are.
extension PictureImport {
    func values() throws -> PatternSet {
        for name in ["size", "fit", "threshold", "color", "invert", "rows", "patches", "spikes"]
        where arguments.has(name) {
            throw Failure("\(files.paths[0]): holds numbers and no pictures, so --\(name) has nothing to work on")
        }
        var values: [Float] = []
        var (names, sources, sides): ([String], [String], [Int]?) = ([], [], nil)
        var texts: [String?] = []
        for (file, path) in files.paths.enumerated() {
            let table = try files.values(file)
            guard table.columns > 1 else {
                throw Failure("\(path): holds one number an item, expected several; labels are given with --labels")
            }
            guard sides == nil || sides == table.sides else {
                throw Failure(
                    "\(path): has items of \(Self.text(table.sides)) numbers, but \(files.paths[0]) of \(Self.text(sides ?? []))"
                )
            }
            sides = table.sides
            if let index = table.values.firstIndex(where: { !$0.isFinite }) {
                throw Failure(
                    "\(path): is \(table.values[index]) at item \(index / table.columns), value \(index % table.columns), expected a finite number"
                )
            }
            values += table.values
            sources += [String](repeating: path, count: table.rows)
            for row in 0..<table.rows {
                let place = PicturePlace(file: file, index: row, count: table.rows, number: names.count)
                let name = name(of: place)
                texts.append(try table.labels?[row] ?? labels?.label(place, path: path, name: name))
                names.append(name)
            }
        }
        let geometry = Self.geometry(sides ?? [])
        if arguments.flag("whiten") || arguments.flag("normalize-contrast") {
            var matrix = Matrix(rows: names.count, columns: geometry.neurons, values: values)
            if arguments.flag("whiten") { matrix = try Whitening.zca(matrix.withoutColumnMeans) }
            if arguments.flag("normalize-contrast") { ContrastNormalization.apply(to: &matrix) }
            values = matrix.values
        }
        let (coding, held) = try coded(values)
        try labels?.checkAllUsed(names.count)
        var set = PatternSet(
            coding: coding, neurons: geometry.neurons, values: held, names: names, geometry: geometry, sources: sources)
        if texts.contains(where: { $0 != nil }) { set.labels = PatternLabels(texts: texts) }
        return set
    }

    /// The coding asked for, or by the values: -1 and +1, 0 and 1, or any.
    private func coded(_ values: [Float]) throws -> (Coding, PatternSet.Values) {
        let found: Coding =
            values.allSatisfy { abs($0) == 1 } ? .bipolar : values.allSatisfy { $0 == 0 || $0 == 1 } ? .binary : .real
        switch arguments.text("coding").flatMap(Coding.init(rawValue:)) ?? found {
        case .real: return (.real, .reals(values))
        case let coding where coding == found: return (coding, .integers(values.map { Int8($0) }))
        case let coding:
            throw Failure(
                "\(files.paths[0]): holds numbers other than those of --coding \(coding.rawValue), expected --coding real or none"
            )
        }
    }

    /// Rows and columns, with red, green and blue where there are three axes; else one row of all numbers.
    private static func geometry(_ sides: [Int]) -> Geometry {
        let neurons = sides.reduce(1, *)
        return Geometry(sides: sides, neurons: neurons) ?? Geometry(rows: 1, columns: neurons)
    }

    private static func text(_ sides: [Int]) -> String { sides.map(String.init).joined(separator: "×") }
}

extension Matrix {
    /// Each column less its mean over the rows.
    fileprivate var withoutColumnMeans: Matrix {
        var (result, sums) = (self, [Double](repeating: 0, count: columns))
        for row in 0..<rows { for column in 0..<columns { sums[column] += Double(self[row, column]) } }
        for row in 0..<rows {
            for column in 0..<columns { result[row, column] -= Float(sums[column] / Double(rows)) }
        }
        return result
    }
}

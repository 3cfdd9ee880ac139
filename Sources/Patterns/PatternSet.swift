import Numerics

/// Patterns of one length, one a row: [pattern, neuron] (of spikes: [step, neuron]).
///
/// Discrete codings are held as Int8, real ones as Float32, grey ones as levels of eight bits.
public struct PatternSet: Sendable {
    public enum Values: Sendable, Equatable {
        case integers([Int8])
        case reals([Float])
        /// 0...255, which stand for 0...1.
        case levels([UInt8])

        var count: Int {
            switch self {
            case .integers(let array): array.count
            case .reals(let array): array.count
            case .levels(let array): array.count
            }
        }

        /// Whether a coding is held so.
        func suits(_ coding: Coding) -> Bool {
            switch self {
            case .integers: !coding.isGraded
            case .reals: coding == .real
            case .levels: coding == .grey
            }
        }
    }

    private enum Content: Sendable {
        case inMemory(Values)
        case stored(StoredLevels)
    }

    public let coding: Coding
    public let neurons: Int
    public private(set) var count: Int
    private let content: Content
    public var geometry: Geometry?
    /// One name a pattern; `pattern-3` for one at position 3 that was given none.
    public private(set) var names: [String]
    /// Whether each name was given: made-up names say nothing about a pattern, and are not written into files.
    public internal(set) var isNamed: [Bool]
    /// The grey level 0...255 that split each picture, where one did.
    public private(set) var thresholds: [Float]?
    /// The length of a time step in ms, of spikes.
    public var timeStep: Double?
    /// The file that each pattern came from, as it was named, where one did.
    public var sources: [String]?
    /// What each pattern shows, where that is known.
    public var labels: PatternLabels? {
        didSet { precondition(labels.map { $0.values.count == count } ?? true, "one label a pattern") }
    }

    /// - Parameter names: one a pattern, empty where there is none; nil for none at all.
    public init(
        coding: Coding, neurons: Int, values: Values, names: [String]? = nil, geometry: Geometry? = nil,
        thresholds: [Float]? = nil, timeStep: Double? = nil, sources: [String]? = nil
    ) {
        precondition(values.suits(coding), "values held as the coding asks")
        self.init(
            .inMemory(values), total: values.count, coding: coding, neurons: neurons, names: names, geometry: geometry,
            thresholds: thresholds, timeStep: timeStep, sources: sources)
    }

    /// Grey patterns that stay in their file. `values` reads all of them; blocks of them are read where they are needed.
    package init(
        _ levels: StoredLevels, names: [String]? = nil, geometry: Geometry? = nil, thresholds: [Float]? = nil,
        sources: [String]? = nil
    ) {
        self.init(
            .stored(levels), total: levels.count * levels.neurons, coding: .grey, neurons: levels.neurons,
            names: names, geometry: geometry, thresholds: thresholds, timeStep: nil, sources: sources)
    }

    private init(
        _ content: Content, total: Int, coding: Coding, neurons: Int, names: [String]?, geometry: Geometry?,
        thresholds: [Float]?, timeStep: Double?, sources: [String]?
    ) {
        precondition(neurons > 0 && total % neurons == 0, "whole patterns of \(neurons) neurons")
        self.coding = coding
        self.neurons = neurons
        count = total / neurons
        self.content = content
        let given = names ?? [String](repeating: "", count: total / neurons)
        precondition(given.count == count, "one name a pattern")
        isNamed = given.map { !$0.isEmpty }
        self.names = given.enumerated().map { $1.isEmpty ? "pattern-\($0)" : $1 }
        precondition(thresholds.map { $0.count == count } ?? true, "one threshold a pattern")
        precondition(geometry.map { $0.neurons == neurons } ?? true, "the geometry holds every neuron")
        self.geometry = geometry
        self.thresholds = thresholds
        self.timeStep = timeStep
        precondition(sources.map { $0.count == count } ?? true, "one source a pattern")
        self.sources = sources
    }

    /// Real patterns from the rows of a matrix.
    public init(_ matrix: Matrix, names: [String]? = nil, geometry: Geometry? = nil) {
        self.init(
            coding: .real, neurons: matrix.columns, values: .reals(matrix.values), names: names, geometry: geometry)
    }

    /// No patterns yet, of a given length and coding.
    public init(empty coding: Coding, neurons: Int, geometry: Geometry? = nil) {
        self.init(
            coding: coding, neurons: neurons,
            values: coding == .real ? .reals([]) : coding == .grey ? .levels([]) : .integers([]),
            geometry: geometry)
    }

    /// All values, [pattern, neuron], row by row.
    public var values: Values {
        switch content {
        case .inMemory(let values): values
        case .stored(let levels): .levels(levels.levels(0..<levels.count))
        }
    }

    /// The patterns of a set that stay in their file.
    package var storedLevels: StoredLevels? {
        if case .stored(let levels) = content { levels } else { nil }
    }

    /// The same patterns, none of them left in its file.
    package var inMemory: PatternSet { storedLevels == nil ? self : replacingValues(values) }

    /// One pattern as Float32 values.
    public func row(_ index: Int) -> [Float] {
        precondition(index >= 0 && index < count, "pattern \(index) of \(count)")
        if let storedLevels { return storedLevels.levels(index..<index + 1).map { Float($0) / 255 } }
        let range = index * neurons..<(index + 1) * neurons
        return switch values {
        case .integers(let array): array[range].map { Float($0) }
        case .reals(let array): Array(array[range])
        case .levels(let array): array[range].map { Float($0) / 255 }
        }
    }

    /// The values of some units of one pattern as Float32.
    package func copyUnits(_ units: Range<Int>, of pattern: Int, into out: UnsafeMutablePointer<Float>) {
        withBlock(pattern..<pattern + 1) { $0.copy(units, of: 0, into: out) }
    }

    /// All patterns as Float32, [pattern, neuron].
    public var matrix: Matrix {
        switch values {
        case .integers(let array): Matrix(rows: count, columns: neurons, values: array.map { Float($0) })
        case .reals(let array): Matrix(rows: count, columns: neurons, values: array)
        case .levels(let array): Matrix(rows: count, columns: neurons, values: array.map { Float($0) / 255 })
        }
    }

    /// Whether any unit of a ±1 pattern is 0, as in cues.
    public var hasHiddenUnits: Bool {
        guard coding == .bipolar, case .integers(let array) = values else { return false }
        return array.contains(0)
    }

    /// The mean over all patterns and neurons, summed exactly for discrete codings; 0 for no patterns.
    public var mean: Double {
        guard count > 0 else { return 0 }
        let sum =
            switch values {
            case .integers(let array): Double(array.reduce(0) { $0 + Int($1) })
            case .reals(let array): array.reduce(0.0) { $0 + Double($1) }
            case .levels(let array): Double(array.reduce(0) { $0 + Int($1) }) / 255
            }
        return sum / Double(count * neurons)
    }

    /// The names as files hold them: empty where none was given.
    public var givenNames: [String] { zip(names, isNamed).map { $1 ? $0 : "" } }
}

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

    public let coding: Coding
    public let neurons: Int
    public private(set) var count: Int
    public private(set) var values: Values
    public var geometry: Geometry?
    /// One name a pattern; `pattern-3` for one at position 3 that was given none.
    public private(set) var names: [String]
    /// Whether each name was given: made-up names say nothing about a pattern, and are not written into files.
    public private(set) var isNamed: [Bool]
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
        let total = values.count
        precondition(neurons > 0 && total % neurons == 0, "whole patterns of \(neurons) neurons")
        precondition(values.suits(coding), "values held as the coding asks")
        self.coding = coding
        self.neurons = neurons
        count = total / neurons
        self.values = values
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

    /// One pattern as Float32 values.
    public func row(_ index: Int) -> [Float] {
        precondition(index >= 0 && index < count, "pattern \(index) of \(count)")
        let range = index * neurons..<(index + 1) * neurons
        return switch values {
        case .integers(let array): array[range].map { Float($0) }
        case .reals(let array): Array(array[range])
        case .levels(let array): array[range].map { Float($0) / 255 }
        }
    }

    /// The values of some units of one pattern as Float32.
    package func copyUnits(_ units: Range<Int>, of pattern: Int, into out: UnsafeMutablePointer<Float>) {
        let start = pattern * neurons + units.lowerBound
        switch values {
        case .integers(let array):
            array.withUnsafeBufferPointer { for unit in 0..<units.count { out[unit] = Float($0[start + unit]) } }
        case .reals(let array):
            array.withUnsafeBufferPointer { for unit in 0..<units.count { out[unit] = $0[start + unit] } }
        case .levels(let array):
            array.withUnsafeBufferPointer { for unit in 0..<units.count { out[unit] = Float($0[start + unit]) / 255 } }
        }
    }

    /// All patterns as Float32, [pattern, neuron].
    public var matrix: Matrix {
        switch values {
        case .integers(let array): Matrix(rows: count, columns: neurons, values: array.map { Float($0) })
        case .reals(let array): Matrix(rows: count, columns: neurons, values: array)
        case .levels(let array): Matrix(rows: count, columns: neurons, values: array.map { Float($0) / 255 })
        }
    }

    /// The patterns at the given positions, in that order.
    public func selecting(_ indices: [Int]) -> PatternSet {
        func pick<T>(_ array: [T]) -> [T] {
            indices.flatMap { array[$0 * neurons..<($0 + 1) * neurons] }
        }
        let picked: Values =
            switch values {
            case .integers(let array): .integers(pick(array))
            case .reals(let array): .reals(pick(array))
            case .levels(let array): .levels(pick(array))
            }
        var result = PatternSet(
            coding: coding, neurons: neurons, values: picked, names: indices.map { names[$0] },
            geometry: geometry, thresholds: thresholds.map { all in indices.map { all[$0] } }, timeStep: timeStep,
            sources: sources.map { all in indices.map { all[$0] } })
        result.isNamed = indices.map { isNamed[$0] }
        result.labels = labels?.selecting(indices)
        return result
    }

    /// These patterns followed by others of the same coding and length.
    public func appending(_ other: PatternSet) -> PatternSet {
        precondition(other.coding == coding && other.neurons == neurons, "patterns of one coding and length")
        let joined: Values =
            switch (values, other.values) {
            // No copy where there is nothing to join.
            case _ where count == 0: other.values
            case (.integers(let first), .integers(let second)): .integers(first + second)
            case (.reals(let first), .reals(let second)): .reals(first + second)
            case (.levels(let first), .levels(let second)): .levels(first + second)
            default: preconditionFailure("one coding has one kind of values")
            }
        func join<T>(_ own: [T]?, _ others: [T]?) -> [T]? {
            count == 0 ? others : own.flatMap { a in others.map { a + $0 } }
        }
        var result = PatternSet(
            coding: coding, neurons: neurons, values: joined, names: givenNames + other.givenNames, geometry: geometry,
            thresholds: join(thresholds, other.thresholds), timeStep: timeStep,
            sources: join(sources, other.sources))
        if labels != nil || other.labels != nil {
            result.labels = (labels ?? .unknown(count)).appending(other.labels ?? .unknown(other.count))
        }
        return result
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

    /// These patterns with other values, as many of the same length.
    ///
    /// - Parameter coding: what the new values are; nil for the coding of the old ones.
    public func replacingValues(_ values: Values, coding: Coding? = nil) -> PatternSet {
        var result = PatternSet(
            coding: coding ?? self.coding, neurons: neurons, values: values, names: names, geometry: geometry,
            thresholds: thresholds, timeStep: timeStep, sources: sources)
        result.isNamed = isNamed
        result.labels = labels
        return result
    }

    /// The names as files hold them: empty where none was given.
    public var givenNames: [String] { zip(names, isNamed).map { $1 ? $0 : "" } }

    /// These ±1 patterns as 0/1 ones or the other way; nil for graded ones, and for hidden units in 0/1 ones.
    public func recoded(as coding: Coding) -> PatternSet? {
        guard case .integers(let array) = values, !coding.isGraded, !hasHiddenUnits else { return nil }
        let low: Int8 = coding == .bipolar ? -1 : 0
        return replacingValues(.integers(array.map { $0 > 0 ? 1 : low }), coding: coding)
    }

    /// The position of a pattern here that has the values of one elsewhere, at the same position if there; else nil.
    public func index(equalTo row: Int, of other: PatternSet) -> Int? {
        guard other.neurons == neurons else { return nil }
        func find<T: Equatable>(_ own: [T], _ others: [T]) -> Int? {
            let wanted = others[row * neurons..<(row + 1) * neurons]
            func matches(_ index: Int) -> Bool { own[index * neurons..<(index + 1) * neurons] == wanted }
            return row < count && matches(row) ? row : (0..<count).first(where: matches)
        }
        return switch (values, other.values) {
        case (.integers(let own), .integers(let others)): find(own, others)
        case (.reals(let own), .reals(let others)): find(own, others)
        case (.levels(let own), .levels(let others)): find(own, others)
        default: nil
        }
    }

    /// The position of the pattern called `name`, or nil.
    public func index(named name: String) -> Int? { names.firstIndex(of: name) }

    /// The position of each pattern whose name was given and is that of no other.
    public var indicesByUniqueName: [String: Int] {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        return names.indices.reduce(into: [:]) { found, index in
            if isNamed[index], counts[names[index]] == 1 { found[names[index]] = index }
        }
    }
}

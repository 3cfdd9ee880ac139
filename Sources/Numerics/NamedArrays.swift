/// Arrays of Float32 by name, with their shapes: what a rule or a model keeps from one run to the next, in the form
/// in which files hold it.
public struct NamedArrays: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        /// The extent of each axis.
        public let shape: [Int]
        /// Row by row.
        public var values: [Float]

        public init(shape: [Int], values: [Float]) {
            precondition(values.count == shape.reduce(1, *), "as many values as the shape says")
            self.shape = shape
            self.values = values
        }
    }

    /// By name, such as `theta` or `trace_pre`.
    public private(set) var entries: [String: Entry] = [:]

    public init() {}

    /// Vectors by name.
    public init(_ vectors: [String: [Float]]) {
        for (name, values) in vectors { self[name] = values }
    }

    /// In alphabetical order.
    public var names: [String] { entries.keys.sorted() }
    public var isEmpty: Bool { entries.isEmpty }

    /// The values of an array that is there; what is written keeps its shape, a new array is a vector.
    ///
    /// - Precondition: reading or changing in place needs an array of that name.
    public subscript(_ name: String) -> [Float] {
        get {
            guard let entry = entries[name] else { preconditionFailure("there is no array \(name)") }
            return entry.values
        }
        set {
            let old = entries[name]?.shape
            let shape = old.flatMap { $0.reduce(1, *) == newValue.count ? $0 : nil } ?? [newValue.count]
            entries[name] = Entry(shape: shape, values: newValue)
        }
        _modify {
            // Taken out and put back, so that it is changed in place.
            guard let entry = entries.removeValue(forKey: name) else {
                preconditionFailure("there is no array \(name)")
            }
            let shape = entry.shape
            var values = entry.values
            _ = consume entry
            defer { entries[name] = Entry(shape: shape, values: values) }
            yield &values
        }
    }

    /// Adds or replaces an array with its shape.
    public mutating func set(_ name: String, shape: [Int], _ values: [Float]) {
        entries[name] = Entry(shape: shape, values: values)
    }

    /// Whether both have the same names with the same shapes.
    public func hasLayout(of other: NamedArrays) -> Bool {
        entries.count == other.entries.count
            && entries.allSatisfy { other.entries[$0.key]?.shape == $0.value.shape }
    }

    /// Whether every value is finite.
    public var isFinite: Bool { entries.values.allSatisfy { $0.values.allSatisfy(\.isFinite) } }
}

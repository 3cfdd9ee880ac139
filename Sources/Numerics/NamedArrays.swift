/// Arrays of Float32 by name, with their shapes: what a rule or a model keeps from one run to the next, in the form
/// in which files hold it.
public struct NamedArrays: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        /// The extent of each axis.
        public let shape: [Int]
        /// Row by row.
        public var values: [Float]
        /// The names of the axes in files, such as `post` and `pre`; nil for axes of its own.
        public let axes: [String]?

        public init(shape: [Int], values: [Float], axes: [String]? = nil) {
            precondition(values.count == shape.reduce(1, *), "as many values as the shape says")
            precondition(axes.map { $0.count == shape.count } ?? true, "one name an axis")
            self.shape = shape
            self.values = values
            self.axes = axes
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
            let old = entries[name].flatMap { $0.values.count == newValue.count ? $0 : nil }
            entries[name] = Entry(shape: old?.shape ?? [newValue.count], values: newValue, axes: old?.axes)
        }
        _modify {
            // Taken out and put back, so that it is changed in place.
            guard let entry = entries.removeValue(forKey: name) else {
                preconditionFailure("there is no array \(name)")
            }
            let (shape, axes) = (entry.shape, entry.axes)
            var values = entry.values
            _ = consume entry
            defer { entries[name] = Entry(shape: shape, values: values, axes: axes) }
            yield &values
        }
    }

    /// Adds or replaces an array with its shape.
    public mutating func set(_ name: String, shape: [Int], axes: [String]? = nil, _ values: [Float]) {
        entries[name] = Entry(shape: shape, values: values, axes: axes)
    }

    /// Whether both have the same names with the same shapes.
    public func hasLayout(of other: NamedArrays) -> Bool {
        entries.count == other.entries.count
            && entries.allSatisfy { other.entries[$0.key]?.shape == $0.value.shape }
    }

    /// Whether every value is finite.
    public var isFinite: Bool { entries.values.allSatisfy { $0.values.allSatisfy(\.isFinite) } }
}

/// What each pattern shows, as a teacher, a table or a folder says.
public struct PatternLabels: Sendable, Equatable {
    /// One a pattern; -1 where it is not known.
    public let values: [Int32]
    /// The names of the labels 0, 1 and so on; empty where labels are numbers without names.
    public let names: [String]

    /// - Precondition: no label is below -1, nor beyond the names where there are any.
    public init(_ values: [Int32], names: [String] = []) {
        precondition(
            values.allSatisfy { $0 >= -1 && (names.isEmpty || Int($0) < names.count) }, "labels have names, or none")
        self.values = values
        self.names = names
    }

    /// Labels by their texts, nil where one is not known: the numbers that all of them are, else the places of their names
    /// in alphabetical order.
    public init(texts: [String?]) {
        let numbers = texts.map { $0.map { text in Int32(text).flatMap { $0 >= 0 ? $0 : nil } } ?? -1 }
        if !numbers.contains(nil) {
            self.init(numbers.compactMap { $0 })
            return
        }
        let names = Set(texts.compactMap { $0 }).sorted()
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        self.init(texts.map { $0.flatMap { places[$0] } ?? -1 }, names: names)
    }

    /// The name of a label, or its number; nil for none.
    public func name(_ label: Int32) -> String? {
        guard label >= 0 else { return nil }
        return names.isEmpty ? "\(label)" : names[Int(label)]
    }

    /// The name of each pattern's label.
    public var texts: [String?] { values.map(name) }

    /// The labels that occur, ascending.
    public var occurring: [Int32] { Set(values).subtracting([-1]).sorted() }

    public func selecting(_ indices: [Int]) -> PatternLabels {
        PatternLabels(indices.map { values[$0] }, names: names)
    }

    /// These labels followed by others; where they have other names, all are numbered anew.
    public func appending(_ other: PatternLabels) -> PatternLabels {
        names == other.names
            ? PatternLabels(values + other.values, names: names) : PatternLabels(texts: texts + other.texts)
    }

    /// No label for any of so many patterns.
    public static func unknown(_ count: Int) -> PatternLabels {
        PatternLabels([Int32](repeating: -1, count: count))
    }
}

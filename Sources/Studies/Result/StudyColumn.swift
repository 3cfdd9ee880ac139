/// One array of a study's result: an axis, a measured quantity or what theory says of it.
public struct StudyColumn: Sendable, Equatable {
    public enum Values: Sendable {
        case numbers([Double])
        case integers([Int])
        case texts([String])

        public var count: Int {
            switch self {
            case .numbers(let values): values.count
            case .integers(let values): values.count
            case .texts(let values): values.count
            }
        }
    }

    /// As a dataset is named: lower case, words joined by underscores.
    public let name: String
    /// One line.
    public let description: String
    /// "1" for numbers without a unit.
    public let units: String
    /// The names of the columns that are the axes, slowest first; an axis has its own name, a single value none.
    public let axes: [String]
    public let values: Values

    public init(_ name: String, _ values: Values, axes: [String], units: String = "1", description: String) {
        self.name = name
        self.description = description
        self.units = units
        self.axes = axes
        self.values = values
    }

    /// An axis: its own and only dimension.
    public static func axis(
        _ name: String, _ values: Values, units: String = "1", description: String
    ) -> StudyColumn {
        StudyColumn(name, values, axes: [name], units: units, description: description)
    }

    /// The values as numbers; nil for texts.
    public var numbers: [Double]? {
        switch values {
        case .numbers(let values): values
        case .integers(let values): values.map { Double($0) }
        case .texts: nil
        }
    }

    /// The values as texts, as a table shows them.
    public var texts: [String] {
        switch values {
        case .numbers(let values): values.map { "\($0)" }
        case .integers(let values): values.map { "\($0)" }
        case .texts(let values): values
        }
    }
}

extension StudyColumn.Values: Equatable {
    /// Equality bit for bit, so that NaN equals itself.
    public static func == (a: StudyColumn.Values, b: StudyColumn.Values) -> Bool {
        switch (a, b) {
        case (.numbers(let a), .numbers(let b)): a.map(\.bitPattern) == b.map(\.bitPattern)
        case (.integers(let a), .integers(let b)): a == b
        case (.texts(let a), .texts(let b)): a == b
        default: false
        }
    }
}

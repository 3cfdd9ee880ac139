/// How a result is drawn, in terms of its columns; the words at the axes are the columns' descriptions and units.
public struct StudyPlot: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Points joined by lines over `x`, theory as lines without points.
        case lines
        /// Bars over `x`.
        case bars
        /// Colours over the two axes of the one column in `y`.
        case map
    }

    /// A short name, such as `overlap`.
    public let name: String
    public let title: String
    public let kind: Kind
    /// The axis along which the curves run; of a map the horizontal one.
    public let x: String
    /// Measured columns. Their other axes, where longer than one, make one curve for each of their values.
    public let y: [String]
    /// The standard errors of the columns in `y`, one for each or none at all.
    public let errors: [String]
    /// Columns with what theory says, along `x` too.
    public let theory: [String]
    /// Single values to mark on `x` by an upright line.
    public let marks: [String]
    /// The least and the greatest value of the upright axis; nil where the data decide.
    public let range: ClosedRange<Double>?

    public init(
        _ name: String, title: String, kind: Kind = .lines, x: String, y: [String], errors: [String] = [],
        theory: [String] = [], marks: [String] = [], range: ClosedRange<Double>? = nil
    ) {
        precondition(errors.isEmpty || errors.count == y.count, "one error a measured column, or none")
        self.name = name
        self.title = title
        self.kind = kind
        self.x = x
        self.y = y
        self.errors = errors
        self.theory = theory
        self.marks = marks
        self.range = range
    }
}

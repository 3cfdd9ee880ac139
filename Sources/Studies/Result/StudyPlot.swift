/// How a result is drawn, in terms of its columns; the words at the axes are the columns' descriptions and units.
package struct StudyPlot: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Points joined by lines over `x`, theory as lines without points.
        case lines
        /// Bars over `x`.
        case bars
        /// Colours over the two axes of the one column in `y`.
        case map
    }

    /// A part of a map with a name of its own, such as a phase.
    package struct Region: Sendable, Equatable {
        package let name: String
        /// Where the name stands, along both axes.
        package let x: Double
        package let y: Double

        package init(_ name: String, x: Double, y: Double) { (self.name, self.x, self.y) = (name, x, y) }
    }

    /// A short name, such as `overlap`.
    package let name: String
    package let title: String
    package let kind: Kind
    /// The axis along which the curves run; of a map the horizontal one.
    package let x: String
    /// Measured columns. Their other axes, where longer than one, make one curve for each of their values.
    package let y: [String]
    /// The standard errors of the columns in `y`, one for each or none at all.
    package let errors: [String]
    /// Columns with what theory says, along `x` too; over a map lines at values of its other axis.
    package let theory: [String]
    /// Single values to mark on `x` by an upright line.
    package let marks: [String]
    /// The least and the greatest value of the upright axis; nil where the data decide.
    package let range: ClosedRange<Double>?
    /// Names on a map, by theory.
    package let regions: [Region]

    package init(
        _ name: String, title: String, kind: Kind = .lines, x: String, y: [String], errors: [String] = [],
        theory: [String] = [], marks: [String] = [], range: ClosedRange<Double>? = nil, regions: [Region] = []
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
        self.regions = regions
    }

    /// The plot with what was measured alone.
    package var withoutTheory: StudyPlot {
        StudyPlot(name, title: title, kind: kind, x: x, y: y, errors: errors, range: range)
    }
}

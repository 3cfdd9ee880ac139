import Numerics
import Patterns

/// What the units of a layer say of test patterns, read out in three ways that are learned on training patterns.
struct LayerReadouts: Sendable {
    static let names = ["votes", "prototype", "delta"]

    /// The answer of each way to each test pattern, as a position among the classes.
    let answers: [[Int]]
    /// The class to which each unit responds most in the mean.
    let units: [Int]

    /// - Parameters:
    ///   - shown: the class of each training pattern, nil where it has none.
    ///   - classes: how many there are.
    ///   - tells: told what is being done.
    init(
        _ layer: any LayerAnswers, training: PatternSet, shown: [Int?], test: PatternSet, classes: Int,
        _ course: DeltaReadout.Course, tells: (String) -> Void
    ) throws {
        tells("responses of \(layer.units) units")
        let features = try layer.features(of: training)
        let labels = UnitLabels(features, shown: shown, count: classes)
        let delta = DeltaReadout(features, shown: shown, classes: classes, course, tells: tells)
        let tested = try layer.features(of: test)
        let responses = (0..<tested.rows).map { tested.values[$0 * tested.columns..<($0 + 1) * tested.columns] }
        answers = [responses.map(labels.vote), responses.map(labels.prototype), delta.classes(tested)]
        units = labels.classes
    }
}

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
        _ layer: LayerFeatures, training: PatternSet, shown: [Int?], test: PatternSet, classes: Int,
        _ course: DeltaReadout.Course, tells: (String) -> Void
    ) {
        tells("responses of \(layer.weights.rows) units")
        let features = layer.features(of: training)
        let labels = UnitLabels(features, shown: shown, count: classes)
        let delta = DeltaReadout(features, shown: shown, classes: classes, course, tells: tells)
        var answers: [[Int]] = [[], [], []]
        layer.forEachBlock(of: test) { _, features in
            for row in 0..<features.rows {
                let responses = features.values[row * features.columns..<(row + 1) * features.columns]
                answers[0].append(labels.vote(responses))
                answers[1].append(labels.prototype(responses))
            }
            answers[2] += delta.classes(features)
        }
        self.answers = answers
        units = labels.classes
    }
}

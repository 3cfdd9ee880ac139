import Foundation
import HDF5Store
import LearningRules
import Models
import Numerics
import Patterns
import TestSupport
import Testing

@testable import Training

/// Rules for layers on inputs of NumPy, beside what it makes of them in double precision: tools/check-layers wrote the file.
@Suite struct LayerReferenceTests {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Reference/layers.h5").path

    static func read(_ names: String...) throws -> [Matrix] {
        let file = try HDF5File.open(at: path)
        let result = try file.root { root in
            try names.map { name in
                try root.dataset(name) {
                    let columns = $0.shape.dropFirst().reduce(1, *)
                    return Matrix(rows: $0.shape[0], columns: columns, values: try $0.read(as: Float.self))
                }
            }
        }
        try file.close()
        return result
    }

    static func train<Network: PlasticModel, Rule: LocalRule>(
        _ model: Network, _ rule: Rule, _ patterns: PatternSet, epochs: Int = 1, falling: Double? = nil
    ) throws -> Trainer<Network, Rule> {
        var trainer = Trainer(model, rule)
        trainer.options.epochs = epochs
        trainer.options.shuffles = epochs > 1
        if let falling { trainer.options.schedule = .inverse(time: falling) }
        trainer.configureProgress(showProgress: false, compiled: true)
        try trainer.train(patterns)
        return trainer
    }

    /// The third and fourth variances are 2 and .6. At the end eta = .01 / (1 + 20 000/500) = 2.4e-4, and what noise leaves
    /// of the projector is of the order of sqrt(eta) times the variances, some .01 to .02 an angle; the issue of the rule is
    /// that every element is within .01 of NumPy's projector.
    @Test func subspaceIsThatOfTheLeadingComponents() throws {
        let read = try Self.read("subspace/patterns", "subspace/projector")
        let layer = LinearLayer(inputs: 6, outputs: 3, seed: 1)
        let weights = try Self.train(layer, SubspaceRule(), PatternSet(read[0]), epochs: 20, falling: 500).model.weights
        let projector = weights.transposed.times(weights)
        for (value, right) in zip(projector.values, read[1].values) {
            #expect(abs(value - right) < 0.01, "\(projector.values)")
        }
        // The rows are orthonormal by themselves.
        let gram = weights.times(weights, transposed: true)
        for row in 0..<3 { for column in 0..<3 { #expect(abs(gram[row, column] - (row == column ? 1 : 0)) < 0.01) } }
    }

    /// Two sources with heavy tails, one with light ones: each is found by a unit of its own, whatever the sign.
    @Test(arguments: Nonlinearity.allCases) func independentSourcesAreFound(_ nonlinearity: Nonlinearity) throws {
        let read = try Self.read("ica/patterns", "ica/directions")
        let rule = IndependentComponentsRule(nonlinearity: nonlinearity)
        let trainer = try Self.train(
            LinearLayer(inputs: 3, outputs: 3, seed: 1), rule, PatternSet(read[0]), epochs: 20, falling: 2000)
        let cosines = read[1].times(trainer.model.weights, transposed: true)
        let best = (0..<3).map { source in (0..<3).max { abs(cosines[source, $0]) < abs(cosines[source, $1]) } ?? 0 }
        #expect(Set(best).count == 3)
        for source in 0..<3 { #expect(abs(cosines[source, best[source]]) > 0.99, "\(cosines.values)") }
        #expect(trainer.report?.warnings == [])
    }

    @Test func inputsThatAreNotWhiteAreNamed() throws {
        let read = try Self.read("subspace/patterns")
        let rule = IndependentComponentsRule()
        let trainer = try Self.train(LinearLayer(inputs: 6, outputs: 2, seed: 1), rule, PatternSet(read[0]))
        #expect(trainer.report?.warnings.first?.contains("not whitened") == true)
    }

    /// Thresholds alone for 100 patterns, then everything for 200, as published. No activity of NumPy's comes nearer to 1/2
    /// than .004, so that all answers are the same; rounding of Float32 over 300 steps: 1e-4.
    @Test func foldiakIsNumPys() throws {
        let read = try Self.read(
            "foldiak/patterns", "foldiak/start", "foldiak/weights", "foldiak/lateral", "foldiak/thresholds")
        let patterns = PatternSet(
            coding: .binary, neurons: 64, values: .integers(read[0].values.map { Int8($0) }))
        let first = try Self.train(
            LateralLayer(weights: read[1]), FoldiakRule(forwardRate: 0, lateralRate: 0, thresholdRate: 0.1),
            patterns.selecting(Array(0..<100)))
        let model = try Self.train(first.model, FoldiakRule(), patterns.selecting(Array(100..<300))).model
        #expect(relativeError(model.weights.values, read[2].values) < 1e-4)
        #expect(relativeError(model.lateral.values, read[3].values) < 1e-4)
        #expect(relativeError(model.thresholds, read[4].values) < 1e-4)
    }

    /// 16 bars in 8×8 pixels, each in one of 8 pictures: after 2000 pictures each is the field of one unit. Weights of a
    /// unit are means of the pictures that it answers to: near 1 on its bar, near 1/8 beside it.
    @Test func everyUnitFindsOneBar() throws {
        var random = RandomStream(seed: 1, purpose: "bars")
        var values: [Int8] = []
        for _ in 0..<2100 {
            let there = (0..<16).map { _ in random.nextUniform() < 0.125 }
            for row in 0..<8 { for column in 0..<8 { values.append(there[row] || there[8 + column] ? 1 : 0) } }
        }
        let patterns = PatternSet(coding: .binary, neurons: 64, values: .integers(values))
        let first = try Self.train(
            LateralLayer(inputs: 64, outputs: 16, seed: 1),
            FoldiakRule(forwardRate: 0, lateralRate: 0, thresholdRate: 0.1), patterns.selecting(Array(0..<100)))
        let model = try Self.train(first.model, FoldiakRule(), patterns.selecting(Array(100..<2100))).model
        let bars = (0..<16).map { unit in
            (0..<16).filter { bar in
                let field = model.weights.row(unit)
                let mean = (0..<8).reduce(0) { $0 + (bar < 8 ? field[bar * 8 + $1] : field[$1 * 8 + bar - 8]) } / 8
                return mean > 0.8
            }
        }
        #expect(bars.allSatisfy { $0.count == 1 } && Set(bars.flatMap { $0 }).count == 16, "\(bars)")
        // It answers to a picture of one bar by its unit alone.
        var alone = model
        for bar in 0..<16 {
            alone.present((0..<64).map { (bar < 8 ? $0 / 8 == bar : $0 % 8 == bar - 8) ? 1 : 0 })
            let answers = alone.postsynaptic
            #expect(answers.indices.filter { answers[$0] == 1 } == [bars.firstIndex(of: [bar]) ?? -1])
        }
    }
}

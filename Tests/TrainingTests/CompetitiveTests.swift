import CANNS
import Testing

/// Outputs that compete for the samples: which of them win, and what is said of those that never do.
@Suite struct CompetitiveTests {
    /// Four clusters of 25 samples about the corners of a square of side 4, far from the origin.
    private static let clusters: PatternSet = {
        var random = RandomStream(seed: 1, purpose: "clusters")
        let values = (0..<100).flatMap { sample -> [Float] in
            let corner: [Float] = [sample % 4 < 2 ? 8 : 12, sample % 2 == 0 ? 8 : 12]
            return corner.map { $0 + Float(0.2 * random.nextNormal()) }
        }
        return PatternSet(Matrix(rows: 100, columns: 2, values: values))
    }()

    private func train(
        _ layer: LinearLayer, conscience: Bool = false
    ) throws -> (trainer: Trainer<LinearLayer, CompetitiveRule>, report: TrainingReport) {
        var trainer = Trainer(layer, rule: CompetitiveRule(conscience: conscience))
        trainer.options.epochs = 20
        let report = try trainer.train(Self.clusters)
        return (trainer, report)
    }

    /// The nearest of the small random weights takes the first sample, and from then on it is the nearest to all.
    @Test func mostNeverWinFromSmallWeights() throws {
        let (trainer, report) = try train(LinearLayer(inputs: 2, outputs: 10, seed: 1))
        #expect(report.curves["dead_fraction"]?.last == 0.9)
        #expect(report.warnings.first?.hasPrefix("9 of 10 outputs never won in the last epoch") == true)
        #expect(trainer.ruleState["wins"].reduce(0, +) == 2000)
    }

    /// With a conscience each of four outputs ends in a cluster of its own, and wins its quarter.
    @Test func conscience() throws {
        let (trainer, report) = try train(LinearLayer(inputs: 2, outputs: 4, seed: 1), conscience: true)
        #expect(report.curves["dead_fraction"]?.last == 0 && report.warnings.isEmpty)
        for corner in [[8, 8], [8, 12], [12, 8], [12, 12]] as [[Float]] {
            let nearest = CompetitiveRule.winner(trainer.model.weights, corner)
            // The mean of samples scattered by 0.2 that were averaged over some twenty: within 0.2 of the corner.
            for input in 0..<2 { #expect(abs(trainer.model.weights[nearest, input] - corner[input]) < 0.2) }
        }
        for wins in trainer.ruleState["wins"] { #expect(abs(wins - 500) < 100) }
    }

    /// Ten outputs that begin at ten samples: each is the nearest to its own.
    @Test func startFromSamples() throws {
        let layer = LinearLayer(samples: Self.clusters, outputs: 10, seed: 3)
        let (_, report) = try train(layer, conscience: true)
        #expect(report.curves["dead_fraction"]?.allSatisfy { $0 == 0 } == true)
        let rows = (0..<10).map { layer.weights.row($0) }
        let samples = (0..<100).map { Self.clusters.row($0) }
        for (index, row) in rows.enumerated() {
            #expect(samples.contains(row) && !rows[..<index].contains(row))
        }
    }
}

import Numerics
import TestSupport
import Testing

@testable import Models

@Suite struct WeightDamageTests {
    private let weights: [Float] = [0, 0.5, -2, 0.5, 0, 1, -2, 1, 0]

    /// The mean magnitude of the six that are not 0 is 7/6.
    @Test func signs() {
        var damage = WeightDamage()
        damage.clips = true
        var values = weights
        damage.coarsen(&values)
        let size: Float = 7 / 6
        #expect(values == [0, size, -size, size, 0, size, -size, size, 0])
        // <w'²><w²> / <w w'>² - 1 = 6 a² · 10.5 / (7 a)² - 1 = 63/49 - 1.
        #expect(abs(WeightDamage.noise(values, of: weights) - 2.0 / 7) < 1e-6)
        #expect(WeightDamage.noise(weights.map { 3 * $0 }, of: weights) == 0)
    }

    /// Four levels from -2 to 1, at steps of 1: what is 0 stays 0.
    @Test func levelsOfARange() {
        var damage = WeightDamage()
        (damage.bits, damage.levels) = (2, .range)
        var values: [Float] = [0, 0.4, -2, -1.4, 1]
        damage.coarsen(&values)
        #expect(values == [0, 0, -2, -1, 1])
    }

    /// Seven levels about 0 hold what has seven values.
    @Test func levelsAboutZero() {
        var damage = WeightDamage()
        damage.bits = 3
        var values: [Float] = [-3, -2, -1, 0, 1, 2, 3]
        damage.coarsen(&values)
        #expect(WeightDamage.noise(values, of: [-3, -2, -1, 0, 1, 2, 3]) < 1e-12)
    }

    @Test(arguments: [false, true]) func dilution(isAsymmetric: Bool) {
        var damage = WeightDamage()
        (damage.dilution, damage.isAsymmetric) = (0.3, isAsymmetric)
        var matrix = Matrix(rows: 200, columns: 200, repeating: 1)
        damage.apply(to: &matrix, seed: 4, workers: Workers(count: 2))
        var again = Matrix(rows: 200, columns: 200, repeating: 1)
        damage.apply(to: &again, seed: 4)
        #expect(matrix == again)
        let left = Double(matrix.values.count { $0 != 0 }) / 40_000
        // Pairs of directions are 20 100 draws: a standard deviation of .0032.
        #expect(abs(left - 0.7) < 0.015)
        #expect(matrix.isSymmetric(within: 0) == !isAsymmetric)
    }
}

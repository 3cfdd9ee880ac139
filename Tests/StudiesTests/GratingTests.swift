import Numerics
import Patterns
import Testing

@testable import Studies

@Suite struct GratingTests {
    private let gratings = Gratings(Geometry(rows: 12, columns: 12))

    @Test func periods() {
        #expect(gratings.periods == [3, 4, 6, 8, 12])
        #expect(Gratings(Geometry(rows: 20, columns: 7)).periods == [3, 4, 6, 8, 12, 16])
        #expect(Gratings(Geometry(rows: 1, columns: 2)).periods == [3])
    }

    /// Period 4 along a row: cos(pi column / 2) is 1, 0, -1, 0, of mean square 1/2.
    @Test func valuesByHand() {
        let row = gratings.values(orientation: 0, period: 4, phase: 0)[12..<16]
        for (value, expected) in zip(row, [Float(2).squareRoot(), 0, -Float(2).squareRoot(), 0]) {
            #expect(abs(value - expected) < 1e-6)
        }
    }

    /// A unit whose weights are a grating answers it with w · g = 144, the number of pixels, since gratings have mean
    /// square 1, and any other with less, by Cauchy and Schwarz. 1e-3: Float32 sums of 144 terms near 1.
    @Test(arguments: Gratings.orientations) func aUnitPrefersItsOwnGrating(_ orientation: Int) {
        let weights = Matrix([gratings.values(orientation: orientation, period: 6, phase: 3)])
        let answers = gratings.responses(of: weights).row(0)
        let place = orientation / 15
        #expect(abs(answers[place] - 144) < 1e-3)
        #expect(answers.indices.allSatisfy { $0 == place || answers[$0] < 143 })
        #expect(gratings.patterns.names[place] == "\(orientation)°")
    }

    /// Exchanging rows and columns of the weights turns theta into 90° - theta. 1e-4 of the largest answer.
    @Test func exchangingRowsAndColumns() {
        var random = RandomStream(seed: 5, purpose: "weights")
        let values = (0..<144).map { _ in Float(random.nextNormal()) }
        let exchanged = (0..<144).map { values[$0 % 12 * 12 + $0 / 12] }
        let answers = gratings.responses(of: Matrix([values, exchanged]))
        for place in 0..<12 {
            #expect(abs(answers[0, place] - answers[1, (18 - place) % 12]) < 1e-4 * answers.largestMagnitude)
        }
    }

    /// A geometry of one pixel sees no grating.
    @Test func onePixel() {
        let answers = Gratings(Geometry(rows: 1, columns: 1)).responses(of: Matrix([[3]]))
        #expect(answers.values == [Float](repeating: 0, count: 12))
    }
}

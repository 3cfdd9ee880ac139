import Testing

@testable import Numerics

@Suite struct QuantileTests {
    /// numpy.quantile([3, 1, 4, 1, 5, 9], [0, .1, .25, .5, .75, 1]) of NumPy: 1, 1, 1.5, 3.5, 4.75, 9.
    @Test func asNumPy() {
        let quantiles = Quantiles(of: [3, 1, 4, 1, 5, 9])
        #expect([0, 0.1, 0.25, 0.5, 0.75, 1].map { quantiles[$0] } == [1, 1, 1.5, 3.5, 4.75, 9])
        #expect(Quantiles(of: [7])[0.3] == 7)
    }
}

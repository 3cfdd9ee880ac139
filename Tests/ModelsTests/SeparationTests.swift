import Foundation
import HDF5Store
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing

@testable import Separations

/// Shares of two patterns, worked out by hand.
@Suite("Separations")
struct SeparationTests {
    private func shares(_ separation: any Separation, _ likenesses: [Double]) -> [Double] {
        var values = likenesses
        _ = values.withUnsafeMutableBufferPointer { separation.share($0) }
        return values
    }

    private func expect(_ values: [Double], _ expected: [Double]) {
        for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) <= 1e-12) }
    }

    @Test func linear() { expect(shares(LinearSeparation(), [3, -1]), [0.75, -0.25]) }

    /// n = 4: 3³ = 27 and (-1)³ = -1 of 28.
    @Test func power() { expect(shares(PowerSeparation(degree: 4), [3, -1]), [27.0 / 28, -1.0 / 28]) }

    @Test func rectified() { expect(shares(RectifiedPowerSeparation(degree: 3), [3, -1, 1]), [0.9, 0, 0.1]) }

    /// 1000 to the 999 is no Double: the shares are those of 1 and 1/2 to the 999.
    @Test func highPowerDoesNotOverflow() {
        expect(shares(PowerSeparation(degree: 1000), [1000, 500]), [1, 0])
    }

    /// beta 2: e^2 : 1 at a difference of 1, whatever the size of the likenesses.
    @Test func softmax() {
        let first = exponential(2) / (1 + exponential(2))
        for base in [0.0, 1e5, -1e5] {
            let values = shares(SoftmaxSeparation(beta: 2), [base + 1, base])
            for (value, wanted) in zip(values, [first, 1 - first]) { #expect(abs(value - wanted) <= 1e-9) }
        }
        expect(shares(ExponentialSeparation(beta: 2), [1, 0]), [first, 1 - first])
    }

    /// z = .5 and 0: tau = (.5 - 1) / 2 = -.25; z = 1 and 0 leave nothing to the second.
    @Test func sparsemax() {
        expect(shares(SparsemaxSeparation(beta: 1), [0.5, 0]), [0.75, 0.25])
        expect(shares(SparsemaxSeparation(beta: 2), [0.5, 0]), [1, 0])
    }

    @Test func largest() { expect(shares(MaxSeparation(), [2, 1, 2]), [0.5, 0, 0.5]) }

    /// The package entmax: see tools/check-entmax. Its bisection is good to about 1e-9.
    @Test func entmaxPackage() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Reference/entmax.h5").path
        let file = try HDF5File.open(at: path)
        var compared = 0
        try file.root { root in
            for name in try root.childNames() {
                try root.group(name) { group in
                    let alpha = try #require(try group.attribute("alpha")?.double)
                    let scores = try group.dataset("scores") { try $0.read(as: Double.self) }
                    let expected = try group.dataset("shares") { try $0.read(as: Double.self) }
                    let count = try group.dataset("scores") { $0.shape[1] }
                    for first in stride(from: 0, to: scores.count, by: count) {
                        // beta 2 of half the scores.
                        let half = scores[first..<first + count].map { $0 / 2 }
                        let separation: any Separation =
                            alpha == 2 ? SparsemaxSeparation(beta: 2) : EntmaxSeparation(beta: 2, alpha: alpha)
                        for (index, value) in shares(separation, half).enumerated() {
                            #expect(abs(value - expected[first + index]) <= 1e-7)
                        }
                        compared += 1
                    }
                }
            }
        }
        try file.close()
        #expect(compared == 60)
    }

    /// U = -max over shares of (p·a + H(p) / beta): nothing else than the shares gives less.
    @Test(arguments: [1.3, 1.5, 2.0, 4.0])
    func energyIsThatOfTheBestShares(alpha: Double) {
        var random = RandomStream(seed: 3, purpose: "test")
        let (likenesses, beta) = ((0..<6).map { _ in random.nextNormal() }, 0.7)
        func value(_ p: [Double]) -> Double {
            let entropy = p.reduce(0.0) { $0 + $1 - Numerics.power($1, alpha) } / (alpha * (alpha - 1))
            return -zip(p, likenesses).reduce(0.0) { $0 + $1.0 * $1.1 } - entropy / beta
        }
        var shares = likenesses
        let energy = shares.withUnsafeMutableBufferPointer { Tsallis(alpha: alpha).share($0, beta: beta) }
        #expect(abs(energy - value(shares)) <= 1e-9)
        for _ in 0..<200 {
            let weights = (0..<6).map { _ in -logarithm(1 - random.nextUniform()) }
            let sum = weights.reduce(0, +)
            #expect(value(weights.map { $0 / sum }) >= energy - 1e-12)
        }
    }

    @Test(arguments: SeparationRegistry.all.map { $0.description.name })
    func describesItself(name: String) throws {
        let type = try #require(SeparationRegistry.separation(named: name))
        #expect(type.description.reference.contains(/[12][0-9]{3}/))
        #expect(!type.description.equation.isEmpty && !type.description.summary.isEmpty)
        try type.defaults.checkParameters()
    }
}

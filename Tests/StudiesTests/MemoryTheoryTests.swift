import Models
import Testing

@testable import Studies

/// Theories of dense, paired, binary and worse memories, against numbers from closed formulas solved in NumPy.
@Suite struct MemoryTheoryTests {
    /// alpha_c of During, Coolen and Sherrington, and their overlaps, solved on a grid of 55 001 points.
    @Test func sequences() {
        #expect(abs(SequenceOverlap.criticalLoad - 0.26906) < 1e-5)
        for (load, overlap) in [(0.10, 0.9984), (0.15, 0.9891), (0.20, 0.9663), (0.25, 0.9140), (0.26, 0.8918)] {
            #expect(abs(SequenceOverlap.overlap(load: load) - overlap) < 1e-4)
        }
        #expect(SequenceOverlap.overlap(load: 0.27).isNaN && SequenceOverlap.overlap(load: 0) == 1)
    }

    /// Clipped: e = pi/2 - 1, critical load .10184 (published: about .10); half of the connections: e = 1.
    @Test func worseWeights() {
        var clipped = WeightDamage()
        clipped.clips = true
        let signs = DamagedRetrieval(clipped)
        #expect(abs(signs.criticalLoad - 0.10184) < 1e-4 && abs(signs.criticalOverlap - 0.9479) < 1e-3)
        #expect(abs(signs.overlap(load: 0.08) - 0.9930) < 1e-4 && abs(signs.overlap(load: 0.10) - 0.9659) < 1e-4)
        var diluted = WeightDamage()
        diluted.dilution = 0.5
        let half = DamagedRetrieval(diluted)
        #expect(half.noise == 1 && abs(half.criticalLoad - 0.08654) < 1e-4)
        #expect(abs(half.overlap(load: 0.05) - 0.9982) < 1e-4 && abs(half.overlap(load: 0.08) - 0.9739) < 1e-4)
        #expect(half.overlap(load: 0.10).isNaN)
        #expect(abs(DamagedRetrieval(noise: 1e-9).criticalLoad - RetrievalOverlap.criticalLoad) < 1e-6)
        // Eight bits are hardly worse than all, two a little, each less than the sign.
        var coarse = WeightDamage()
        coarse.bits = 8
        #expect(DamagedRetrieval(coarse).noise < 1e-3)
        coarse.bits = 2
        // Three levels, the best of them at 0 and ±1.224 standard deviations with limits at .612: e = 1/.8098 - 1.
        #expect(abs(DamagedRetrieval(coarse).noise - 0.235) < 0.002)
    }

    /// (2n-3)!! P / N^(n-1): 3·362/10^4 and 3·1000/10^4 of order 3, 15·7238/10^6 of order 4; erfc by hand.
    @Test func wrongBits() {
        #expect(abs(DenseCapacity.wrongBits(neurons: 100, patterns: 362, order: 3) - 0.00120) < 2e-5)
        #expect(abs(DenseCapacity.wrongBits(neurons: 100, patterns: 1000, order: 3) - 0.0339) < 1e-4)
        #expect(abs(DenseCapacity.wrongBits(neurons: 100, patterns: 7238, order: 4) - 0.00120) < 2e-5)
        #expect(
            DenseCapacity.wrongBits(neurons: 1000, patterns: 138, order: 2) == FirstStepError.probability(load: 0.138))
    }

    /// 1.9640^(N-1) / (2 ln N) of Chaudhry and others, 2^(N/2) of Demircigil and others.
    @Test func exponential() {
        for (neurons, patterns) in [(10, 94.0), (15, 2346), (20, 61_983)] {
            #expect(abs(ExponentialCapacity.most(neurons: neurons, beta: 1) / patterns - 1) < 0.005)
        }
        #expect(ExponentialCapacity.attracting(neurons: 20) == 1024)
    }

    /// 4096 units, 12 of them active, half of the bits set: 80 757 pairs, .998 wrong units, .554 bits a weight.
    @Test func willshaw() {
        #expect(Int(WillshawCapacity.pairs(neurons: 4096, active: 12)) == 80_757)
        #expect(abs(WillshawCapacity.fill(neurons: 4096, active: 12, pairs: 80_757) - 0.5) < 1e-4)
        #expect(abs(WillshawCapacity.wrongUnits(neurons: 4096, active: 12, pairs: 80_757) - 0.998) < 1e-3)
        // Computed in NumPy; simulated 1.09.
        #expect(abs(WillshawCapacity.wrongUnitsOfUnequalUse(neurons: 4096, active: 12, pairs: 80_757) - 1.123) < 1e-3)
        #expect(abs(WillshawCapacity.wrongUnitsOfUnequalUse(neurons: 500, active: 8, pairs: 2000) - 0.4839) < 1e-4)
        #expect(abs(WillshawCapacity.bitsPerWeight(neurons: 4096, active: 12, pairs: 80_757) - 0.554) < 1e-3)
    }
}

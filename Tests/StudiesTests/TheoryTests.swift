import Testing

@testable import Studies

/// The closed formulas at the values printed in the literature; the tolerance is half a unit of the last digit given.
@Suite struct TheoryTests {
    @Test(
        "first-step error: Hertz, Krogh, Palmer, table 2.1 and its inverse",
        arguments: [(0.105, 0.00101), (0.138, 0.00355), (0.185, 0.01004), (0.37, 0.05009), (0.61, 0.10021)])
    func firstStepError(load: Double, error: Double) {
        #expect(abs(FirstStepError.probability(load: load) - error) <= 0.5e-5)
    }

    @Test(arguments: [(0.001, 0.1047), (0.0036, 0.1385), (0.01, 0.1848), (0.05, 0.3696), (0.1, 0.6089)])
    func loadOfFirstStepError(error: Double, load: Double) {
        #expect(abs(FirstStepError.load(probability: error) - load) <= 0.5e-4)
        // The inverse undoes the formula, as well as Double can.
        #expect(abs(FirstStepError.probability(load: FirstStepError.load(probability: error)) - error) < 1e-12)
    }

    @Test func noErrorWithoutLoad() {
        #expect(FirstStepError.probability(load: 0) == 0)
        #expect(RetrievalOverlap.overlap(load: 0) == 1)
    }

    @Test("Amit, Gutfreund, Sompolinsky 1987: the critical load and its overlap")
    func criticalLoad() {
        #expect(abs(RetrievalOverlap.criticalLoad - 0.137906) < 0.5e-6)
        #expect(abs(RetrievalOverlap.criticalOverlap - 0.96742) < 0.5e-5)
        #expect(RetrievalOverlap.overlap(load: 0.138) == 0)
        #expect(RetrievalOverlap.overlap(load: 1e-12) == 1)
    }

    @Test(
        arguments: [
            (0.05, 0.999992, 0.5e-6), (0.08, 0.99956, 0.5e-5), (0.10, 0.99800, 0.5e-5), (0.11, 0.99626, 0.5e-5),
            (0.12, 0.99322, 0.5e-5), (0.13, 0.98721, 0.5e-5), (0.135, 0.98079, 0.5e-5), (0.1375, 0.97295, 0.5e-5),
        ])
    func retrievalOverlap(load: Double, overlap: Double, tolerance: Double) {
        #expect(abs(RetrievalOverlap.overlap(load: load) - overlap) <= tolerance)
    }

    @Test(
        arguments: [
            (0.1, [0.9984, 0.9886, 0.9422, 0.7941, 0.4729]), (0.138, [0.9929, 0.9687, 0.8937, 0.7184, 0.4097]),
            (0.5, [0.8427, 0.7421, 0.6039, 0.4284, 0.2227]),
        ])
    func oneStepOverlap(load: Double, overlaps: [Double]) {
        for (start, overlap) in zip([1, 0.8, 0.6, 0.4, 0.2], overlaps) {
            #expect(abs(OneStepOverlap.overlap(from: start, load: load) - overlap) <= 0.5e-4)
        }
    }

    @Test("one step from the pattern itself makes the first-step error", arguments: [0.05, 0.138, 0.5, 2])
    func oneStepOverlapAndError(load: Double) {
        // m = 1 - 2 P_err; both formulas are one, so only rounding is between them.
        let error = FirstStepError.probability(load: load)
        #expect(abs(OneStepOverlap.overlap(from: 1, load: load) - (1 - 2 * error)) < 1e-14)
    }

    @Test("McEliece and others 1987", arguments: [(100, 10.9, 5.4), (784, 58.8, 29.4), (1000, 72.4, 36.2)])
    func errorFreeCapacity(neurons: Int, most: Double, all: Double) {
        #expect(abs(ErrorFreeCapacity.most(neurons: neurons) - most) <= 0.05)
        #expect(abs(ErrorFreeCapacity.all(neurons: neurons) - all) <= 0.05)
    }

    @Test func errorFreeCapacityOfPictures() {
        #expect(abs(ErrorFreeCapacity.most(neurons: 16384) - 844) <= 0.5)
        #expect(abs(ErrorFreeCapacity.all(neurons: 16384) - 422) <= 0.5)
    }

    @Test(
        "Gardner 1988",
        arguments: [(0, 2.0), (0.25, 1.3646), (0.5, 0.9612), (1, 0.5196), (1.5, 0.3099), (2, 0.2002)])
    func gardner(margin: Double, load: Double) {
        #expect(abs(GardnerCapacity.load(margin: margin) - load) <= 0.5e-4)
    }

    @Test(
        "one pattern under Glauber dynamics",
        arguments: [(0.25, 0.99933), (0.5, 0.95750), (0.75, 0.77552), (0.9, 0.52543)])
    func thermalOverlap(temperature: Double, overlap: Double) {
        #expect(abs(ThermalOverlap.overlap(temperature: temperature) - overlap) <= 0.5e-5)
    }

    @Test func thermalOverlapAtTheEnds() {
        #expect(ThermalOverlap.overlap(temperature: 0) == 1)
        #expect(ThermalOverlap.overlap(temperature: 1) == 0)
        #expect(ThermalOverlap.overlap(temperature: 3) == 0)
    }

    @Test("Krotov and Hopfield 2016", arguments: [(2, 10.9), (3, 361.9), (4, 7238)])
    func denseCapacity(order: Int, capacity: Double) {
        let tolerance = order == 4 ? 0.5 : 0.05
        #expect(abs(DenseCapacity.capacity(neurons: 100, order: order) - capacity) <= tolerance)
    }

    @Test("rules of thumb and limits")
    func limits() {
        #expect(abs(RuleOfThumb.capacity(neurons: 784) - 109.76) < 1e-9)
        #expect(PseudoInverseCapacity.load == 1)
    }

    @Test("overlaps of damaged cues")
    func cues() {
        #expect(CueOverlap.flipped(probability: 0.15) == 0.7)
        #expect(CueOverlap.hidden(share: 0.25) == 0.75)
        // P(|z| < 1) of a normal z is 0.682689.
        #expect(abs(CueOverlap.noisy(deviation: 1) - 0.682689) < 0.5e-6)
        #expect(CueOverlap.noisy(deviation: 0) == 1)
    }
}

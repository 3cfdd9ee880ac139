import Testing

@testable import Figures

@Suite struct TicksTests {
    private func labels(
        _ kind: Scale.Kind, _ lower: Double, _ upper: Double, most: Int, wholeNumbers: Bool = false
    ) -> [String] {
        let scale = Scale(kind, from: lower, to: upper)
        return Ticks.ticks(of: scale, wholeNumbers: wholeNumbers, most: most) { _ in true }.map(\.label)
    }

    @Test func linearTicksAreRound() {
        #expect(labels(.linear, 0, 1, most: 6) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(labels(.linear, 0.02, 0.2, most: 4) == ["0.05", "0.10", "0.15", "0.20"])
        #expect(labels(.linear, -1.3, 1.3, most: 6) == ["−1.0", "−0.5", "0", "0.5", "1.0"])
        #expect(labels(.linear, 0, 16384, most: 4) == ["0", "5000", "10000", "15000"])
        // Steps of 2 are five, steps of 5 would leave zero alone.
        #expect(labels(.linear, -4, 4, most: 4) == ["−4", "−2", "0", "2", "4"])
        #expect(labels(.linear, -0.0125, 0.0125, most: 5) == ["−0.010", "−0.005", "0", "0.005", "0.010"])
    }

    @Test func veryLargeAndSmallNumbersArePowersOfTen() {
        #expect(labels(.linear, 0, 5e6, most: 6) == ["0", "10⁶", "2×10⁶", "3×10⁶", "4×10⁶", "5×10⁶"])
        #expect(labels(.linear, -2e-4, 2e-4, most: 5) == ["−2×10⁻⁴", "−10⁻⁴", "0", "10⁻⁴", "2×10⁻⁴"])
    }

    @Test func countsHaveNoFractions() {
        #expect(labels(.linear, -0.5, 2.5, most: 10, wholeNumbers: true) == ["0", "1", "2"])
        #expect(labels(.linear, -0.5, 0.5, most: 10, wholeNumbers: true) == ["0"])
    }

    @Test func logarithmicTicksAreDecades() {
        #expect(labels(.log, 0.5, 2000, most: 8) == ["1", "10", "100", "1000"])
        #expect(labels(.log, 1e-6, 1, most: 8) == ["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"])
        // Seven decades do not fit in four labels: every second one.
        #expect(labels(.log, 1e-6, 1, most: 4) == ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"])
        // Less than two decades: round numbers between.
        #expect(labels(.log, 20, 90, most: 8) == ["20", "30", "40", "50", "60", "70", "80", "90"])
        #expect(Ticks.minor(of: Scale(.log, from: 8, to: 30)) == [8, 9, 20, 30])
    }

    @Test func labelsThatHaveNoRoomAreThinnedOut() {
        let scale = Scale(.linear, from: 0, to: 10)
        let ticks = Ticks.ticks(of: scale, most: 20) { $0.count <= 3 }
        #expect(ticks.map(\.value) == [0, 5, 10])
        #expect(Ticks.ticks(of: scale, most: 20) { $0.count <= 1 }.count <= 1)
    }

    @Test func numbersHaveNoNoise() {
        #expect(FigureNumber.fixed(0.1 + 0.2, decimals: 2) == "0.30")
        #expect(FigureNumber.fixed(-0.001, decimals: 2) == "0.00")
        #expect(FigureNumber.fixed(-1.5, decimals: 1) == "−1.5")
        #expect(FigureNumber.short(0.402) == "0.402")
        #expect(FigureNumber.short(1234.5) == "1235")
        #expect(FigureNumber.short(2.5e-5) == "2.5×10⁻⁵")
        #expect(FigureNumber.short(1e6) == "10⁶")
        #expect(FigureNumber.short(9.999e7, digits: 2) == "10⁸")
        #expect(FigureNumber.short(.nan) == "–")
        #expect(FigureNumber.fixed(1e300, decimals: 2) == "10³⁰⁰")
    }

    @Test func scalesShowAllValuesAndSurviveOddOnes() {
        let scale = Scale.showing([1, 3, .nan, .infinity], .linear, margin: 0.1, includesZero: false)
        // A tenth of the span of 2 at either side.
        #expect(abs(scale.lower - 0.8) < 1e-12)
        #expect(abs(scale.upper - 3.2) < 1e-12)
        #expect(Scale.showing([1, 3], .linear, margin: 0.1, includesZero: true).lower == 0)
        // Nothing but zeros on an axis from zero: up to one, not to the least number there is.
        #expect(Scale.showing([0, 0], .linear, margin: 0.1, includesZero: true).upper == 1)
        let equal = Scale.showing([7, 7], .linear, margin: 0, includesZero: false)
        #expect(equal.lower <= 7 && 7 < equal.upper)
        let empty = Scale.showing([Double.nan], .log, margin: 0.1, includesZero: false)
        #expect(empty.lower > 0 && empty.lower < empty.upper)
        let huge = Scale.showing([-1.7e308, 1.7e308], .linear, margin: 0.1, includesZero: false)
        #expect((huge.upper - huge.lower).isFinite)
        #expect(Scale.showing([-1, 100], .log, margin: 0, includesZero: false).lower > 0)
        #expect(Scale(.log, from: 1, to: 100).fraction(of: 10) == 0.5)
        #expect(Scale(.log, from: 1, to: 100).fraction(of: 0) == nil)
    }
}

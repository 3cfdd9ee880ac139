import Testing

@testable import Figures

/// Curves that lie on each other are all seen.
@Suite struct CoincidentCurvesTests {
    private static let levels = (0..<5).map { _ in 0.5 }
    private static let steps = (0..<5).map(Double.init)

    /// Three curves at one height: each has a third of the line, the dashes of one beside those of the next, and markers of
    /// three sizes stand on each other.
    @Test func sharedStretchesShowEveryColour() throws {
        let plot = LinePlot(
            (0..<3).map { Series("curve \($0)", x: Self.steps, y: Self.levels) }, x: Axis("step", range: 0...4),
            y: Axis("overlap", range: 0...1))
        let options = FigureOptions(scale: 4)
        let (image, layout) = (try plot.image(options), try plot.layout(options))
        let left = try #require(layout.pixel(x: 1, y: 0.5))
        let right = try #require(layout.pixel(x: 2, y: 0.5))
        let counts = (0..<3).map { index in
            (Int(left.x) + 60..<Int(right.x) - 60).count { image[$0, Int(left.y)] == SeriesStyle.palette[index] }
        }
        let most = try #require(counts.max())
        #expect(counts.allSatisfy { $0 > 0 && $0 * 2 > most }, "\(counts)")
        // Above the line, within the largest marker, there is something of each: they have three sizes.
        let around = (8..<28).flatMap { y in (-28..<28).map { image[Int(left.x) + $0, Int(left.y) - y] } }
        #expect(SeriesStyle.palette.prefix(3).allSatisfy(around.contains))
    }

    /// Curves that meet in one point share that point alone.
    @Test func curvesThatPartAreSolid() {
        let one = [Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 20, y: 0)]
        let other = [Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 20, y: 30)]
        let coincidence = CoincidentCurves([[one], [other]])
        let stretches = coincidence.stretches(of: 1, other)
        #expect(stretches.map(\.count) == [2, 1] && stretches.map(\.rank) == [1, 0])
        #expect(stretches[0].points == Array(other[0...1]) && stretches[1].points == Array(other[1...2]))
        #expect(coincidence.rank(of: 0, at: other[2]) == (0, 1) && coincidence.rank(of: 0, at: one[1]) == (0, 2))
        #expect(CoincidentCurves([[one], [one]]).stretches(of: 0, one).map(\.points) == [one])
    }
}

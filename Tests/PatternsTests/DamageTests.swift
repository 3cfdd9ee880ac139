import Numerics
import Patterns
import Testing

@Suite struct DamageTests {
    /// Patterns of one value, so that damage shows directly; 4 rows of 6 pixels.
    static func patterns(_ count: Int, coding: Coding = .bipolar, value: Int8 = 1) -> PatternSet {
        PatternSet(
            coding: coding, neurons: 24, values: .integers([Int8](repeating: value, count: count * 24)),
            geometry: Geometry(rows: 4, columns: 6))
    }

    static func integers(_ patterns: PatternSet) -> [Int8] {
        guard case .integers(let values) = patterns.values else { return [] }
        return values
    }

    @Test(arguments: [0, 1, 10, 24]) func flipCountIsExact(_ count: Int) throws {
        let cues = try Self.patterns(5).damaged(by: [.flipCount(count)], seed: 3)
        for cue in 0..<5 { #expect(cues.row(cue).filter { $0 == -1 }.count == count) }
        let binary = try Self.patterns(5, coding: .binary).damaged(by: [.flipCount(count)], seed: 3)
        for cue in 0..<5 { #expect(binary.row(cue).filter { $0 == 0 }.count == count) }
    }

    /// 0 and 1 are certain; at .25 of 24 000 units five standard deviations are 335.
    @Test func flipProbability() throws {
        #expect(
            Self.integers(try Self.patterns(3).damaged(by: [.flip(probability: 0)], seed: 1)).allSatisfy { $0 == 1 })
        #expect(
            Self.integers(try Self.patterns(3).damaged(by: [.flip(probability: 1)], seed: 1)).allSatisfy { $0 == -1 })
        let flipped = Self.integers(try Self.patterns(1000).damaged(by: [.flip(probability: 0.25)], seed: 1))
        #expect(abs(flipped.filter { $0 == -1 }.count - 6000) < 336)
    }

    @Test(arguments: [
        Damage.flip(probability: 0.3), .flipCount(7), .noise(deviation: 1.5), .occlude(.left, .random),
    ])
    func damageOfAPatternDoesNotDependOnItsNeighbours(_ damage: Damage) throws {
        let alone = try Self.patterns(1).damaged(by: [damage], seed: 9)
        let many = try Self.patterns(6).damaged(by: [damage], seed: 9)
        #expect(many.row(0) == alone.row(0))
        #expect(many.row(1) != alone.row(0))
        #expect(try Self.patterns(1).damaged(by: [damage], seed: 10).row(0) != alone.row(0))
    }

    /// The rows of 4×6 pictures with the hidden part as dots.
    @Test(arguments: [
        (Region.left, ["...###", "...###", "...###", "...###"]), (.right, ["###...", "###...", "###...", "###..."]),
        (.top, ["......", "......", "######", "######"]), (.bottom, ["######", "######", "......", "......"]),
        (.rectangle(x: 1, y: 2, width: 3, height: 1), ["######", "######", "#...##", "######"]),
    ])
    func regions(_ region: Region, _ rows: [String]) throws {
        let cue = try Self.patterns(1).damaged(by: [.occlude(region, .zero)], seed: 1)
        #expect(cue.row(0) == rows.joined().map { $0 == "." ? 0 : 1 })
    }

    @Test func fillings() throws {
        let random = try Self.patterns(50).damaged(by: [.occlude(.top, .random)], seed: 1)
        #expect(Set(Self.integers(random)) == [-1, 1])
        let binary = try Self.patterns(50, coding: .binary).damaged(by: [.occlude(.top, .random)], seed: 1)
        #expect(Set(Self.integers(binary)) == [0, 1])
    }

    @Test func noiseStaysInItsCoding() throws {
        let bipolar = try Self.patterns(20).damaged(by: [.noise(deviation: 2)], seed: 1)
        #expect(Set(Self.integers(bipolar)) == [-1, 1])
        let real = PatternSet(Matrix(rows: 1, columns: 10_000))
        let noisy = try real.damaged(by: [.noise(deviation: 2)], seed: 1).row(0)
        // Five standard errors of a variance of 4 over 10 000 numbers: 5·4·sqrt(2/10000).
        #expect(abs(noisy.reduce(0.0) { $0 + Double($1) * Double($1) } / 10_000 - 4) < 0.29)
    }

    @Test func whatCannotBeDone() {
        #expect(throws: DamageError.self) { try Self.patterns(1).damaged(by: [.flipCount(25)], seed: 1) }
        #expect(throws: DamageError.self) {
            try Self.patterns(1).damaged(by: [.occlude(.rectangle(x: 4, y: 0, width: 3, height: 1), .zero)], seed: 1)
        }
        let real = PatternSet(Matrix(rows: 1, columns: 4))
        #expect(throws: DamageError.self) { try real.damaged(by: [.flip(probability: 0.5)], seed: 1) }
        #expect(throws: DamageError.self) { try real.damaged(by: [.occlude(.left, .zero)], seed: 1) }
    }

    @Test(arguments: ["left": Region.left, "3,4,5x6": .rectangle(x: 3, y: 4, width: 5, height: 6)])
    func regionTexts(_ text: String, _ region: Region) { #expect(Region(text) == region) }

    @Test(arguments: ["", "middle", "1,2", "1,2,3", "1,2,3x", "-1,2,3x4", "1,2,0x4", "1,2,3x4x5"])
    func wrongRegionTexts(_ text: String) { #expect(Region(text) == nil) }

    /// A pixel in colour is hidden with its three levels; inverted levels are 255 less the level.
    @Test func damageOfLevels() throws {
        let levels = (0..<24).map { UInt8(10 * $0) }
        let picture = PatternSet(
            coding: .grey, neurons: 24, values: .levels(levels), geometry: Geometry(rows: 2, columns: 4, channels: 3))
        let hidden = try picture.damaged(by: [.occlude(.left, .zero)], seed: 1)
        let kept = levels.enumerated().map { $0.offset % 12 < 6 ? 0 : $0.element }
        #expect(hidden.values == .levels(kept))
        let inverted = try picture.damaged(by: [.flip(probability: 1)], seed: 1)
        #expect(inverted.values == .levels(levels.map { 255 - $0 }))
        let some = try picture.damaged(by: [.flipCount(5)], seed: 1)
        #expect(zip(some.row(0), picture.row(0)).count { $0 != $1 } == 5)
        // Noise of no deviation changes nothing, and rounding keeps every level.
        #expect(try picture.damaged(by: [.noise(deviation: 0)], seed: 1).values == picture.values)
    }
}

import Numerics
import Testing

@Suite struct RandomStreamTests {
    /// The known answers that Random123 ships for philox4x32-10 (kat_vectors): counter c0...c3, key k0 k1, result.
    @Test(
        arguments: [
            ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            (
                [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            ),
        ] as [([UInt64], [UInt64], [UInt32])])
    func knownAnswers(_ counter: [UInt64], _ key: [UInt64], _ expected: [UInt32]) {
        var random = RandomStream(
            seed: key[0] | key[1] << 32, stream: counter[2] | counter[3] << 32, position: counter[0] | counter[1] << 32)
        #expect((0..<4).map { _ in random.nextWord() } == expected)
    }

    /// A block holds four words: the stream from position 2 is the stream from 0 after eight words.
    @Test func positionsCountBlocksOfFourWords() {
        var whole = RandomStream(seed: 7, purpose: "test", index: 3)
        for _ in 0..<8 { _ = whole.nextWord() }
        var later = RandomStream(seed: 7, purpose: "test", index: 3, position: 2)
        #expect((0..<8).map { _ in whole.nextWord() } == (0..<8).map { _ in later.nextWord() })
    }

    @Test func streamsDifferBySeedPurposeAndIndex() {
        var streams = [
            RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 2, purpose: "a"),
            RandomStream(seed: 1, purpose: "b"),
            RandomStream(seed: 1, purpose: "a", index: 1),
        ]
        let firsts = streams.indices.map { streams[$0].next() }
        #expect(Set(firsts).count == 4)
    }

    @Test func permutationsHoldEveryNumberOnce() {
        var random = RandomStream(seed: 1, purpose: "test")
        for count in [0, 1, 2, 100] { #expect(random.permutation(count).sorted() == Array(0..<count)) }
    }

    /// Means of 10 000 draws; the bounds are five standard errors: 5·sqrt(1/12)/100 and 5/100.
    @Test func meansAreWhereTheyBelong() {
        var random = RandomStream(seed: 1, purpose: "test")
        let uniform = (0..<10_000).reduce(0.0) { sum, _ in sum + random.nextUniform() } / 10_000
        #expect(abs(uniform - 0.5) < 0.0145)
        let normal = (0..<10_000).reduce(0.0) { sum, _ in sum + random.nextNormal() } / 10_000
        #expect(abs(normal) < 0.05)
        var counts = [0, 0, 0]
        for _ in 0..<9_000 { counts[random.nextInt(below: 3)] += 1 }
        // Five standard deviations of a binomial count: 5·sqrt(9000·2/9).
        for count in counts { #expect(abs(count - 3_000) < 224) }
    }
}

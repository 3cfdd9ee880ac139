// Aim: random numbers that depend on a seed, a named stream and a position only, so that no result depends on
// thread count, block size or the order of work.
//
// Philox4x32-10: ten rounds of
//     (c0, c1, c2, c3) <- (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0)),  k0 += W0, k1 += W1
// over the 128-bit counter c = (position, stream) with the 64-bit key k = seed.
//
// Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// SC'11 (2011).

/// A counter-based random stream: the same seed, stream and position give the same number everywhere.
public struct RandomStream: RandomNumberGenerator, Sendable {
    private let seed: UInt64
    private let stream: UInt64
    private var position: UInt64 = 0
    private var block: SIMD4<UInt32> = .zero
    private var used = 4

    /// - Parameter position: where in the stream to begin, in blocks of four words.
    /// - Parameter stream: number of the stream.
    public init(seed: UInt64, stream: UInt64, position: UInt64 = 0) {
        self.seed = seed
        self.stream = stream
        self.position = position
    }

    /// A stream named for what it is used for, and numbered (by trial, epoch, neuron, ...).
    ///
    /// The name is hashed (FNV-1a, 40 bits) into the upper bits; the index fills the lower 24 and carries on above.
    ///
    /// - Parameter position: where in the stream to begin, in blocks of four words.
    /// - Parameter purpose: what the numbers are for; another purpose, another stream.
    /// - Parameter index: of the stream among those of the same purpose.
    public init(seed: UInt64, purpose: StaticString, index: Int = 0, position: UInt64 = 0) {
        let hash = purpose.withUTF8Buffer { bytes in
            bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        }
        self.init(seed: seed, stream: (hash << 24) &+ UInt64(index))
        self.position = position
    }

    /// The four words at one position of a stream.
    static func philox(position: UInt64, stream: UInt64, seed: UInt64) -> SIMD4<UInt32> {
        var c0 = UInt32(truncatingIfNeeded: position)
        var c1 = UInt32(truncatingIfNeeded: position >> 32)
        var c2 = UInt32(truncatingIfNeeded: stream)
        var c3 = UInt32(truncatingIfNeeded: stream >> 32)
        var k0 = UInt32(truncatingIfNeeded: seed)
        var k1 = UInt32(truncatingIfNeeded: seed >> 32)
        for _ in 0..<10 {
            let product0 = UInt64(c0) &* 0xD251_1F53
            let product1 = UInt64(c2) &* 0xCD9E_8D57
            (c0, c1, c2, c3) = (
                UInt32(truncatingIfNeeded: product1 >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: product1),
                UInt32(truncatingIfNeeded: product0 >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: product0)
            )
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return SIMD4(c0, c1, c2, c3)
    }

    /// The next 32 random bits.
    @inline(__always)
    public mutating func nextWord() -> UInt32 {
        if used == 4 {
            block = Self.philox(position: position, stream: stream, seed: seed)
            position &+= 1
            used = 0
        }
        defer { used += 1 }
        return block[used]
    }

    public mutating func next() -> UInt64 {
        let low = UInt64(nextWord())
        return low | UInt64(nextWord()) << 32
    }

    /// A uniform number in [0, 1) with 53 random bits.
    public mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A uniform integer in 0..<bound, without bias (rejection of the incomplete last interval).
    public mutating func nextInt(below bound: Int) -> Int {
        precondition(bound > 0, "a random integer needs a positive bound")
        let limit = UInt64(bound)
        while true {
            let product = next().multipliedFullWidth(by: limit)
            if product.low >= limit || product.low >= (0 &- limit) % limit { return Int(product.high) }
        }
    }

    /// Random signs, -1 and 1 alike often, one bit each.
    package mutating func signs(_ count: Int) -> [Int8] {
        var word: UInt32 = 0
        return (0..<count).map { index in
            if index % 32 == 0 { word = nextWord() }
            defer { word >>= 1 }
            return word & 1 == 0 ? -1 : 1
        }
    }

    /// A standard normal number (Box and Muller 1958; the second number of each pair is not kept).
    public mutating func nextNormal() -> Double {
        let radius = (-2 * log1mUniform()).squareRoot()
        return radius * cosine(2 * .pi * nextUniform())
    }

    /// A random permutation of 0..<count (Fisher and Yates).
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        guard count > 1 else { return order }
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, nextInt(below: last + 1))
        }
        return order
    }

    private mutating func log1mUniform() -> Double { logarithm(1 - nextUniform()) }
}

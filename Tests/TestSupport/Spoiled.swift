/// A hundred ways to spoil a file, the same for the same bytes.
package enum Spoiled {
    /// In turn: cut off at the end, a byte changed near the beginning, where most of what decides stands, bits turned
    /// anywhere, bytes added.
    ///
    /// - Parameters:
    ///   - beginning: bytes that count as the beginning.
    ///   - bits: the most that are turned.
    package static func versions(of bytes: [UInt8], beginning: Int = 32, bits: Int = 4) -> [[UInt8]] {
        var state = UInt64(bytes.count)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        return (0..<100).map { trial in
            var spoiled = bytes
            switch trial % 4 {
            case 0: spoiled.removeLast(1 + next(bytes.count))
            case 1: spoiled[next(min(beginning, bytes.count))] = UInt8(next(256))
            case 2: for _ in 0..<1 + next(bits) { spoiled[next(bytes.count)] ^= UInt8(1 << next(8)) }
            default: spoiled.insert(contentsOf: (0..<1 + next(8)).map { _ in UInt8(next(256)) }, at: next(bytes.count))
            }
            return spoiled
        }
    }
}

import Synchronization

/// Patterns of eight bits that stay where they are, in a file, and are read by blocks.
///
/// What computes with patterns cannot fail. So a failure to read is kept, as that of a stream is: levels are 0 from then
/// on, and `check` throws, which is asked before anything is made of a result.
package final class StoredLevels: Sendable {
    /// Reads some patterns, [pattern, unit]; may be called by several threads at a time.
    package typealias Reading = @Sendable (Range<Int>, UnsafeMutableBufferPointer<UInt8>) throws -> Void

    package let count: Int
    package let neurons: Int
    /// Patterns that are read together at least.
    package let patternsPerChunk: Int
    private let reading: Reading
    private let failure = Mutex<(any Error)?>(nil)

    /// - Parameters:
    ///   - count: number of patterns.
    ///   - neurons: length of each.
    ///   - patternsPerChunk: how many are read together at least.
    package init(count: Int, neurons: Int, patternsPerChunk: Int, reading: @escaping Reading) {
        (self.count, self.neurons, self.reading) = (count, neurons, reading)
        self.patternsPerChunk = patternsPerChunk
    }

    /// - Throws: the first error that a reading met.
    package func check() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// - Parameter buffer: as many elements as the patterns have.
    package func read(_ patterns: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(patterns.lowerBound >= 0 && patterns.upperBound <= count, "patterns \(patterns) of \(count)")
        do {
            try check()
            try reading(patterns, buffer)
        } catch {
            failure.withLock { $0 = $0 ?? error }
            buffer.update(repeating: 0)
        }
    }

    /// The levels of some patterns, [pattern, unit].
    func levels(_ patterns: Range<Int>) -> [UInt8] {
        let total = patterns.count * neurons
        return [UInt8](unsafeUninitializedCapacity: total) { buffer, initialized in
            buffer.initialize(repeating: 0)
            read(patterns, into: UnsafeMutableBufferPointer(rebasing: buffer[..<total]))
            initialized = total
        }
    }
}

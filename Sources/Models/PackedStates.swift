import Numerics
import Patterns

/// The discrete states of a batch as two planes of bits, s_i = pos_i - neg_i, one row a trial.
struct PackedStates: Sendable {
    private var positive: BitMatrix
    private var negative: BitMatrix

    /// - Precondition: discrete cues.
    init(_ cues: PatternSet, workers: Workers) {
        guard case .integers(let values) = cues.values else { preconditionFailure("discrete cues") }
        positive = BitMatrix(rows: cues.count, columns: cues.neurons)
        negative = positive
        let (trials, neurons, words) = (cues.count, cues.neurons, positive.wordsPerRow)
        withMutablePlanes { up, down in
            values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                nonisolated(unsafe) let (up, down, rows) = (up, down, base)
                workers.forEachRange(of: trials, size: 64) { range in
                    for trial in range {
                        BitKernels.pack(
                            rows + trial * neurons, count: neurons, positive: up + trial * words,
                            negative: down + trial * words)
                    }
                }
            }
        }
    }

    var words: Int { positive.wordsPerRow }

    mutating func withMutablePlanes(_ body: (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void) {
        positive.words.withUnsafeMutableBufferPointer { up in
            negative.words.withUnsafeMutableBufferPointer { down in
                body(SharedPointer(up).base, SharedPointer(down).base)
            }
        }
    }

    func withPlanes(_ body: (UnsafePointer<UInt64>, UnsafePointer<UInt64>) -> Void) {
        positive.words.withUnsafeBufferPointer { up in
            negative.words.withUnsafeBufferPointer { down in
                guard let up = up.baseAddress, let down = down.baseAddress else { return }
                body(up, down)
            }
        }
    }

    func equals(_ other: PackedStates, _ trial: Int) -> Bool {
        positive.equalsRow(trial, of: other.positive) && negative.equalsRow(trial, of: other.negative)
    }

    mutating func copy(_ trial: Int, from other: PackedStates) {
        let range = trial * words..<(trial + 1) * words
        for word in range {
            positive.words[word] = other.positive.words[word]
            negative.words[word] = other.negative.words[word]
        }
    }

    /// The state of one trial.
    func values(_ trial: Int) -> [Int8] {
        let (neurons, words) = (positive.columns, words)
        return [Int8](unsafeUninitializedCapacity: neurons) { buffer, count in
            let target = SharedPointer(buffer).base
            withPlanes { up, down in
                BitKernels.unpack(
                    positive: up + trial * words, negative: down + trial * words, count: neurons, into: target)
            }
            count = neurons
        }
    }

    /// The states of all trials, [trial, neuron].
    func allValues(workers: Workers) -> [Int8] {
        let (neurons, words, trials) = (positive.columns, words, positive.rows)
        return [Int8](unsafeUninitializedCapacity: trials * neurons) { buffer, count in
            let target = SharedPointer(buffer)
            withPlanes { up, down in
                nonisolated(unsafe) let (up, down) = (up, down)
                workers.forEachRange(of: trials, size: 64) { range in
                    for trial in range {
                        BitKernels.unpack(
                            positive: up + trial * words, negative: down + trial * words, count: neurons,
                            into: target.base + trial * neurons)
                    }
                }
            }
            count = trials * neurons
        }
    }
}

extension BitMatrix {
    fileprivate func equalsRow(_ row: Int, of other: BitMatrix) -> Bool {
        let range = row * wordsPerRow..<(row + 1) * wordsPerRow
        return words.withUnsafeBufferPointer { own in
            other.words.withUnsafeBufferPointer { other in
                for word in range where own[word] != other[word] { return false }
                return true
            }
        }
    }
}

import LearningRules
import Numerics

/// Some steps of input spikes, and the visits to synapses that they ask for: the same for all outputs.
///
/// Rows of remembered steps are counted from 1; row 0 is the time before the window. The trace of an input falls from
/// visit to visit by its decay alone, so what it is at each follows from the input spikes.
struct SpikeWindow: Sendable {
    /// The most steps; the memory of a tile is for that many.
    static let limit = 256

    let steps: Int
    let rates: [Float]
    /// d^0, d^1, ... of the trace of inputs; what is below the normal numbers is 0.
    let decay: [Float]
    /// For each row the last step with a visit of an input that was last visited in it; `steps` for those at the end.
    private(set) var lastUse: [Int32]
    private var visits: [SynapseVisit] = []
    private var starts: [Int] = [0]

    /// - Parameters:
    ///   - values: spikes, [sample, input].
    ///   - samples: the steps, at most `limit` positions among the samples.
    ///   - pre: the traces of the inputs before and, on return, after the window.
    ///   - slowPre: the slow ones, where there are triplets.
    init(
        _ values: [Int8], inputs count: Int, samples: ArraySlice<Int>, rates: ArraySlice<Float>,
        _ pairing: SpikePairing, pre: inout [Float], slowPre: inout [Float]
    ) {
        precondition(samples.count <= Self.limit && rates.count == samples.count, "a window of steps, each with a rate")
        (steps, self.rates) = (samples.count, Array(rates))
        decay = Self.powers(pairing.preDecay)
        let slowDecay = Self.powers(pairing.slowPreDecay)
        lastUse = [Int32](repeating: -1, count: samples.count + 1)
        let spikes = samples.map { sample in
            values.withUnsafeBytes {
                Self.spikes(UnsafeRawBufferPointer(rebasing: $0[sample * count..<(sample + 1) * count]))
            }
        }
        visits.reserveCapacity(spikes.reduce(count) { $0 + $1.count })
        var last = (0..<count).map { SynapseVisit(input: Int32($0), since: 0, trace: pre[$0], depression: 0) }
        last.withUnsafeMutableBufferPointer { last in
            for (step, inputs) in spikes.enumerated() {
                for input in inputs {
                    let input = Int(input)
                    let visit = last[input]
                    visits.append(visit)
                    lastUse[Int(visit.since)] = Int32(step)
                    let lag = step + 1 - Int(visit.since)
                    last[input].since = Int32(step + 1)
                    last[input].trace = pairing.isNearestNeighbour ? 1 : visit.trace * decay[lag] + 1
                    last[input].depression = pairing.depression
                    guard pairing.hasTriplets else { continue }
                    let before = slowPre[input] * slowDecay[lag]
                    last[input].depression += pairing.tripletDepression * before
                    slowPre[input] = pairing.isNearestNeighbour ? 1 : before + 1
                }
                starts.append(visits.count)
            }
        }
        for (input, visit) in last.enumerated() {
            lastUse[Int(visit.since)] = Int32(steps)
            pre[input] = visit.trace * decay[steps - Int(visit.since)]
            if pairing.hasTriplets { slowPre[input] *= slowDecay[steps - Int(visit.since)] }
        }
        visits += last
        starts.append(visits.count)
    }

    /// The visits of a step, inputs ascending; with `steps` those of all inputs, which end the window.
    func withVisits(_ step: Int, _ body: (UnsafeBufferPointer<SynapseVisit>) -> Void) {
        visits.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[starts[step]..<starts[step + 1]])) }
    }

    private static func powers(_ base: Float) -> [Float] {
        (0...limit).map {
            let value = Float(power(Double(base), Double($0)))
            return value.isNormal ? value : 0
        }
    }

    /// The places that are not 0, ascending; eight silent ones are passed over at once.
    private static func spikes(_ values: UnsafeRawBufferPointer) -> [Int32] {
        var result: [Int32] = []
        let whole = values.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            var word = UInt64(littleEndian: values.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            while word != 0 {
                let byte = word.trailingZeroBitCount / 8
                result.append(Int32(start + byte))
                word &= ~(0xff << UInt64(8 * byte))
            }
        }
        for index in whole..<values.count where values[index] != 0 { result.append(Int32(index)) }
        return result
    }
}

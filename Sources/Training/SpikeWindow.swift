import LearningRules
import Numerics

/// Some steps of input spikes, and the visits to synapses that they ask for: the same for all outputs.
///
/// Rows of remembered steps are counted from 1; row 0 is the time before the window. The trace of an input falls from
/// visit to visit by its decay alone, so what it is at each follows from the input spikes.
struct SpikeWindow: Sendable {
    /// Steps after which all rows are visited: many, so that such a pass is rare beside the spikes; fewer where there are
    /// so many synapses that a call would take seconds, or so many outputs that their memory would take over 64 MiB.
    static func limit(inputs: Int, outputs: Int) -> Int {
        max(16, min(mostSteps, (1 << 32) / max(1, inputs * outputs), (1 << 22) / max(1, outputs)))
    }

    /// The binary logarithm of the steps in a segment: as many as leave an eighth of a trace, so that differences of
    /// sums since the beginning of a segment keep their digits.
    static func segmentShift(decay: Float) -> Int {
        var (shift, left) = (0, decay * decay)
        while left >= 0.125, 1 << shift < mostSteps { (shift, left) = (shift + 1, left * left) }
        return shift
    }

    private static let mostSteps = 1024

    /// More spikes than these end a window earlier: each tile reads all visits, from a cache if they are few.
    private static let mostSpikes = 1 << 18

    let steps: Int
    let rates: [Float]
    /// The powers of the decay of the trace of inputs.
    let decay: [Float]
    /// For each step the first segment with a row that is still in use after it.
    private(set) var firstSegment: [Int] = []
    private var visits: [SynapseVisit] = []
    private var starts: [Int] = [0]

    /// The windows of some steps, one after the other.
    ///
    /// - Parameters:
    ///   - values: spikes, [sample, input].
    ///   - samples: the steps, positions among the samples, each with a learning rate.
    ///   - body: gets the inputs that fire in each step of a window, and the rates.
    static func forEach(
        _ values: [Int8], inputs count: Int, samples: ArraySlice<Int>, rates: ArraySlice<Float>,
        _ body: (ArraySlice<[Int32]>, ArraySlice<Float>) -> Void
    ) {
        precondition(rates.count == samples.count, "a rate for each step")
        let spikes = samples.map { sample in
            values.withUnsafeBytes {
                Self.spikes(UnsafeRawBufferPointer(rebasing: $0[sample * count..<(sample + 1) * count]))
            }
        }
        var (first, total) = (0, 0)
        for step in spikes.indices {
            total += spikes[step].count
            guard total > mostSpikes || step == spikes.count - 1 else { continue }
            let start = rates.startIndex
            body(spikes[first...step], rates[start + first...start + step])
            (first, total) = (step + 1, 0)
        }
    }

    /// - Parameters:
    ///   - spikes: for each step the inputs that fire, ascending.
    ///   - pre: the traces of the inputs before and, on return, after the window.
    ///   - slowPre: the slow ones, where there are triplets.
    init(
        _ spikes: ArraySlice<[Int32]>, rates: ArraySlice<Float>, _ pairing: SpikePairing, pre: inout [Float],
        slowPre: inout [Float]
    ) {
        (steps, self.rates) = (spikes.count, Array(rates))
        decay = Self.powers(pairing.preDecay, upTo: spikes.count)
        let slowDecay = Self.powers(pairing.slowPreDecay, upTo: spikes.count)
        let shift = Self.segmentShift(decay: pairing.preDecay)
        // For each row the last step with a visit of an input that was visited before in it.
        var lastUse = [Int32](repeating: -1, count: spikes.count + 1)
        visits.reserveCapacity(spikes.reduce(pre.count) { $0 + $1.count })
        var last = pre.indices.map {
            SynapseVisit(input: Int32($0), since: 0, trace: pre[$0], coincident: 0, depression: 0)
        }
        last.withUnsafeMutableBufferPointer { last in
            for (step, inputs) in spikes.enumerated() {
                for input in inputs {
                    let input = Int(input)
                    let visit = last[input]
                    visits.append(visit)
                    lastUse[Int(visit.since)] = Int32(step)
                    let lag = step + 1 - Int(visit.since)
                    last[input].since = Int32(step + 1)
                    let faded = visit.trace * decay[lag]
                    last[input].trace = pairing.isNearestNeighbour ? 1 : faded + 1
                    last[input].coincident = pairing.coincidence.strengthens ? last[input].trace : faded
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
        var row = 0
        for step in 0..<steps {
            while row <= step, lastUse[row] <= step { row += 1 }
            firstSegment.append(row >> shift)
        }
    }

    /// For a learning that needs the inputs that fire alone.
    init(_ spikes: ArraySlice<[Int32]>, rates: ArraySlice<Float>) {
        (steps, self.rates, decay) = (spikes.count, Array(rates), [])
        for inputs in spikes {
            visits += inputs.map { SynapseVisit(input: $0, since: 0, trace: 0, coincident: 0, depression: 0) }
            starts.append(visits.count)
        }
    }

    /// The visits of a step, inputs ascending; with `steps` those of all inputs, which end the window.
    func withVisits(_ step: Int, _ body: (UnsafeBufferPointer<SynapseVisit>) -> Void) {
        visits.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[starts[step]..<starts[step + 1]])) }
    }

    /// base^0 ... base^limit; what is below the normal numbers is 0.
    static func powers(_ base: Float, upTo limit: Int) -> [Float] {
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

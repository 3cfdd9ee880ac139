import Foundation
import Numerics
import Testing

/// The kernels of rules and circuits.
extension InstructionTests {
    @Test(arguments: [true, false], [3, 70]) func ojaSteps(_ normalizes: Bool, _ outputs: Int) {
        let responses = Self.numbers(outputs, "responses")
        expectSameBits {
            var squares = (0..<outputs).map { 1 + Double($0) / 100 }
            let ones = [Float](repeating: 1, count: outputs)
            var (scale, step, scales, peaks) = (ones, ones, ones, ones)
            for _ in 0..<3 {
                let isFinite = squares.withUnsafeMutableBufferPointer { squares in
                    BlockKernels.ojaStep(
                        outputs: outputs, responses: responses, rate: 0.1, square: 3,
                        squares: normalizes ? squares.baseAddress : nil, scale: &scale, step: &step, scales: &scales,
                        peaks: &peaks)
                }
                #expect(isFinite)
            }
            return Self.bits(scale + step + scales + peaks) + Self.bits(squares)
        }
    }

    @Test(arguments: [true, false], [3, 37]) func sangerSteps(_ normalizes: Bool, _ outputs: Int) {
        let samples = 20
        let parts = BlockKernels.sangerRow(outputs: outputs, samples: samples, normalizes: normalizes)
        let gram = Self.numbers(samples, "gram").map { $0 + 2 }
        var start = [Float](repeating: 0, count: outputs * parts.length)
        let products = Self.numbers(outputs * samples, "products")
        for output in 0..<outputs {
            let row = output * parts.length
            if normalizes { start[row + output] = 1 }
            for sample in 0..<samples { start[row + parts.products + sample] = products[output * samples + sample] }
            start[row + parts.onRows + output] = 1
        }
        expectSameBits {
            var rows = start
            var squares = [Double](repeating: 1, count: outputs)
            var peaks = [Float](repeating: 0, count: outputs)
            var scratch = [Float](
                repeating: 0, count: BlockKernels.sangerScratch(outputs: outputs, samples: samples))
            for sample in 0..<samples {
                squares.withUnsafeMutableBufferPointer { squares in
                    _ = BlockKernels.sangerStep(
                        &rows, outputs: outputs, samples: samples, sample: sample, gram: gram, rate: 0.01,
                        squares: normalizes ? squares.baseAddress : nil, scratch: &scratch, peaks: &peaks)
                }
            }
            return Self.bits(rows + peaks) + Self.bits(squares)
        }
    }

    private func withUnsafeMutablePointers(
        _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ c: UnsafeMutablePointer<Float>,
        _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) { body(a, b, c) }

    /// Visits that share the step of the visit before, as where most inputs fire, and such that do not.
    @Test(arguments: [SpikeOrder.weakensFirst, .together, .strengthensFirst], [16, 48])
    func visits(_ order: SpikeOrder, _ columns: Int) {
        let (inputs, steps) = (40, 8)
        let numbers = Self.numbers(inputs * columns, "synapses")
        let visits = (0..<inputs).map { input in
            SynapseVisit(
                input: Int32(input * 7 % inputs), since: Int32(input < 20 ? 3 : input % steps),
                trace: abs(numbers[input]), coincident: abs(numbers[input + 40]), depression: abs(numbers[input + 80]))
        }
        var remembered = Self.numbers(3 * columns * steps, "memory").map { abs($0) * 0.01 }
        var sums = Self.numbers(2 * columns, "sums").map { abs($0) }
        var rises: [Float] = [1, 1.25, 1.5, 1.75]
        expectSameBits {
            var (weights, field) = (numbers.map { abs($0) }, [Float](repeating: 0, count: columns))
            withUnsafeMutablePointers(&remembered, &sums, &rises) { remembered, sums, rises in
                let memory = SpikeMemory(
                    stride: 3 * columns, up: remembered, post: remembered + columns, before: remembered + 2 * columns,
                    sums: sums, shift: 2, rises: rises)
                visits.withUnsafeBufferPointer {
                    BlockKernels.visitSynapses(
                        &weights, columns: columns, $0, memory, SpikeLimits(low: 0, high: 0.9, order: order),
                        sum: &field)
                }
            }
            return Self.bits(weights + field)
        }
    }

    /// Against the equation in Float64: a millionth of the change, and the rounding of the weight. Side by side and three
    /// apart, up to whole vectors and beyond, with weights at both limits; the others stay.
    @Test(arguments: [Float(0), 0.4, 1, 1.7], [1, 3])
    func changes(_ exponent: Float, _ stride: Int) {
        let (count, bounds) = (37, Float(0.1)...Float(0.9))
        let start = Self.numbers(count * stride, "changes").map { max(0.1, min(0.9, abs($0))) }
        let found = Self.numbers(count, "found").map { abs($0) }
        let dependences: [(SynapseDependence, (Double, Bool) -> Double)] = [
            (
                SynapseDependence(byRoom: exponent, within: bounds),
                { weight, isUp in pow(max(0, isUp ? 0.9 - weight : weight - 0.1) / 0.8, Double(exponent)) }
            ),
            (
                SynapseDependence(byWeight: exponent, reference: 0.7, within: bounds),
                { weight, _ in 0.7 * pow(weight / 0.7, Double(exponent)) }
            ),
        ]
        for (dependence, factor) in dependences {
            for amount in [Float(0.2), -0.2] {
                expectSameBits {
                    var weights = start
                    BlockKernels.changeSynapses(
                        &weights, stride: stride, count: count, found: found, amount: amount, dependence)
                    for place in start.indices {
                        let before = Double(start[place])
                        let partner = place % stride == 0 ? Double(found[place / stride]) : 0
                        let change = Double(amount) * factor(before, amount > 0) * partner
                        let expected = max(0.1, min(0.9, before + change))
                        #expect(abs(Double(weights[place]) - expected) < 1e-6 * abs(change) + 1.2e-7, "\(place)")
                    }
                    return Self.bits(weights)
                }
            }
        }
    }

    @Test(arguments: [5, 100]) func adaptiveUnits(_ count: Int) {
        let circuit = AdaptiveCircuit(
            rest: -65, excitatory: 0, inhibitory: -100, share: 0.05, excitationLeft: 0.6, inhibitionLeft: 0.8,
            threshold: -60, thetaLeft: 0.99, refractory: 2, interval: 3)
        let numbers = Self.numbers(count, "units")
        expectSameBits {
            var (v, h) = (numbers.map { -65 + 3 * $0 }, numbers.map { 1 - abs($0) })
            var (g, since) = (numbers.map { abs($0) * 4 }, [Float](repeating: 0, count: count))
            var (fired, all): ([Int32], [UInt64]) = ([Int32](repeating: 0, count: count), [])
            for _ in 0..<5 {
                let number = CircuitKernels.step(
                    count, circuit, potential: &v, excitation: &g, inhibition: &h, theta: numbers, since: &since,
                    fired: &fired)
                all += fired[..<number].map { UInt64($0) }
            }
            #expect(!all.isEmpty)
            return all + Self.bits(v + g + h + since)
        }
    }
}

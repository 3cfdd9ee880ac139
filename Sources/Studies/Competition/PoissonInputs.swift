// Aim: which of many inputs fire in each time step, at a cost for each spike and none for silence.
//
//     each input fires with probability p = rate dt in each step; the silent places before the next spike, inputs and
//     steps in one row, are floor(ln(1 - u) / ln(1 - p)) many, u uniform in [0, 1)
//
// Reference: L. Devroye, Non-Uniform Random Variate Generation (1986), ch. X.2.

import Numerics

struct PoissonInputs {
    private let count: Int
    private let silence: Double
    private var random: RandomStream
    /// Places from the first input of the next step to the next spike.
    private var ahead = 0

    /// - Parameter probability: of a spike of an input in a step, 0 <= p < 1.
    init(count: Int, probability: Double, random: RandomStream) {
        self.count = probability > 0 ? count : 0
        silence = logarithm(1 - probability)
        self.random = random
        if self.count > 0 { ahead = gap() }
    }

    /// The inputs that fire in the next step, in rising order.
    mutating func next(_ spikes: inout [Int]) {
        spikes.removeAll(keepingCapacity: true)
        while ahead < count {
            spikes.append(ahead)
            ahead += 1 + gap()
        }
        ahead -= count
    }

    private mutating func gap() -> Int {
        let places = logarithm(1 - random.nextUniform()) / silence
        return places < 0x1p40 ? Int(places) : 1 << 40
    }
}

// Stores three random patterns in a network and lets it complete them from cues with a fifth of the units inverted.

import CANNS

let neurons = 400
var random = RandomStream(seed: 1, purpose: "example")
let values = (0..<3 * neurons).map { _ in random.nextUniform() < 0.5 ? Int8(-1) : 1 }
let patterns = PatternSet(coding: .bipolar, neurons: neurons, values: .integers(values))

var trainer = HebbianTrainer(AmariHopfieldNetwork(neurons: neurons))
try trainer.train(patterns)

for index in 0..<patterns.count {
    let stored = patterns.row(index)
    let cue = stored.map { random.nextUniform() < 0.2 ? -$0 : $0 }
    let recalled = try trainer.predict(cue)
    let overlap = zip(stored, recalled).reduce(0) { $0 + $1.0 * $1.1 } / Float(neurons)
    print("\(patterns.names[index]): overlap \(overlap)")
}

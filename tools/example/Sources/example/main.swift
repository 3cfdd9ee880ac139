// Trains a network of one's own by a rule of one's own, saves it, goes on from the file, and recalls.

import CANNS
import RingMemory

let path = CommandLine.arguments.dropFirst().first ?? "ring-memory.h5"

/// Random patterns that have names.
func patterns(_ count: Int, from first: Int, neurons: Int = 400) -> PatternSet {
    var random = RandomStream(seed: 1, purpose: "example", index: first)
    return PatternSet(
        coding: .bipolar, neurons: neurons,
        values: .integers((0..<count * neurons).map { _ in random.nextUniform() < 0.5 ? -1 : 1 }),
        names: (0..<count).map { "pattern \(first + $0)" }, geometry: Geometry(rows: 20, columns: neurons / 20))
}

let ring = RingNetwork(weights: .empty(neurons: 400), settings: .init(reach: 100))
var trainer = Trainer(ring, BoundedHebbRule(bound: 0.2))
try trainer.train(patterns(3, from: 1))
try trainer.save(to: path, replacing: true)

var later = try Trainer<RingNetwork, BoundedHebbRule>.load(path)
try later.train(patterns(3, from: 4))
try later.save(to: path, replacing: true)

guard let stored = later.stored else { fatalError("the file keeps what was stored") }
let recall = try later.predictBatch(stored.damaged(by: [.flip(probability: 0.1)], seed: 2))
let overlaps = recall.overlaps(with: stored)
for index in 0..<stored.count {
    print("\(stored.names[index]): \(recall.stop[index].description), overlap \(overlaps[index, index])")
}

import CANNS
import Testing

/// A network that has learned nothing holds nothing: 16384 units would be a matrix of 1 GiB.
@Suite struct EmptyMemoryTests {
    private static let neurons = 16384

    @Test func costsNothing() throws {
        let network = AmariHopfieldNetwork(neurons: Self.neurons)
        guard case .empty(Self.neurons) = network.weights else {
            Issue.record("the weights are held")
            return
        }
        #expect(network.neurons == Self.neurons && network.energy == 0)
    }

    /// Every field is 0, so every state stays.
    @Test(arguments: UpdateOrder.allCases) func recallsNothing(order: UpdateOrder) throws {
        let network = AmariHopfieldNetwork(neurons: 70, order: order)
        let cues = PatternSet(coding: .bipolar, neurons: 70, values: .integers((0..<140).map { $0 % 3 == 0 ? 1 : -1 }))
        for recall in [
            try network.recall(cues, options: RecallOptions()),
            try network.recallStepByStep(cues, options: RecallOptions()),
        ] {
            #expect(
                recall.final.values == cues.values && recall.steps == [0, 0]
                    && recall.stop == [.fixedPoint, .fixedPoint])
            #expect(recall.energy.values == [0, 0])
        }
    }

    /// The patterns given decide the coding; what is learned stays as outer products.
    @Test(arguments: [Coding.bipolar, .binary]) func learnsEitherCoding(coding: Coding) throws {
        var trainer = HebbianTrainer(AmariHopfieldNetwork(neurons: Self.neurons))
        let low: Int8 = coding == .bipolar ? -1 : 0
        try trainer.train(
            PatternSet(
                coding: coding, neurons: Self.neurons,
                values: .integers((0..<Self.neurons).map { $0 % 2 == 0 ? 1 : low })))
        guard case .outerProduct(let memory) = trainer.model.weights else {
            Issue.record("not outer products")
            return
        }
        #expect(memory.count == 1 && memory.patterns.coding == coding)
    }
}

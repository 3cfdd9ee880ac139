import Models
import Patterns
import TestSupport
import Testing

@testable import Documents

/// Likeness is measured in one way in a recall, whatever its states.
@Suite struct RecallOverlapTests {
    /// Sigmoid states of a ±1 memory lie in 0...1, its cues at ±1: the stored pattern itself as a cue has a cosine of 1.
    /// A cue with one of four units inverted has (3 - 1)/4 = .5.
    @Test func cuesAndStatesOfOneMeasure() throws {
        let patterns = PatternSet(coding: .bipolar, neurons: 4, values: .integers([1, 1, -1, -1]))
        let memory = OuterProductWeights(patterns: patterns, coefficients: [1], offsets: [0], zeroDiagonal: true)
        var network = AmariHopfieldNetwork(weights: .outerProduct(memory))
        network.activation = .sigmoid
        let cues = PatternSet(coding: .bipolar, neurons: 4, values: .integers([1, 1, -1, -1, 1, 1, -1, 1]))
        let recall = try network.recall(cues, options: RecallOptions())
        let document = RecallDocument(
            weights: WeightsDocument(
                model: WeightsDocument.Model(kind: AmariHopfieldNetwork.kind), form: .outerProduct,
                content: .memory(memory)),
            cues: cues, target: [0, 0], recall: recall, overlap: recall.overlaps(with: patterns),
            parameters: [("activation", .text("sigmoid"))])
        let scratch = try Scratch()
        try document.write(to: scratch.path("r.h5"), replacing: false, provenance: Sample.provenance)
        for document in [document, try RecallDocument.read(scratch.path("r.h5"))] {
            #expect(document.measure == .cosine)
            #expect(document.overlaps(of: document.cues, with: patterns).values == [1, 0.5])
            #expect(document.overlaps(of: document.final, with: patterns) == document.overlap)
            #expect(document.bestMatch(0) == 0)
        }
    }

    /// Files that do not say how overlaps were measured have the plain product.
    @Test func earlierFilesHaveTheProduct() throws {
        let patterns = PatternSet(coding: .bipolar, neurons: 2, values: .integers([1, -1]))
        let memory = OuterProductWeights(patterns: patterns, coefficients: [1], offsets: [0], zeroDiagonal: true)
        var network = AmariHopfieldNetwork(weights: .outerProduct(memory))
        network.activation = .tanh
        let recall = try network.recall(patterns, options: RecallOptions())
        let scratch = try Scratch()
        try RecallDocument(
            weights: WeightsDocument(
                model: WeightsDocument.Model(kind: AmariHopfieldNetwork.kind), form: .outerProduct,
                content: .memory(memory)),
            cues: patterns, target: [0], recall: recall, overlap: recall.overlaps(with: patterns), parameters: []
        ).write(to: scratch.path("r.h5"), replacing: false, provenance: Sample.provenance)
        try scratch.change("r.h5") { try $0.dataset("overlap") { try $0.removeAttribute("measure") } }
        #expect(try RecallDocument.read(scratch.path("r.h5")).measure == .product)
    }
}

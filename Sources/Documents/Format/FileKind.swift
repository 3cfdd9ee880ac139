import Models

/// What a file of ours holds: finer than its attribute `format`, since the recalls of layers are files of their own.
package enum FileKind: String, Sendable, CaseIterable {
    case patterns
    case weights
    /// Rows of a memory's matrix that were learned apart.
    case weightRows = "weight-rows"
    /// Trials of an associative network.
    case recall
    /// What a memory of pairs answers to cues.
    case pairRecall = "pair-recall"
    /// What a layer answers to its inputs, one number a unit.
    case responses
    /// What a spiking layer makes of its inputs.
    case outputSpikes = "output-spikes"
    case study

    /// The attribute `format` of such a file.
    package var format: DocumentKind {
        switch self {
        case .patterns: .patterns
        case .weights, .weightRows: .weights
        case .recall, .pairRecall, .responses, .outputSpikes: .recall
        case .study: .study
        }
    }

    /// The kind of file that a model's answers make.
    init(recalledBy model: any Model.Type) {
        self =
            model is any RecallingModel.Type
            ? .recall
            : model is any PairModel.Type
                ? .pairRecall : model is any SpikingModel.Type ? .outputSpikes : .responses
    }

    /// In words, for messages.
    package var noun: String {
        switch self {
        case .patterns, .weights, .recall, .study: format.noun
        case .weightRows: "a part of a weights file"
        case .pairRecall: "a recall file of pairs"
        case .responses: "a recall file of a layer"
        case .outputSpikes: "a recall file of a spiking layer"
        }
    }
}

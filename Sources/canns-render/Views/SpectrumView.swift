import CommandKit
import Documents
import Figures

/// Eigenvalues of symmetric weights, singular values of others, largest first.
enum SpectrumView: View {
    static let name = "spectrum"
    static let summary = "eigenvalues of the weights, singular values where they are not symmetric"
    static let options: Set<ViewOption> = []

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .weights(let weights) = document else { return WeightsView.obstacle(document) }
        let size =
            weights.memory.map { min($0.count, $0.neurons) } ?? weights.matrix.map { min($0.rows, $0.columns) }
            ?? weights.stored?.neurons
        guard let size, size > Spectrum.largest else { return nil }
        return weights.memory == nil
            ? "the weights are \(size)×\(size), expected at most \(Spectrum.largest) units; train with --form outer-product"
            : "there are more than \(Spectrum.largest) patterns and units, expected at most so many of either"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .weights(let weights) = document else { throw Failure("no weights") }
        let spectrum = try Spectrum(weights, workers: request.workers)
        let name = spectrum.kind == .eigenvalues ? "eigenvalue" : "singular value"
        let ranks = spectrum.values.indices.map { Double($0 + 1) }
        let margin = max(0.5, 0.02 * Double(ranks.count))
        var plot = LinePlot(
            [Series(x: ranks, y: spectrum.values, kind: ranks.count <= 80 ? .stems : .markers)],
            x: Axis("rank", range: (1 - margin)...(Double(ranks.count) + margin), wholeNumbers: true),
            y: Axis(name, includesZero: true), title: request.title)
        plot.subtitle = spectrum.subject
        if let bulk = spectrum.bulk {
            let count = bulk.count == 1 ? "1 other" : "\(bulk.count) others"
            plot.references = [ReferenceLine(.horizontal, at: bulk.value, label: count)]
        }
        return plot
    }
}

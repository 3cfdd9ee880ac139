import CommandKit
import Documents
import Figures
import Studies

/// Eigenvalues of symmetric weights, singular values of others, largest first.
enum SpectrumView: View {
    static let name = "spectrum"
    static let summary = "eigenvalues of the weights, singular values where they are not symmetric"
    static let options: Set<ViewOption> = []

    static func content(of document: AnyDocument) throws(ViewObstacle) -> WeightsDocument {
        let weights = try document.weights()
        switch weights.content {
        case .memory(let memory), .both(_, let memory):
            guard min(memory.componentCount, memory.neurons) > Spectrum.largest else { return weights }
            throw ViewObstacle(
                "there are more than \(Spectrum.largest) patterns and units, expected at most so many of either")
        case .matrix(let matrix):
            let size = min(matrix.rows, matrix.columns)
            guard size > Spectrum.largest else { return weights }
            throw ViewObstacle(
                "the weights are \(size)×\(size), expected at most \(Spectrum.largest) units; train with --form outer-product"
            )
        case .connections:
            throw ViewObstacle("the weights are sparse connections, whose spectrum nobody asks for")
        case .bits: throw ViewObstacle("the weights are bits, whose spectrum nobody asks for; see --view weights")
        case nil: throw ViewObstacle("the file holds no weights")
        }
    }

    static func figure(_ weights: WeightsDocument, _ request: ViewRequest) throws -> any Figure {
        let spectrum = try spectrum(weights, request)
        let name = spectrum.kind == .eigenvalues ? "eigenvalue" : "singular value"
        let ranks = spectrum.values.indices.map { Double($0 + 1) }
        let margin = max(0.5, 0.02 * Double(ranks.count))
        var plot = LinePlot(
            [Series(x: ranks, y: spectrum.values, kind: ranks.count <= 80 ? .stems : .markers)],
            x: Axis("rank", range: (1 - margin)...(Double(ranks.count) + margin), wholeNumbers: true),
            y: Axis(name, includesZero: true),
            title: request.title ?? WeightsView.title("Spectrum", weights))
        plot.subtitle = spectrum.subject
        if let bulk = spectrum.bulk {
            let count = bulk.count == 1 ? "1 other" : "\(bulk.count) others"
            plot.references = [ReferenceLine(.horizontal, at: bulk.value, label: count)]
        }
        return plot
    }

    private static func spectrum(_ weights: WeightsDocument, _ request: ViewRequest) throws -> Spectrum {
        // A layer's matrix need not be square.
        if case .matrix(.values(let matrix)) = weights.content {
            return try Spectrum(matrix, workers: request.workers)
        }
        return try Spectrum(weights.trainableWeights(workers: request.workers), workers: request.workers)
    }
}

import CommandKit
import Documents
import Figures
import Numerics

/// Receptive fields: the weights of each output in the geometry of its inputs.
enum FieldsView: View {
    static let name = "fields"
    static let summary = "the weights of each output in the geometry of its inputs"
    static let options: Set<ViewOption> = [.only, .columns, .colormap]

    /// Outputs unless `--only` says which.
    private static let usualOutputs = 400

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .weights(let weights) = document, let matrix = weights.matrix, weights.memory == nil else {
            return
                "\(document.noun) holds no layer with receptive fields; train one on pictures with canns-train --rule sanger"
        }
        guard let geometry = weights.inputGeometry, geometry.neurons == matrix.columns, geometry.rows > 1 else {
            return "the inputs of the layer are no pictures; train it on those that canns-import makes of pictures"
        }
        return nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .weights(let weights) = document, let matrix = weights.matrix, let geometry = weights.inputGeometry
        else { throw Failure("no receptive fields") }
        let all = try request.only.units(matrix.rows, noun: "output")
        let outputs = request.only == nil ? Array(all.prefix(usualOutputs)) : all
        // Weights that cannot be negative have no middle to be shown about.
        let isPositive = matrix.values.allSatisfy { $0 >= 0 }
        var mosaic = Mosaic(
            fields: outputs.map { matrix.row($0) }, rows: geometry.rows, columns: geometry.columns,
            map: request.colorMap ?? (isPositive ? .viridis : .balance), range: isPositive ? .shared : .individual,
            title: request.title)
        if outputs.count <= 64 { mosaic.names = outputs.map(String.init) }
        mosaic.subtitle = "weights of each output over its \(geometry.rows)×\(geometry.columns) inputs"
        mosaic.across = request.columns
        if outputs.count < all.count {
            mosaic.footnote = "the first \(outputs.count) of \(all.count) outputs; --only shows others"
        }
        return mosaic
    }
}

import CommandKit
import Documents
import Figures
import LearningRules
import Numerics
import Patterns

/// Receptive fields: the weights of each output in the geometry of its inputs.
enum FieldsView: View {
    static let name = "fields"
    static let summary = "the weights of each output in the geometry of its inputs"
    static let options: Set<ViewOption> = [.only, .sort, .columns, .colormap]

    /// Outputs unless `--only` says which.
    private static let usualOutputs = 400

    struct Content {
        /// [output, input].
        let matrix: Matrix
        let geometry: Geometry
        let training: WeightsDocument.Training
        /// What each output stands for, where a study has found that.
        var labels: PatternLabels?
    }

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        var labels: PatternLabels?
        var layer: WeightsDocument?
        switch document {
        case .weights(let weights): layer = weights
        case .study(let study):
            layer = study.input.weights
            labels = study.result?.column("unit_label").map { PatternLabels(texts: $0.texts) }
        default: break
        }
        guard let weights = layer, let matrix = weights.matrix, weights.memory == nil else {
            throw ViewObstacle(
                "\(document.noun) holds no layer with receptive fields; train one on pictures with canns-train --rule sanger"
            )
        }
        guard let geometry = weights.inputGeometry, geometry.neurons == matrix.columns, geometry.rows > 1 else {
            throw ViewObstacle(
                "the inputs of the layer are no pictures; train it on those that canns-import makes of pictures")
        }
        guard geometry.channels == 1 else {
            throw ViewObstacle(
                "the inputs of the layer are coloured pictures, whose fields have no grey; train it on grey ones")
        }
        return Content(
            matrix: matrix, geometry: geometry, training: weights.training,
            labels: labels?.values.count == matrix.rows ? labels : nil)
    }

    /// Columns of the grid that the outputs of a self-organising map stand on; nil for other layers.
    private static func mapColumns(_ content: Content) throws -> Int? {
        guard content.training.value("rule")?.text == SelfOrganizingMapRule.description.name,
            let rule = try content.training.rule() as? SelfOrganizingMapRule
        else { return nil }
        let columns = rule.columns(outputs: content.matrix.rows)
        return content.matrix.rows % columns == 0 ? columns : nil
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let (matrix, geometry) = (content.matrix, content.geometry)
        let grid = try mapColumns(content)
        // Whole rows of a map.
        let most = grid.map { max(1, usualOutputs / $0) * $0 } ?? usualOutputs
        let shown = try request.shown(count: matrix.rows, content.labels, most: most, noun: "output")
        let outputs = shown.indices
        // Weights that cannot be negative have no middle to be shown about.
        let isPositive = matrix.values.allSatisfy { $0 >= 0 }
        var mosaic = Mosaic(
            fields: outputs.map { matrix.row($0) }, rows: geometry.rows, columns: geometry.columns,
            map: request.colorMap ?? (isPositive ? .viridis : .balance), range: isPositive ? .shared : .individual,
            title: request.title ?? Account.training(content.training).map { "Receptive fields: \($0)" })
        if outputs.count <= 64 { mosaic.names = outputs.map(String.init) }
        if let labels = content.labels {
            let groups = LabelGroups(labels)
            mosaic.groups = outputs.map { groups.of[$0] }
            mosaic.groupNames = groups.names
        }
        mosaic.subtitle = "weights of each output over its \(geometry.rows)×\(geometry.columns) inputs"
        mosaic.across = request.columns ?? (request.only == nil ? grid : nil)
        mosaic.aspect = request.options.aspect
        mosaic.footnote = shown.footnote
        return mosaic
    }
}

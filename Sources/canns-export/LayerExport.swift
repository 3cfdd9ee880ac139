import CommandKit
import Documents
import HDF5Store
import Models
import Neurons
import OpenFormats

/// A trained layer as a graph of NIR.
struct LayerExport {
    private let layer: NIRLayer

    init(_ arguments: Arguments, _ root: borrowing HDF5Group, _ header: DocumentHeader?) throws {
        guard let header, header.kind == .weights, case .weights(let document) = try AnyDocument(root, header) else {
            throw FormatError("is \(header?.kind.noun ?? "no file of canns"), expected the weights of a layer")
        }
        guard let matrix = document.matrix, [LinearLayer.kind, SpikingLayer.kind].contains(document.model.kind) else {
            throw FormatError(
                "is a model of kind \(document.model.kind), expected a \(LinearLayer.kind) or a \(SpikingLayer.kind)")
        }
        guard document.model.kind == SpikingLayer.kind else {
            layer = NIRLayer(
                inputs: matrix.columns, outputs: matrix.rows, weights: matrix.values.map { Double($0) })
            return
        }
        guard let step = arguments.number("dt") ?? document.model.value("dt")?.real else {
            throw FormatError("/model@dt: is missing, expected the length of a step in ms; name it with --dt")
        }
        let model = try document.model(as: SpikingLayer.self)
        let integration = NIRIntegration(rawValue: arguments.textOrDefault("integration")) ?? .euler
        layer = try NIRLayer(
            inputs: matrix.columns, outputs: matrix.rows, weights: matrix.values, dynamics: model.dynamics,
            step: step / 1000, integration: integration)
    }

    var bytes: [UInt8] { get throws { try HDF5Image.bytes { try layer.write($0) } } }
}

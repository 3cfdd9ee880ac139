import CommandKit
import Documents
import LearningRules
import Models
import Neurons
import Numerics
import OpenFormats
import OperatingSystem
import Parameters

/// A layer of other software, in a NIR file, that training goes on from.
struct InitialLayer: Sendable {
    let path: String
    /// The kind of model that it is.
    let kind: String
    private let weights: Matrix
    /// Where its units spike.
    private let dynamics: MembraneDynamics?

    /// Nil where `--initial` is not given, or names a file of another kind.
    init?(_ arguments: Arguments) throws {
        guard let path = arguments.text("initial"), InputFile.exists(path), !InputFile.isStream(path) else {
            return nil
        }
        do {
            let found = try DocumentReader.open(path) { root, header in
                try header == nil && NIRLayer.isIn(root) ? NIRLayer(root) : nil
            }
            guard let layer = found else { return nil }
            let step = try layer.units.flatMap { try Self.step(arguments) ?? $0.step }
            if layer.units != nil, step == nil {
                throw Failure(
                    "\(path): has time constants in seconds, but neither it nor the patterns say how long a step is; "
                        + "name it with --dt")
            }
            let membrane = try step.flatMap { try layer.membrane(step: $0) }
            weights = Matrix(
                rows: layer.outputs, columns: layer.inputs, values: membrane?.weights ?? layer.weights.map { Float($0) }
            )
            dynamics = membrane?.dynamics
            guard weights.isFinite else {
                throw FormatError("its weights and resistances are too large together, expected products below 3.4e38")
            }
            try dynamics?.checkParameters()
        } catch let error as ParameterError { throw Failure("\(path): of its units \(error)") } catch let error
            as FormatError
        { throw Failure("\(path): \(error)") }
        self.path = path
        kind = dynamics == nil ? LinearLayer.kind : SpikingLayer.kind
    }

    /// The length of a step of the patterns in seconds, where their file says it.
    private static func step(_ arguments: Arguments) throws -> Double? {
        if let given = arguments.number("dt") { return given / 1000 }
        guard let path = arguments.operands.first, InputFile.exists(path), !InputFile.isStream(path) else { return nil }
        let milliseconds = try SpikesDocument.step(of: path, dataset: arguments.text("dataset"))
        return milliseconds.map { $0 / 1000 }
    }

    /// As a weights file would have it.
    var document: WeightsDocument {
        WeightsDocument(
            model: WeightsDocument.Model(kind: kind), form: .dense, content: .matrix(.values(weights)))
    }

    /// The parameters of its units, which are among those of rules by spike timing.
    var parameters: [String: ParameterValue] {
        guard let dynamics else { return [:] }
        return dynamics.valuesByName.filter { ["threshold", "v-reset", "leak"].contains($0.key) }
    }
}

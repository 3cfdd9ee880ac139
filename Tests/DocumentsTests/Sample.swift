import Patterns

@testable import Documents

/// Sets of every coding.
enum Sample {
    static func patterns(_ coding: Coding) -> PatternSet {
        let geometry = Geometry(rows: 2, columns: 3)
        return switch coding {
        case .bipolar:
            PatternSet(
                coding: .bipolar, neurons: 6, values: .integers([1, -1, 1, 1, -1, -1, -1, -1, 1, 1, 1, -1]),
                names: ["a", "µ ü"], geometry: geometry, thresholds: [100.5, 20], sources: ["x/a.png", "x/b.png"])
        case .binary:
            PatternSet(coding: .binary, neurons: 6, values: .integers([1, 0, 0, 1, 1, 1]), names: ["one"])
        case .real:
            PatternSet(
                coding: .real, neurons: 6, values: .reals([0.5, -2, 1e-30, 3e30, 0, 1, 6, 5, 4, 3, 2, 1]),
                names: ["p", "q"], geometry: geometry)
        case .grey:
            PatternSet(
                coding: .grey, neurons: 6, values: .levels([0, 1, 127, 128, 254, 255]), names: ["colours"],
                geometry: Geometry(rows: 1, columns: 2, channels: 3))
        case .spikes:
            PatternSet(
                coding: .spikes, neurons: 6, values: .integers([0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]),
                geometry: geometry, timeStep: 0.5)
        }
    }

    static let provenance = Provenance(command: "canns-test", earlier: FileOrigin(history: "before"))

    static func weights(_ form: WeightsDocument.Form) -> WeightsDocument {
        let memory = OuterProductWeights(
            patterns: patterns(.bipolar), coefficients: [0.5, 0.25], offsets: [0, 0.5], zeroDiagonal: false)
        return WeightsDocument(
            model: WeightsDocument.Model(
                kind: "amari-hopfield", parameters: [("neurons", .integer(6)), ("slope", .real(0.1))]),
            form: form, content: .memory(memory),
            training: WeightsDocument.Training(
                attributes: [("rule", .text("hebbian")), ("seed", .integer(7)), ("zero_diagonal", .truth(false))],
                curves: [("weight_norm", [1, 2, 3])]))
    }
}

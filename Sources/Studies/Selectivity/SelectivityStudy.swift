// Aim: how sharply each unit of a trained layer prefers some stimuli to others.
//
//     selectivity   1 - mean_s r_s / max_s r_s                                      0 all alike ... 1 - 1/n one only
//     sparseness    (1 - (sum_s r_s / n)² / (sum_s r_s² / n)) / (1 - 1/n)            0 all alike ... 1 one only
//
// r_s >= 0 response of a unit to stimulus s (negative responses count as 0), n number of stimuli. A unit that never
// responds is silent and has neither.
//
// Reference: E. L. Bienenstock, L. N. Cooper, P. W. Munro, J. Neurosci. 2, 32 (1982); W. E. Vinje, J. L. Gallant,
// Science 287, 1273 (2000).

import Numerics
import Parameters

public struct SelectivityStudy: Study {
    public static let description = StudyDescription(
        name: "selectivity", summary: "How sharply the units of a trained layer prefer some stimuli to others.",
        method: [
            "Takes the response of every unit to every stimulus and gives its tuning, its preferred stimulus, its selectivity and its sparseness.",
            "Of a file made by canns-recall, the stimuli are its cues. Of the weights of a linear layer whose inputs are pictures, they are gratings of 12 orientations, each with the phase and period that the unit answers best.",
        ],
        references: [
            "Bienenstock, Cooper, Munro, J. Neurosci. 2, 32 (1982)", "Vinje, Gallant, Science 287, 1273 (2000)",
        ],
        need: .responses,
        quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["unit"], columns: ["unit", "selectivity", "sparseness", "preferred", "mean_response"])
        ])

    public struct Settings: StudySettings {
        public static let parameters: [Parameter<Self>] = [
            Parameter(
                "absolute", \.absolute,
                help: "take the magnitude of a response, for rules that do not tell a feature from its inverse")
        ]
        public static let defaults = Self()

        /// Whether the magnitude of a response counts.
        public var absolute: Bool

        public init(absolute: Bool = false) { self.absolute = absolute }
    }

    public let settings: Settings
    private let responses: Matrix
    private let stimuli: [String]

    enum Quantity: Int, CaseIterable {
        case selectivity, sparseness, preferred, mean, greatest

        var values: StudyQuantity {
            switch self {
            case .selectivity: .share("selectivity", canBeUnknown: true)
            case .sparseness: .finite("sparseness")
            case .preferred: StudyQuantity("preferred stimulus", .stimulus)
            case .mean: .finite("mean response")
            case .greatest: .finite("greatest response")
            }
        }
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        guard let responses = inputs.responses, responses.rows > 0, responses.columns > 0 else {
            throw StudyError("no responses, expected the weights of a layer and patterns as stimuli")
        }
        guard responses.isFinite else { throw StudyError("a response is not finite, expected numbers") }
        let stimuli = inputs.stimuli ?? (0..<responses.columns).map { "stimulus-\($0)" }
        guard stimuli.count == responses.columns else {
            throw StudyError("\(stimuli.count) names for \(responses.columns) stimuli, expected one each")
        }
        self.settings = settings
        self.responses = responses
        self.stimuli = stimuli
    }

    public var cellCount: Int { responses.rows }
    public var quantityCount: Int { Quantity.allCases.count }

    private func tuning(_ unit: Int) -> [Double] {
        responses.row(unit).map { settings.absolute ? abs(Double($0)) : max(0, Double($0)) }
    }

    public func cell(_ index: Int) throws -> [Double] {
        let tuning = tuning(index)
        let count = Double(tuning.count)
        let mean = tuning.reduce(0, +) / count
        let preferred = tuning.indices.max { tuning[$0] < tuning[$1] } ?? 0
        let greatest = tuning[preferred]
        guard greatest > 0 else { return [.nan, .nan, -1, 0, 0] }
        // Shares of the greatest response, so that squares neither overflow nor vanish.
        let shares = tuning.map { $0 / greatest }
        let (first, second) = (shares.reduce(0, +) / count, shares.reduce(0) { $0 + $1 * $1 } / count)
        let sparseness = count > 1 ? (1 - first * first / second) / (1 - 1 / count) : .nan
        return [1 - first, sparseness, Double(preferred), mean, greatest]
    }

    // MARK: - Result

    public func result(_ cells: StudyCells) throws -> StudyResult {
        let units = Array(0..<responses.rows)
        func all(_ quantity: Quantity) -> [Double] {
            units.map { cells.values[$0 * cells.quantities + quantity.rawValue] }
        }
        let preferred = all(.preferred).map { $0 < 0 ? "" : stimuli[Int($0)] }
        let (selectivity, sparseness) = (all(.selectivity), all(.sparseness))
        let columns: [StudyColumn] = [
            .axis("unit", .integers(units), description: "unit of the layer"),
            .axis("stimulus", .texts(stimuli), description: "stimulus"),
            StudyColumn(
                "tuning", .numbers(units.flatMap(tuning)), axes: ["unit", "stimulus"],
                description: "response of a unit to a stimulus"),
            StudyColumn(
                "selectivity", .numbers(selectivity), axes: ["unit"],
                description: "1 - mean / greatest response; NaN for a silent unit"),
            StudyColumn(
                "sparseness", .numbers(sparseness), axes: ["unit"],
                description: "0 if all stimuli are answered alike, 1 if one only; NaN for a silent unit"),
            StudyColumn(
                "preferred", .texts(preferred), axes: ["unit"], description: "stimulus with the greatest response"),
            StudyColumn("mean_response", .numbers(all(.mean)), axes: ["unit"], description: "mean response"),
        ]
        let summary = Summary(selectivity)
        let silent = selectivity.count(where: \.isNaN)
        var findings = [
            "mean selectivity \(fixed(summary.mean, 3)), mean sparseness \(fixed(Summary(sparseness).mean, 3)); \(Set(preferred.filter { !$0.isEmpty }).count) of \(stimuli.count) stimuli are preferred by some unit"
        ]
        if silent > 0 { findings.append("\(silent) of \(units.count) units are silent") }
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots,
            table: table(selectivity, sparseness, preferred),
            findings: findings)
    }

    private var plots: [StudyPlot] {
        [
            StudyPlot("tuning", title: "Tuning", kind: .map, x: "stimulus", y: ["tuning"]),
            StudyPlot("selectivity", title: "Selectivity", kind: .bars, x: "unit", y: ["selectivity"], range: 0...1),
        ]
    }

    private func table(_ selectivity: [Double], _ sparseness: [Double], _ preferred: [String]) -> StudyTable {
        var table = StudyTable(["unit", "selectivity", "sparseness", "preferred"])
        for unit in selectivity.indices {
            table.add(["\(unit)", fixed(selectivity[unit], 3), fixed(sparseness[unit], 3), preferred[unit]])
        }
        return table.first(of: selectivity.count, "units")
    }
}

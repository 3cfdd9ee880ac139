import CommandKit
import Documents
import Numerics
import Patterns

/// The spikes of a file: of its units, or of the inputs and outputs of a layer or network.
struct SpikeContent {
    /// Units that are shown together.
    struct Units {
        let count: Int
        /// The parts of them that are told apart.
        var populations: [(name: String, units: Range<Int>)]
        /// Whether there is a spike at a place of the record, [step, unit].
        fileprivate let fires: (Int) -> Bool

        /// The spikes of some units, step by step; told is the place of a unit among them.
        func forEachSpike(_ units: [Int], _ steps: Range<Int>, _ body: (_ row: Int, _ step: Int) -> Void) {
            for step in steps {
                for (row, unit) in units.enumerated() where fires(step * count + unit) { body(row, step) }
            }
        }
    }

    let inputs: Units
    /// Of a layer or network what it made of them.
    private(set) var outputs: Units?
    let stepCount: Int
    let time: TimeAxis
    /// The length of a step in ms, where it is known.
    let timeStep: Double?
    /// What each step shows, where that is known.
    let labels: PatternLabels?
    /// What was done, in words.
    private(set) var account: String?

    /// - Throws: `ViewObstacle` for a file without spikes.
    init(_ document: AnyDocument) throws(ViewObstacle) {
        switch document {
        case .patterns(let document) where document.patterns.coding == .spikes: self.init(document.patterns)
        case .patterns:
            throw ViewObstacle("the patterns are no spikes; make some with canns-import --spikes poisson")
        case .responses(let response):
            guard case .spiking(let spikes, _, _) = response.contents else { fallthrough }
            self.init(response.inputs)
            let all = [(name: "output", units: 0..<spikes.columns)]
            outputs = Units(
                count: spikes.columns, populations: response.model.populations(of: spikes.columns) ?? all
            ) { spikes.values[$0] > 0 }
            account = Account.training(response.training)
        default:
            throw ViewObstacle(
                "\(document.noun) holds no spikes; present some to a spiking layer with canns-recall --cues SPIKES")
        }
    }

    private init(_ spikes: PatternSet) {
        let fires: (Int) -> Bool =
            switch spikes.values {
            case .integers(let values): { values[$0] > 0 }
            case .reals(let values): { values[$0] > 0 }
            case .levels(let values): { values[$0] > 0 }
            }
        inputs = Units(
            count: spikes.neurons, populations: [(name: "unit", units: 0..<spikes.neurons)], fires: fires)
        (stepCount, timeStep, labels) = (spikes.count, spikes.timeStep, spikes.labels)
        time = TimeAxis(step: spikes.timeStep)
    }

    /// How often some units fire in a step of each label.
    ///
    /// - Throws: `Failure` for steps without labels.
    func tuning(_ source: Units, _ units: [Int], _ steps: Range<Int>) throws -> LabelTuning {
        guard let labels else {
            throw Failure(
                "the steps have no labels, which would tell what each shows; canns-import --labels gives pictures some, "
                    + "and --spikes those of their steps")
        }
        var tuning = LabelTuning(labels, units: units.count, samples: steps)
        source.forEachSpike(units, steps) { tuning.add(1, unit: $0, sample: $1) }
        return tuning
    }
}

import CANNS
import Documents
import Synchronization
import TestSupport
import Testing
import Training

/// A rule and a model of the registries that fit each other.
struct Pairing: CustomTestStringConvertible, Sendable {
    let rule: any LearningRule.Type
    let model: any StorableModel.Type
    var testDescription: String { "\(rule.description.name) on \(model.kind)" }

    static let all = RuleRegistry.all.flatMap { rule in
        LearningMode.models(for: rule).map { Pairing(rule: rule, model: $0) }
    }

    var isOfExposures: Bool { (rule as? any LocalRule.Type)?.layerKind == .exposure }

    /// Spikes, real samples or patterns to store, of a coding that the rule learns; another set for another seed.
    func patterns(seed: UInt64) -> PatternSet {
        var random = RandomStream(seed: seed, purpose: "pairing")
        if isOfExposures {
            let values = (0..<10 * 40).map { _ in max(0, Float(2 * random.nextUniform() - 1)) }
            return PatternSet(Matrix(rows: 10, columns: 40, values: values))
        }
        if model is any SpikingModel.Type {
            let values = (0..<200 * 40).map { _ in Int8(random.nextUniform() < 0.1 ? 1 : 0) }
            return PatternSet(coding: .spikes, neurons: 40, values: .integers(values))
        }
        if model.structure == .layer {
            return PatternSet(
                Matrix(rows: 100, columns: 40, values: (0..<100 * 40).map { _ in 0.1 * Float(random.nextNormal()) }))
        }
        let isBipolar = rule.description.codings.contains(.bipolar)
        let values = (0..<6 * 40).map { _ in Int8(random.nextUniform() < 0.5 ? 1 : isBipolar ? -1 : 0) }
        return PatternSet(
            coding: isBipolar ? .bipolar : .binary, neurons: 40, values: .integers(values),
            names: (0..<6).map { "\(seed)-\($0)" })
    }
}

/// Every rule on every model that it learns on, through the one trainer and through a file.
@Suite struct SavingTests {
    private static func trainer<Network: StorableModel, Rule: LearningRule>(
        _ model: Network.Type, _ rule: Rule.Type, threshold: Double = 0.2
    ) throws -> Trainer<Network, Rule> {
        var given: [String: ParameterValue] = [:]
        // Units that fire, where they are to learn by their spikes.
        if model is any SpikingModel.Type {
            given = model is any VoltageModel.Type ? ["current": .number(2000)] : ["threshold": .number(threshold)]
        }
        if Pairing(rule: rule, model: model).isOfExposures { given = RuleCase.shortExposure }
        let rule = try Rule(given)
        let hasPartners = model is any PairModel.Type || model.structure == .connections
        var design = ModelDesign(inputs: 40, outputs: hasPartners ? 40 : 5)
        design.parameters = Trainer<Network, Rule>.modelParameters(of: rule)
        return Trainer(try Network(design: design), rule)
    }

    private static func weights(_ contents: ModelContents) throws -> Matrix {
        switch contents.weights {
        case .matrix(let matrix): matrix
        case .associative(let weights): try weights.matrix()
        case .patterns: contents.patterns?.matrix ?? Matrix(rows: 0, columns: 0)
        case .connections(_, let weights): Matrix(rows: 1, columns: weights.count, values: weights)
        case .bits(let bits):
            Matrix(rows: bits.rows, columns: bits.columns, values: (0..<bits.rows).flatMap { bits.floats(row: $0) })
        }
    }

    /// Trained, saved, loaded and trained further, a model is to the bit the one that was trained without a break.
    @Test(arguments: Pairing.all) func loadedGoesOn(_ pairing: Pairing) throws {
        func check<Network: StorableModel, Rule: LearningRule>(_ model: Network.Type, _ rule: Rule.Type) throws {
            let place = try Scratch()
            let (first, second) = (pairing.patterns(seed: 1), pairing.patterns(seed: 2))
            var whole = try Self.trainer(model, rule)
            // Partners of patterns, where pairs are learned: others of their kind.
            let isOfPairs = Trainer<Network, Rule>.mode?.isOfPairs == true
            if isOfPairs { whole.targets = pairing.patterns(seed: 3) }
            try whole.train(first)
            let saved = place.path("first.h5")
            try whole.save(to: saved)
            var rest = try Trainer<Network, Rule>.load(saved)
            #expect(try Self.weights(rest.model.contents) == Self.weights(whole.model.contents))
            #expect(rest.ruleState == whole.ruleState && rest.runningState == whole.runningState)
            if isOfPairs { (whole.targets, rest.targets) = (pairing.patterns(seed: 4), pairing.patterns(seed: 4)) }
            try whole.train(second)
            try rest.train(second)
            #expect(try Self.weights(rest.model.contents) == Self.weights(whole.model.contents))
            #expect(rest.ruleState == whole.ruleState && rest.runningState == whole.runningState)
            #expect(rest.stored?.names == whole.stored?.names)
            #expect(rest.report?.curves == whole.report?.curves)
        }
        try check(pairing.model, pairing.rule)
    }

    /// The file has what was done, and what it went on from.
    @Test func fileTellsTheTraining() throws {
        let place = try Scratch()
        let path = place.path("layer.h5")
        var trainer = Trainer(LinearLayer(inputs: 40, outputs: 3, seed: 1), OjaRule(learningRate: 0.02))
        trainer.options.epochs = 4
        trainer.options.snapshotEvery = 2
        trainer.options.schedule = .inverse(time: 50)
        let report = try trainer.train(Pairing(rule: OjaRule.self, model: LinearLayer.self).patterns(seed: 1))
        try trainer.save(to: path, command: "my program")
        let document = try WeightsDocument.read(path)
        #expect(
            document.training.value("rule")?.text == "oja" && document.training.value("learning_rate")?.real == 0.02)
        #expect(document.training.value("epochs")?.integer == 4 && document.training.value("samples")?.integer == 400)
        #expect(document.training.value("schedule")?.text == "1/t")
        #expect(document.training.value("stop_reason")?.text == "complete")
        #expect(document.training.curves.first { $0.name == "change" }?.values == report.curves["change"])
        #expect(document.snapshots == trainer.snapshots && document.snapshots.map(\.epoch) == [2, 4])
        #expect(document.header?.history.contains("my program") == true)

        var further = try Trainer<LinearLayer, OjaRule>.load(path)
        try further.train(Pairing(rule: OjaRule.self, model: LinearLayer.self).patterns(seed: 2))
        try further.save(to: path, replacing: true)
        let later = try WeightsDocument.read(path)
        #expect(later.training.value("initial_sha256")?.text == document.header?.id)
        #expect(later.header?.history.hasSuffix(document.header?.history ?? "?") == true)
    }

    /// The second order of Storkey's rule learns with w_ii, which recall does not use: the file has it as /diagonal. After
    /// one pattern on no weights h = 0, so that w_ii = x_i² / N = 1/40.
    @Test func diagonalGoesOn() throws {
        let place = try Scratch()
        let path = place.path("storkey.h5")
        let pairing = Pairing(rule: StorkeyRule.self, model: AmariHopfieldNetwork.self)
        let (first, second) = (pairing.patterns(seed: 1).selecting([0]), pairing.patterns(seed: 2))
        var whole = StorkeyTrainer(AmariHopfieldNetwork(neurons: 40), StorkeyRule(order: 2))
        try whole.train(first)
        try whole.save(to: path)
        #expect(try WeightsDocument.read(path).state["diagonal"] == [Float](repeating: 1 / 40, count: 40))
        var rest = try StorkeyTrainer.load(path)
        try whole.train(second)
        try rest.train(second)
        #expect(rest.ruleState == whole.ruleState)
        #expect(try Self.weights(rest.model.contents) == Self.weights(whole.model.contents))
    }

    @Test func modelAlone() throws {
        let place = try Scratch()
        let path = place.path("memory.h5")
        let patterns = randomPatterns(4, 60)
        var trainer = HebbianTrainer(AmariHopfieldNetwork(neurons: 60))
        #expect(throws: DocumentError.self) { try trainer.save(to: path) }
        try trainer.train(patterns)
        try trainer.save(to: path)
        let network = try AmariHopfieldNetwork.load(path)
        let cues = try patterns.damaged(by: [.flipCount(6)], seed: 3)
        #expect(try network.respond(to: cues).final.values == trainer.predictBatch(cues).final.values)
    }

    @Test func refusals() throws {
        let place = try Scratch()
        let path = place.path("memory.h5")
        var trainer = HebbianTrainer(AmariHopfieldNetwork(neurons: 60))
        try trainer.train(randomPatterns(4, 60))
        try trainer.save(to: path)
        var error = #expect(throws: DocumentError.self) { try trainer.save(to: path) }
        #expect(error?.description == "\(path): exists; save(to:replacing: true) replaces it")
        error = #expect(throws: DocumentError.self) { try LinearLayer.load(path) }
        #expect(error?.description == "\(path): the model is amari-hopfield, expected linear-layer")
        error = #expect(throws: DocumentError.self) { try PseudoInverseTrainer.load(path) }
        #expect(
            error?.description
                == "\(path): was learned by rule hebbian, expected pseudo-inverse; load(_:rule:) goes on with another")
        // Another rule may go on where it is named: unlearning what was learned.
        var forgetting = try AntiHebbianTrainer.load(path, rule: AntiHebbianRule())
        try forgetting.train(randomPatterns(4, 60).selecting([2]))
        #expect(forgetting.stored?.count == 3)
    }

    /// A network that a local rule has trained keeps what it was shown, each pattern once, and tells its energy.
    @Test func locallyTrainedNetwork() throws {
        let place = try Scratch()
        let patterns = randomPatterns(3, 20)
        let energies = Mutex<[Double?]>([])
        var trainer = Trainer(AmariHopfieldNetwork(neurons: 20), OjaRule(learningRate: 0.01))
        trainer.progress = { step in energies.withLock { $0.append(step.energy) } }
        for _ in 0..<2 { try trainer.train(patterns) }
        #expect(trainer.stored?.values == patterns.values)
        try trainer.save(to: place.path("local.h5"))
        let back = try Trainer<AmariHopfieldNetwork, OjaRule>.load(place.path("local.h5"))
        #expect(back.stored?.values == patterns.values)
        // The last epoch began with weights that are not 0, so that its states had an energy.
        #expect(energies.withLock { $0.last?.map { $0 != 0 } } == true)
    }

    /// A checkpoint comes back as it was.
    @Test func checkpoint() throws {
        let place = try Scratch()
        let path = place.path("state.h5")
        let state = TrainingState(
            epoch: 2, step: 17, weights: Matrix([[1, 2, 3], [4, 5, 6]]),
            rule: NamedArrays(["trace_post": [0.5, 0.25]]),
            model: NamedArrays(["v": [-0.5, 0.75], "refractory": [0, 3]]),
            record: NamedArrays(["curve/change": [1, 0.5]]),
            snapshots: [WeightSnapshot(epoch: 1, weights: Matrix([[0, 1, 0], [1, 0, 1]]))])
        try state.write(to: path, kind: SpikingLayer.kind, key: "this one", provenance: Provenance(command: "test"))
        #expect(try TrainingState.read(path, key: "this one") == state)
        #expect(throws: DocumentError.self) { try TrainingState.read(path, key: "another") }
    }
}

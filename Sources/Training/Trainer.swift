import LearningRules
import Models
import Numerics
import Parameters
import Patterns

/// Joins a model and a rule: presents patterns to the one and lets the other change its weights.
///
///     var memory = Trainer(AmariHopfieldNetwork(neurons: 16384), HebbianRule())
///     try memory.train(faces)
///     let recall = try memory.predictBatch(damagedFaces)
///
///     var layer = Trainer(LinearLayer(inputs: 64, outputs: 4, seed: 1), OjaRule(learningRate: 0.02))
///     layer.options.epochs = 10
///     try layer.train(patches)
///
/// How the rule learns follows from what it is and what the model can do: see `LearningMode`.
public struct Trainer<Network: Model, Rule: LearningRule> {
    public var model: Network
    public var rule: Rule
    public var options = TrainingOptions()
    /// What the rule keeps beside the weights: thresholds, traces, a diagonal. Set it to go on from those of an earlier
    /// training.
    public var ruleState: NamedArrays {
        didSet { stateAwaitsTimeStep = false }
    }
    /// Whether what the rule begins with depends on the length of a step, which nobody has said so far.
    var stateAwaitsTimeStep = false
    /// The weights that a local rule changes; nil for those that the model names.
    public var weightsPath: (WritableKeyPath<Network, Matrix> & Sendable)?

    /// A signal to all synapses for a sample, such as reward, to local rules; 1 without it.
    public var modulator: ((_ sample: Int, _ activity: Activity) -> Float)?
    /// Told where long work stands.
    public var progress: (@Sendable (TrainingProgress) -> Void)?
    /// Asked now and then whether to stop; training then ends with the reason `interrupted`.
    public var shouldStop: (@Sendable () -> Bool)?
    /// Given the complete state of a local training after every epoch, as often as the options say, and when stopped.
    public var checkpoint: ((TrainingState) throws -> Void)?

    /// The partner of each pattern of the next training, in a memory of pairs.
    public var targets: PatternSet?

    /// The file that learning goes on from, where there is one.
    package var origin: (any TrainingOrigin)?
    /// What the last training did.
    public private(set) var report: TrainingReport?
    /// What the last training learned from.
    public private(set) var patterns: PatternSet?
    /// Weights after some of the epochs of the last training.
    public internal(set) var snapshots: [WeightSnapshot] = []
    /// The patterns of all trainings of a memory, where the weights do not keep them.
    private var rehearsed: PatternSet?

    public init(_ model: Network, _ rule: Rule) {
        self.model = model
        self.rule = rule
        ruleState = NamedArrays()
        if case .local(let rule, let layer)? = Self.mode { ruleState = initialState(rule, layer) }
    }

    public init(_ model: Network, rule: Rule) { self.init(model, rule) }

    /// With the rule's defaults.
    public init(_ model: Network) { self.init(model, Rule.defaults) }

    /// The parameters of the model that a rule hands over.
    public static func modelParameters(of rule: Rule) -> [String: ParameterValue] {
        if mode?.isOfPairs == true, let rule = rule as? any PairRule { return rule.pairParameters }
        return rule.modelParameters
    }

    /// How the rule learns on the model; nil where it does not.
    package static var mode: LearningMode? { LearningMode(Rule.self, on: Network.self) }

    /// Chooses whether `progress`, once it is set, is told where long work stands, and between the fast kernels (`compiled`)
    /// and the plain reference path.
    public mutating func configureProgress(showProgress: Bool, compiled: Bool) {
        options.showsProgress = showProgress
        options.isCompiled = compiled
    }

    /// Learns patterns on top of what the model knows.
    ///
    /// - Parameters:
    ///   - patterns: [pattern, input].
    ///   - saved: the checkpoint of an interrupted training of these patterns by a local rule, to go on from.
    /// - Throws: `LearningError` for patterns that the rule or the model cannot take and for weights that cease to be
    ///   finite; `ParameterError` for a parameter outside its range.
    @discardableResult
    public mutating func train(_ patterns: PatternSet, resuming saved: TrainingState? = nil) throws -> TrainingReport {
        let report =
            switch Self.mode {
            case .outerProducts(let rule, let memory)?: try addOuterProducts(rule, memory, patterns)
            case .matrix(let rule, let memory)?: try makeMatrix(rule, memory, patterns)
            case .patterns(_, let memory)?: try store(memory, patterns)
            case .pairs(let rule, let memory)?: try storePairs(rule, memory, patterns)
            case .local(let rule, let layer)?: try learnLocally(rule, layer, patterns, saved)
            case nil: throw misfit
            }
        if Self.mode?.isLocal == true, Network.self is any RecallingModel.Type { remember(patterns) }
        note(report, patterns)
        return report
    }

    mutating func note(_ report: TrainingReport, _ patterns: PatternSet) {
        self.report = report
        self.patterns = patterns
    }

    /// What the model makes of one input: the state in which a cue comes to rest, the response of a layer.
    ///
    /// - Throws: `RecallError` for an input that the model cannot answer.
    public func predict(_ pattern: [Float]) throws -> [Float] { try model.respond(to: pattern, responseSetting(1)) }

    /// What the model makes of a batch of inputs; its own state stays.
    ///
    /// - Throws: `RecallError` for inputs that the model cannot answer.
    public func predictBatch(_ patterns: PatternSet) throws -> Network.Response {
        try model.respond(to: patterns, responseSetting(patterns.count))
    }

    /// The patterns that a memory has learned, where they are known. Set them to go on from weights of an earlier
    /// training, which rules that would lose earlier patterns learn again.
    public var stored: PatternSet? {
        get {
            if let memory = model as? any PatternMemoryModel { return memory.storedPatterns }
            if let memory = model as? any PairModel { return memory.keys }
            if case .outerProduct(let memory)? = (model as? any AssociativeModel)?.weights { return memory.patterns }
            return rehearsed
        }
        set { rehearsed = newValue }
    }

    /// Keeps what a network has been shown beside what it knew, so that it can be recalled.
    mutating func remember(_ patterns: PatternSet) {
        guard let known = stored, known.coding == patterns.coding, known.neurons == patterns.neurons else {
            stored = patterns
            return
        }
        // A local rule may see the same patterns in many trainings.
        if known.values != patterns.values || Self.mode?.isLocal != true { stored = known.appending(patterns) }
    }

    /// What the dynamics of the model need to go on exactly where they stand; empty for models without.
    public var runningState: NamedArrays {
        get { (model as? any PlasticModel)?.runningState ?? NamedArrays() }
        set {
            if case .local(_, let plastic)? = Self.mode { setRunningState(plastic, newValue) }
        }
    }

    private mutating func setRunningState<Plastic: PlasticModel>(_: Plastic.Type, _ state: NamedArrays) {
        withModel(as: Plastic.self) { $0.runningState = state }
    }

    private var misfit: LearningError {
        let kinds = LearningMode.models(for: Rule.self).map { $0.kind }.joined(separator: " or ")
        return LearningError(
            description: "rule \(Rule.description.name) learns on \(kinds.isEmpty ? "another model" : "a \(kinds)"), "
                + "expected one instead of a \(Network.kind)")
    }

    private func responseSetting(_ count: Int) -> ResponseSetting {
        var setting = ResponseSetting()
        setting.workers = options.workers
        setting.isCompiled = options.isCompiled
        guard let report = reporter else { return setting }
        setting.progress = { step, moving, energy in
            report(
                TrainingProgress(
                    iteration: step, total: nil, energy: energy,
                    convergence: Double(count - moving) / Double(max(1, count))))
        }
        return setting
    }

    /// Where progress goes, if anywhere.
    var reporter: (@Sendable (TrainingProgress) -> Void)? { options.showsProgress ? progress : nil }

    /// The model as one with an ability that its type is known to have, changed in place: a cast would copy its weights.
    mutating func withModel<Able, Result>(
        as type: Able.Type, _ body: (inout Able) throws -> Result
    ) rethrows -> Result {
        precondition(type == Network.self, "the model's own type")
        return try withUnsafeMutablePointer(to: &model) { model in
            try model.withMemoryRebound(to: type, capacity: 1) { try body(&$0.pointee) }
        }
    }
}

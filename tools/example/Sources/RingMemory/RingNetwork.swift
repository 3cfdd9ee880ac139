// Aim: an associative network whose units stand on a ring and act on their neighbours alone.
//
//     h_i = sum over j with 0 < |i - j| <= reach of w_ij s_j,  |i - j| counted around the ring
//     s_i <- sign(h_i - theta),  E = -1/2 sum_i s_i h_i + theta sum_i s_i
//
// A memory needs far fewer weights, 2 reach a unit instead of N, and holds accordingly less.

import CANNS

/// Units on a ring. Every rule that makes a memory of patterns trains it, since it holds associative weights; what such a
/// rule puts between units that are too far from each other is cut off.
public struct RingNetwork: AssociativeModel {
    public static let kind = "ring-network"

    /// What a file keeps of it beside the weights, and `--reach` replaces.
    public struct Settings: Parametrised {
        public static let noun = "model"
        public static let defaults = Settings()
        public static let parameters: [Parameter<Settings>] = [
            Parameter("reach", \.reach, 1...1_000_000, help: "how many neighbours on either side act on a unit")
        ]
        public var reach: Int

        public init(reach: Int = 20) { self.reach = reach }
    }

    public let settings: Settings
    public var weights: AssociativeWeights {
        didSet { weights = Self.withinReach(weights, settings.reach) }
    }
    public var activation = Activation.sign
    public var order = UpdateOrder.asynchronous
    public var threshold: Float = 0
    public var recallOptions = RecallOptions()
    public var state: [Float]

    public init(weights: AssociativeWeights, settings: Settings = Settings()) {
        self.weights = Self.withinReach(weights, settings.reach)
        self.settings = settings
        state = [Float](repeating: 1, count: weights.neurons)
    }

    /// The matrix of the weights between units that are near enough; no weights stay none.
    private static func withinReach(_ weights: AssociativeWeights, _ reach: Int) -> AssociativeWeights {
        var matrix: Matrix
        switch weights {
        case .empty: return weights
        case .dense(let dense): matrix = dense
        case .outerProduct(let products): matrix = products.dense()
        case .stored: preconditionFailure("weights in memory")
        }
        for unit in 0..<matrix.rows {
            for other in 0..<matrix.rows {
                let apart = min(abs(unit - other), matrix.rows - abs(unit - other))
                if apart == 0 || apart > reach { matrix[unit, other] = 0 }
            }
        }
        return .dense(matrix)
    }

    public static func supports(_ order: UpdateOrder) -> Bool { order == .synchronous || order == .asynchronous }

    public mutating func initState() { state = [Float](repeating: 1, count: neurons) }

    public mutating func update(_ random: inout RandomStream) {
        let before = state
        for unit in order == .synchronous ? Array(0..<neurons) : random.permutation(neurons) {
            let field = field(of: unit, order == .synchronous ? before : state)
            if field != threshold { state[unit] = field > threshold ? 1 : activation.span.lowerBound }
        }
    }

    public var energy: Double {
        state.indices.reduce(0.0) { sum, unit in
            sum + Double(state[unit]) * (Double(threshold) - Double(field(of: unit, state)) / 2)
        }
    }

    private func field(of unit: Int, _ state: [Float]) -> Float {
        guard case .dense(let matrix) = weights else { return 0 }
        return (-settings.reach...settings.reach).reduce(0) { sum, step in
            let other = (unit + step + neurons) % neurons
            return sum + matrix[unit, other] * state[other]
        }
    }
}

extension RingNetwork: StorableModel {
    public static let structure = ModelStructure.network
    public static var parameterTable: [ParameterDescription] { Settings.parameterTable }

    public init(design: ModelDesign) throws {
        let settings = try Settings(design.parameters)
        guard 2 * settings.reach < design.inputs else {
            throw ModelError("reach is \(settings.reach), expected less than half of the \(design.inputs) units")
        }
        self.init(weights: .empty(neurons: design.inputs), settings: settings)
    }

    public init(contents: ModelContents) throws {
        let weights = try contents.associativeWeights()
        let settings = try Settings(contents.parameters)
        if case .stored = weights { throw ModelError("the matrix is larger than a ring is made for") }
        guard 2 * settings.reach < weights.neurons else {
            throw ModelError("reach is \(settings.reach), expected less than half of the \(weights.neurons) units")
        }
        self.init(weights: weights, settings: settings)
    }

    public var contents: ModelContents { ModelContents(.associative(weights), parameters: settings.valuesByName) }
}

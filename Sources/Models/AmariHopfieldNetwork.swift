// Aim: the associative network of Amari and Hopfield.
//
//     field    h_i = sum_j w_ij s_j
//     update   s_i <- f(h_i - theta), all at once or one after the other
//     energy   E = -1/2 sum_ij s_i w_ij s_j + theta sum_i s_i
//
// s_i state of unit i, w_ij weight from unit j to unit i, theta the threshold, of all units or of each. With symmetric weights and no
// self-coupling, asynchronous updates never raise E; synchronous ones end in a fixed point or a 2-cycle.
//
// Reference: S. Amari, IEEE Trans. Comput. C-21, 1197 (1972); J. J. Hopfield, PNAS 79, 2554 (1982).

import Numerics
import Patterns

/// The associative network: one state a unit, weights between all units.
public struct AmariHopfieldNetwork: AssociativeModel, ThermalModel, ClampableModel, PlasticModel {
    public typealias Response = Recall

    public static let kind = "amari-hopfield"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.matrix }

    public var weights: AssociativeWeights
    public var activation: Activation
    public var order: UpdateOrder
    public var threshold: Float
    public var thresholds: [Float]? {
        didSet { precondition(thresholds.map { $0.count == neurons } ?? true, "one threshold a unit") }
    }
    public var temperature: Float
    public var recallOptions = RecallOptions()
    public var clamped: [Bool]? {
        didSet { precondition(clamped.map { $0.count == neurons } ?? true, "one choice a unit") }
    }
    public var state: [Float]
    public private(set) var field: [Float]

    /// A network without connections, its state all +1.
    public init(
        neurons: Int, activation: Activation = .sign, order: UpdateOrder = .synchronous, threshold: Float = 0,
        temperature: Float = 1
    ) {
        precondition(neurons > 0, "a network has at least one unit")
        precondition(temperature > 0, "a temperature is positive")
        weights = .empty(neurons: neurons)
        self.activation = activation
        self.order = order
        self.threshold = threshold
        self.temperature = temperature
        state = [Float](repeating: 1, count: neurons)
        field = [Float](repeating: 0, count: neurons)
    }

    /// A network with given weights.
    public init(
        weights: AssociativeWeights, activation: Activation = .sign, order: UpdateOrder = .synchronous,
        threshold: Float = 0, temperature: Float = 1
    ) {
        self.init(
            neurons: 1, activation: activation, order: order, threshold: threshold, temperature: temperature)
        self.weights = weights
        initState()
        field = [Float](repeating: 0, count: weights.neurons)
    }

    public static func supports(_ activation: Activation) -> Bool { true }
    public static func supports(_ order: UpdateOrder) -> Bool { true }

    /// The weights as a matrix, which is made where none is held: outer products are multiplied out. Writing leaves a
    /// matrix.
    ///
    /// - Precondition: the weights are not `stored`, which a matrix in memory cannot stand for.
    public var matrix: Matrix {
        get {
            switch weights {
            case .empty(let neurons): Matrix(rows: neurons, columns: neurons)
            case .dense(let matrix): matrix
            case .outerProduct(let product): product.dense()
            case .stored: preconditionFailure("stored weights are read by rows")
            }
        }
        _modify {
            var matrix = self.matrix
            // Let go of the old value first, so that the matrix is changed in place.
            weights = .empty(neurons: 0)
            defer { weights = .dense(matrix) }
            yield &matrix
        }
    }

    /// 0.14 N and at least 1: the load beyond which Hebbian recall of random patterns breaks down.
    public var storageCapacity: Int { max(1, Int(0.14 * Double(neurons))) }

    public mutating func initState() {
        state = [Float](repeating: 1, count: neurons)
    }

    public mutating func present(_ input: [Float]) {
        precondition(input.count == neurons, "one value a unit")
        state = input
        field = fields()
    }

    public var presynaptic: [Float] { state }
    public var postsynaptic: [Float] { state }

    /// E = -1/2 sᵀWs + theta sum s, summed in Double.
    public var energy: Double {
        let fields = fields()
        var coupling = 0.0
        for unit in state.indices { coupling += Double(state[unit]) * Double(fields[unit]) }
        return -coupling / 2 + state.withUnsafeBufferPointer { energyOfThresholds($0) }
    }

    /// What is subtracted from the field of a unit.
    func threshold(of unit: Int) -> Float { thresholds?[unit] ?? threshold }

    /// sum_i theta_i s_i.
    func energyOfThresholds(_ state: UnsafeBufferPointer<Float>) -> Double {
        var sum = 0.0
        guard let thresholds else {
            for value in state { sum += Double(value) }
            return Double(threshold) * sum
        }
        for unit in state.indices { sum += Double(thresholds[unit]) * Double(state[unit]) }
        return sum
    }

    /// One synchronous update or one asynchronous sweep, unit by unit: the plain path that the fast ones must match.
    public mutating func update(_ random: inout RandomStream) {
        let uniform = { (random: inout RandomStream) in Float(random.nextWord() >> 8) * 0x1p-24 }
        switch (activation, order) {
        case (.winners(let k), _):
            let fields = fields()
            fields.withUnsafeBufferPointer { fields in
                state.withUnsafeMutableBufferPointer { Activation.winners(k, of: fields, into: SharedPointer($0).base) }
            }
        case (_, .synchronous):
            let fields = fields()
            for unit in state.indices {
                let answer = activation.respond(
                    field: fields[unit], state: state[unit], threshold: threshold(of: unit), temperature: temperature,
                    uniform: { uniform(&random) })
                if clamped?[unit] != true { state[unit] = answer }
            }
        default:
            let units = order.units(neurons, &random)
            let (size, exact) = (order.unitsAtOnce(of: neurons), exactMemory)
            for start in stride(from: 0, to: neurons, by: size) {
                let block = units[start..<min(neurons, start + size)].filter { clamped?[$0] != true }
                let answers = block.map { unit in
                    activation.respond(
                        field: field(of: unit, exact), state: state[unit], threshold: threshold(of: unit),
                        temperature: temperature, uniform: { uniform(&random) })
                }
                for (unit, answer) in zip(block, answers) { state[unit] = answer }
            }
        }
    }

    /// All fields of the present state.
    private func fields() -> [Float] {
        if case .dense(let matrix) = weights { return matrix.times(state) }
        if case .empty = weights { return [Float](repeating: 0, count: neurons) }
        guard let exact = exactMemory else { return (0..<neurons).map { field(of: $0, nil) } }
        let (overlaps, sums) = exact.sums(state)
        return (0..<neurons).map {
            exact.fields.field(of: $0, own: state[$0], overlaps, exact.patterns, sums)
        }
    }

    /// Patterns of whole numbers, where states are discrete as well.
    private struct ExactMemory {
        let fields: ExactFields
        /// One a row.
        let patterns: Matrix

        /// The overlaps of a state and the sums that the fields of all units share.
        func sums(_ state: [Float]) -> (overlaps: [Float], ExactFields.Sums) {
            let overlaps = patterns.times(state)
            let total = state.reduce(0.0) { $0 + Double($1) }
            return (overlaps, fields.sums(total: total, overlaps: overlaps.map { Double($0) }))
        }
    }

    private var exactMemory: ExactMemory? {
        guard activation.isDiscrete, case .outerProduct(let products) = weights else { return nil }
        return ExactFields(products).map { ExactMemory(fields: $0, patterns: products.patterns.matrix) }
    }

    /// One field, term by term in Double.
    private func field(of unit: Int, _ exact: ExactMemory?) -> Float {
        if let exact {
            let (overlaps, sums) = exact.sums(state)
            return exact.fields.field(of: unit, own: state[unit], overlaps, exact.patterns, sums)
        }
        guard let row = try? weights.row(unit) else { preconditionFailure("weights in memory can be read") }
        var sum = 0.0
        for index in row.indices { sum += Double(row[index]) * Double(state[index]) }
        return Float(sum)
    }
}

extension AmariHopfieldNetwork: UnitThresholdModel {}

extension AmariHopfieldNetwork: StorableModel {
    public static let structure = ModelStructure.network

    public init(design: ModelDesign) { self.init(neurons: design.inputs) }

    public init(contents: ModelContents) throws { self.init(weights: try contents.associativeWeights()) }

    public var contents: ModelContents { ModelContents(.associative(weights)) }
}

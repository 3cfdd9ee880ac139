// Aim: independent components of whitened inputs, by a Hebbian rule with a nonlinear response.
//
//     y_i = sum_j w_ij x_j
//     w_ij <- w_ij + eta s_i g(y_i) x_j,   g(y) = y^3 or tanh y,   s_i = sign(m_i)
//     m_i  <- m_i + (y_i g(y_i) - g'(y_i) - m_i) / tau,   m_i = 0 and s_i = 1 at first
//     W    <- W / sqrt(c),  W <- W + (1 - W W^T) W / 2,   c = max_i sum_k |(W W^T)_ik|
//
// x input, y response, w_i weights of output i, eta learning rate, tau `sign-tau`. A weighted sum of independent sources is
// the less normal, the fewer sources it has; m is 0 for a normal y, and its sign says which way leads away from there: it
// is that of the kurtosis for y^3. The last line makes the rows of W orthonormal, so that each finds a source of its own;
// one iteration a sample is enough, since a step leaves them nearly so. The division by c, which bounds the largest
// eigenvalue of W W^T, makes the iteration converge from any start.
//
// Reference: A. Hyvärinen, E. Oja, "Independent component analysis by general nonlinear Hebbian-like learning rules",
// Signal Process. 64, 301 (1998); the iteration: A. Hyvärinen, E. Oja, Neural Comput. 9, 1483 (1997).

import Numerics
import Parameters
import Patterns

public struct IndependentComponentsRule: LocalRule {
    public static let description = RuleDescription(
        name: "ica", summary: "Finds independent components of whitened inputs: nonlinear Hebb.",
        equation: [
            "w_ij <- w_ij + eta s_i g(y_i) x_j,  y = W x,  g(y) = y^3 or tanh y,  s_i = sign(m_i)",
            "m_i <- m_i + (y_i g(y_i) - g'(y_i) - m_i) / tau",
            "then W <- W / sqrt(c),  W <- W + (1 - W W^T) W / 2,  c = max_i sum_k |(W W^T)_ik|: orthonormal rows",
            "x input, y response, w_i weights of output i, eta learning rate, tau sign-tau, m = 0 and s = 1 at first",
        ],
        reference: "Hyvärinen, Oja, Independent component analysis by general nonlinear Hebbian-like learning rules, "
            + "Signal Process. 64, 301 (1998)",
        notes: [
            "Inputs must be whitened: mean 0, variance 1, no correlation; canns-import --whiten makes them so. At most as "
                + "many outputs as inputs. Let eta fall: a schedule 1/t helps.",
            "tanh is hardly moved by rare large responses, cubic is. The sign s_i lets a unit find sources with heavy tails "
                + "as well as such with light ones, which a normal y stands between.",
        ],
        codings: [.real])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate),
        Parameter("nonlinearity", \.nonlinearity, help: "g: cubic, y^3, or tanh"),
        Parameter("sign-tau", \.signTau, 1...1e9, help: "samples averaged over for the sign of a unit's changes"),
    ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// g.
    public var nonlinearity: Nonlinearity
    /// Samples averaged over for the sign of a unit's changes.
    public var signTau: Double

    public init(learningRate: Double = 0.01, nonlinearity: Nonlinearity = .tanh, signTau: Double = 1000) {
        self.learningRate = learningRate
        self.nonlinearity = nonlinearity
        self.signTau = signTau
    }

    public func validate(outputs: Int, inputs: Int) throws {
        guard outputs <= inputs else {
            throw LearningError(
                description: "there are \(outputs) outputs, expected at most the number of inputs, which is \(inputs)")
        }
    }

    static let departureName = "departure"

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        RuleState([Self.departureName: [Float](repeating: 0, count: outputs)])
    }

    public func warnings(about patterns: PatternSet) -> [String] {
        let variances = patterns.variances
        guard let least = variances.min(), let most = variances.max(), least < 0.5 || most > 2 else { return [] }
        return [
            "the inputs are not whitened: their variances reach from \(least) to \(most), expected 1 each; what is learned "
                + "follows from that more than from independence"
        ]
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let share = slidingShare(signTau)
        for output in 0..<weights.rows {
            let response = activity.post[output]
            let sign: Float = state[Self.departureName][output] < 0 ? -1 : 1
            let step = rate * sign * nonlinearity.value(response)
            weights.withMutableRow(output) { row in
                for input in row.indices { row[input] += step * activity.pre[input] }
            }
            state[Self.departureName][output] +=
                share * (nonlinearity.departure(response) - state[Self.departureName][output])
        }
        Self.orthonormalize(&weights)
    }

    /// One iteration towards orthonormal rows.
    private static func orthonormalize(_ weights: inout Matrix) {
        let gram = weights.times(weights, transposed: true)
        let bound = gram.largestRowSum
        guard bound > 0 else { return }
        let shrunk = gram.times(weights)
        let (own, other) = (1.5 / bound.squareRoot(), -0.5 / (bound * bound.squareRoot()))
        for index in weights.values.indices {
            weights.values[index] = own * weights.values[index] + other * shrunk.values[index]
        }
    }
}

extension PatternSet {
    /// The variance of each unit over the patterns.
    fileprivate var variances: [Float] {
        var (sums, squares) = ([Double](repeating: 0, count: neurons), [Double](repeating: 0, count: neurons))
        for pattern in 0..<count {
            for (unit, value) in row(pattern).enumerated() {
                sums[unit] += Double(value)
                squares[unit] += Double(value) * Double(value)
            }
        }
        let number = Double(max(1, count))
        return zip(sums, squares).map { Float($1 / number - ($0 / number) * ($0 / number)) }
    }
}

import CANNS

/// dw_ij = eta y_i (x_j - w_ij): each output drifts towards the mean of the inputs it responds to.
struct InstarRule: LocalRule {
    static let description = RuleDescription(
        name: "instar", summary: "Moves weights towards the inputs in proportion to the response.",
        equation: ["w_ij <- w_ij + eta y_i (x_j - w_ij)"],
        reference: "Grossberg, Studies in Applied Mathematics 52, 213 (1973)",
        codings: [.real, .binary, .bipolar])
    static let parameters: [Parameter<Self>] = [.learningRate(\.learningRate)]
    static let defaults = Self()

    var learningRate = 0.01

    func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        for output in 0..<weights.rows {
            for input in 0..<weights.columns {
                weights[output, input] += rate * activity.post[output] * (activity.pre[input] - weights[output, input])
            }
        }
    }
}

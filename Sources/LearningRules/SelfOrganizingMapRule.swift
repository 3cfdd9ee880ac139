// Aim: a map of the inputs onto a grid of outputs, neighbours on the grid responding to like inputs.
//
//     c = argmin_i |x - w_i|
//     w_i <- w_i + eta exp(-d_ic^2 / (2 sigma^2)) (x - w_i)
//     sigma <- max(final-radius, sigma exp(-1 / radius-time))
//
// x input, w_i weights of output i, d_ic distance of outputs i and c on the grid, eta learning rate. Output i stands
// in row i / columns and column i mod columns. sigma begins at `radius` and is kept in the file.
//
// Reference: T. Kohonen, Biol. Cybern. 43, 59 (1982).

import Numerics
import Parameters

public struct SelfOrganizingMapRule: LocalRule {
    public static let description = RuleDescription(
        name: "som", summary: "Spreads outputs on a grid over the inputs: a self-organising map.",
        equation: [
            "w_i <- w_i + eta exp(-d_ic^2 / (2 sigma^2)) (x - w_i),  c = argmin_i |x - w_i|",
            "sigma <- max(final-radius, sigma exp(-1 / radius-time))",
            "x input, w_i weights of output i, d_ic distance on the grid, eta learning rate",
        ],
        reference: "Kohonen, Self-organized formation of topologically correct feature maps, "
            + "Biol. Cybern. 43, 59 (1982)",
        notes: ["Let the radius fall slowly enough to unfold the map: radius-time about a quarter of all samples."],
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate),
        Parameter("grid-columns", \.gridColumns, 0...1_000_000, help: "columns of the grid; 0: as square as can be"),
        Parameter("radius", \.radius, 0...1e6, help: "first sigma; 0: half the longer side"),
        Parameter("final-radius", \.finalRadius, 0.01...1e6, help: "last sigma"),
        Parameter("radius-time", \.radiusTime, 0.01...1e12, help: "samples in which sigma falls to 1/e"),
    ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// Columns of the grid; 0: as square as can be.
    public var gridColumns: Int
    /// First sigma, in steps of the grid; 0: half the longer side.
    public var radius: Double
    /// Last sigma.
    public var finalRadius: Double
    /// Samples in which sigma falls to 1/e.
    public var radiusTime: Double

    public init(
        learningRate: Double = 0.1, gridColumns: Int = 0, radius: Double = 0, finalRadius: Double = 0.5,
        radiusTime: Double = 1000
    ) {
        self.learningRate = learningRate
        self.gridColumns = gridColumns
        self.radius = radius
        self.finalRadius = finalRadius
        self.radiusTime = radiusTime
    }

    /// The columns of the grid of that many outputs: as given, or the divisor nearest to a square.
    public func columns(outputs: Int) -> Int {
        if gridColumns > 0 { return gridColumns }
        var rows = 1
        for divisor in 1...max(1, outputs) where divisor * divisor <= outputs && outputs % divisor == 0 {
            rows = divisor
        }
        return outputs / rows
    }

    public func validate(outputs: Int, inputs: Int) throws {
        let columns = columns(outputs: outputs)
        guard outputs % columns == 0 else {
            throw LearningError(
                description: "grid-columns is \(columns), expected a divisor of the \(outputs) outputs")
        }
    }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        let columns = columns(outputs: outputs)
        let half = Float(max(columns, outputs / max(1, columns))) / 2
        return RuleState(["radius": [radius > 0 ? Float(radius) : half]])
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let columns = columns(outputs: weights.rows)
        let winner = CompetitiveRule.winner(weights, activity.pre)
        let radius = state["radius"][0]
        for output in 0..<weights.rows {
            let (down, across) = (output / columns - winner / columns, output % columns - winner % columns)
            let distance = Double(down * down + across * across)
            let step = rate * Float(exponential(-distance / Double(2 * radius * radius)))
            weights.withMutableRow(output) { row in
                for input in row.indices { row[input] += step * (activity.pre[input] - row[input]) }
            }
        }
        let decay = Float(exponential(-1 / Double(Float(radiusTime))))
        state["radius"] = [max(Float(finalRadius), radius * decay)]
    }

    public func curves(_ state: RuleState) -> [String: Float] { ["radius": state["radius"][0]] }
}

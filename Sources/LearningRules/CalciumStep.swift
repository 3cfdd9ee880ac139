import Numerics

/// What a step does to the weights of a calcium rule.
struct CalciumStep {
    private let rule: CalciumRule
    /// Learning rate over tau, a step.
    private let rate: Double
    private let calciumTime: Double
    private let low: Double
    private let width: Double
    private let least: Double
    /// The deviation of a step above one threshold.
    private let noise: Double

    init(_ rule: CalciumRule, rate: Double) {
        self.rule = rule
        self.rate = rate / rule.tau.bySteps
        calciumTime = rule.calciumTime.bySteps
        low = Double(rule.weights.bounds.lowerBound)
        width = Double(rule.weights.bounds.upperBound) - low
        least = min(rule.depressionThreshold, rule.potentiationThreshold)
        noise = rate * rule.noise / rule.tau.bySteps.squareRoot()
    }

    func reaches(pre: Float, post: Float) -> Bool { calcium(pre, post) > least }

    private func calcium(_ pre: Float, _ post: Float) -> Double {
        rule.calciumPre * Double(pre) + rule.calciumPost * Double(post)
    }

    /// The share of the step that calcium is above a threshold.
    private func time(_ calcium: Double, above threshold: Double) -> Double {
        calcium > threshold ? min(1, calciumTime * logarithm(calcium / threshold)) : 0
    }

    func move(_ weight: inout Float, pre: Float, post: Float, _ random: RandomPlace) {
        let calcium = calcium(pre, post)
        guard calcium > least else { return }
        let falling = time(calcium, above: rule.depressionThreshold)
        let rising = time(calcium, above: rule.potentiationThreshold)
        let (down, up) = (rule.depressionRate * rate, rule.potentiationRate * rate)
        var rho = (Double(weight) - low) / width
        // Calcium falls, so that what has the higher threshold ends first.
        let both = min(falling, rising)
        if up + down > 0 {
            let goal = up / (up + down)
            rho = goal + (rho - goal) * exponential(-(up + down) * both)
        }
        rho *= exponential(-down * (falling - both))
        rho = 1 - (1 - rho) * exponential(-up * (rising - both))
        if rule.noise > 0 { rho += noise * (falling + rising).squareRoot() * random.number }
        weight = Float(low + width * rho)
    }

    func drift(_ weight: inout Float, steps: Int) {
        let rho = (Double(weight) - low) / width
        let change = -rho * (1 - rho) * (rule.unstablePoint - rho) * rate * Double(steps)
        weight = Float(low + width * (rule.noise > 0 ? rho + change : min(1, max(0, rho + change))))
    }
}

/// Where a normal number comes from.
struct RandomPlace {
    let seed: UInt64
    let synapse: Int
    let step: UInt64

    var number: Double {
        // A number takes one block of the stream.
        var random = RandomStream(seed: seed, purpose: "calcium", index: synapse, position: step)
        return random.nextNormal()
    }
}

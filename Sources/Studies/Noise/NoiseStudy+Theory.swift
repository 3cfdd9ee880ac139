import Patterns

// What theory says beside a noise study: of each formula the cases for which it holds, NaN for the others.

extension NoiseStudy {
    var theory: [StudyColumn] {
        kind == .temperature ? [thermal].compactMap { $0 } : [start, oneStep].compactMap { $0 }
    }

    private var start: StudyColumn? {
        let values = memories.neurons.indices.flatMap { size in levels.map { startOverlap($0, size) } }
        guard values.contains(where: { !$0.isNaN }) else { return nil }
        return StudyColumn(
            "start_theory", .numbers(values), axes: ["neurons", "level"], description: "theory: overlap of the cue")
    }

    private func startOverlap(_ level: Double, _ size: Int) -> Double {
        let share = share(level, neurons: size)
        switch kind {
        case .flip, .exactFlip: return cueOverlap.flipped(share)
        case .occlude: return cueOverlap.hidden(share, settings.fill)
        case .gaussian: return cueOverlap.noisy(deviation: level)
        case .temperature: return 1
        }
    }

    private var oneStep: StudyColumn? {
        column("one_step_theory", OneStepOverlap.domain, "erf(m0/sqrt(2 load)), Kinzel 1985") { size, load, level in
            let hidden = kind == .occlude && settings.fill == .zero ? share(level, neurons: size) : 0
            return OneStepOverlap.overlap(
                from: startOverlap(level, size), load: memories.storedLoad(neurons: size, load: load),
                visible: 1 - hidden)
        }
    }

    /// At the load of the other patterns, which are the noise: a single pattern has none.
    private var thermal: StudyColumn? {
        let (_, sizes, loads) = memories.lengths
        let isSingle = (0..<sizes * loads).allSatisfy {
            memories.patternCount(neurons: $0 / loads, load: $0 % loads) == 1
        }
        if isSingle {
            return column("overlap_theory", ThermalOverlap.domain, "m = tanh(m/T)", at: " at load 0") { _, _, level in
                ThermalOverlap.overlap(temperature: level)
            }
        }
        return column(
            "overlap_theory", ThermalRetrieval.domain,
            "retrieval in an infinite network, Amit, Gutfreund, Sompolinsky 1987; NaN where relaxation ends in a spin glass"
        ) { size, load, level in
            let others = Double(memories.patternCount(neurons: size, load: load) - 1) / Double(memories.neurons[size])
            let overlap = ThermalRetrieval.overlap(temperature: level, load: others)
            // Without a retrieval state a glass keeps something of its start, of which this theory says nothing; above
            // its temperature 1 + sqrt(load) nothing is left.
            return overlap > 0 || level >= 1 + others.squareRoot() ? overlap : .nan
        }
    }

    /// A formula for each rule, size, load and level; nil where it holds for no rule.
    ///
    /// - Parameter limit: what the word "theory" is to be qualified with.
    private func column(
        _ name: String, _ domain: TheoryDomain, _ text: String, at limit: String = "",
        _ formula: (_ size: Int, _ load: Int, _ level: Double) -> Double
    ) -> StudyColumn? {
        let holds = memories.holds(domain)
        guard holds.contains(true) else { return nil }
        let values = memories.map { rule, size, load in
            levels.map { holds[rule] ? formula(size, load, $0) : .nan }
        }
        return StudyColumn(
            name, .numbers(values.flatMap { $0 }), axes: ["rule", "neurons", "load", "level"],
            description: "theory\(limit): \(text); for \(domain)")
    }
}

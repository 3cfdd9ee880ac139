// The formulas of a capacity study that differ between its memories.

import LearningRules

extension CapacityStudy {
    var retrieval: DamagedRetrieval { DamagedRetrieval(memories.damage) }

    /// A number for each rule, size and load; nil where none is known.
    private func column(
        _ name: String, _ text: String, _ domains: [TheoryDomain],
        _ formula: (_ rule: Int, _ size: Int, _ load: Int) -> Double
    ) -> StudyColumn? {
        let known = domains.filter { memories.holds($0).contains(true) }
        guard !known.isEmpty else { return nil }
        return StudyColumn(
            name, .numbers(memories.map(formula)), axes: ["rule", "neurons", "load"],
            description: "theory: \(text); for \(known.map(\.description).joined(separator: "; "))")
    }

    var wrongBits: StudyColumn? {
        let domains = [FirstStepError.domain, DenseCapacity.domain, WillshawCapacity.domain]
        let (holds, noise) = (domains.map { memories.holds($0) }, retrieval.noise)
        let text =
            "1/2 erfc(1/sqrt(2 noise)), noise P/N under Hebbian weights, Hertz, Krogh, Palmer 1991, "
            + "(2n-3)!! P/N^(n-1) under powers, Krotov, Hopfield 2016; (N - k) p^k / N of bits, Willshaw and others 1969"
        return column("wrong_bits_theory", text, domains) { rule, size, load in
            let (units, count) = (memories.neurons[size], memories.patternCount(neurons: size, load: load))
            if holds[0][rule] {
                return FirstStepError.probability(load: memories.storedLoad(neurons: size, load: load) * (1 + noise))
            }
            if holds[1][rule], let dense = DenseCapacity.order(of: memories.rules[rule].rule) {
                return DenseCapacity.wrongBits(
                    neurons: units, patterns: count, order: dense.order, isRectified: dense.isRectified)
            }
            guard holds[2][rule] else { return .nan }
            return WillshawCapacity.wrongUnits(neurons: units, active: activeUnits(units), pairs: count) / Double(units)
        }
    }

    /// - Parameter atRest: for each rule, size and load whether relaxation came to rest, which retrieval is about; a sequence
    ///   never does.
    func overlap(atRest: [Bool]) -> StudyColumn? {
        let domains = [DamagedRetrieval.domain, SequenceOverlap.domain]
        let (holds, retrieval) = (domains.map { memories.holds($0) }, retrieval)
        let (_, sizes, loads) = memories.lengths
        let text =
            "fixed point near a pattern in an infinite network, Amit, Gutfreund, Sompolinsky 1987, of worse weights "
            + "Sompolinsky 1986; of sequences Duering, Coolen, Sherrington 1998; NaN where there is none"
        return column("overlap_theory", text, domains) { rule, size, load in
            let stored = memories.storedLoad(neurons: size, load: load)
            if holds[0][rule] {
                return atRest[(rule * sizes + size) * loads + load] ? retrieval.overlap(load: stored) : .nan
            }
            // Without a part that holds the present pattern, and without delay.
            guard holds[1][rule], let sequence = memories.rules[rule].rule as? SequenceRule,
                sequence.settings.symmetric == 0, sequence.settings.delay == 0
            else { return .nan }
            return SequenceOverlap.overlap(load: stored)
        }
    }

    /// Wrong bits of a Willshaw memory, some of whose units are in more targets than others.
    var unequalUse: StudyColumn? {
        let holds = memories.holds(WillshawCapacity.domain)
        return column(
            "unequal_use_theory", "wrong bits where units are in as many targets as chance has it",
            [WillshawCapacity.domain]
        ) { rule, size, load in
            let (units, count) = (memories.neurons[size], memories.patternCount(neurons: size, load: load))
            guard holds[rule] else { return .nan }
            return WillshawCapacity.wrongUnitsOfUnequalUse(neurons: units, active: activeUnits(units), pairs: count)
                / Double(units)
        }
    }

    /// What pairs of a Willshaw memory tell, where each is recalled.
    var bitsPerWeight: StudyColumn? {
        let holds = memories.holds(WillshawCapacity.domain)
        return column(
            "bits_per_weight_theory", "P log2 C(N, k) / N^2, ln 2 for large N, Palm 1980", [WillshawCapacity.domain]
        ) { rule, size, load in
            let (units, count) = (memories.neurons[size], memories.patternCount(neurons: size, load: load))
            return holds[rule]
                ? WillshawCapacity.bitsPerWeight(neurons: units, active: activeUnits(units), pairs: count) : .nan
        }
    }

    var denseLoads: [Double] {
        loads { rule, units in
            DenseCapacity.order(of: rule).map { DenseCapacity.capacity(neurons: units, order: $0.order) }
        }
    }

    var exponentialLoads: [Double] {
        loads { rule, units in
            ExponentialCapacity.beta(of: rule).map { ExponentialCapacity.most(neurons: units, beta: $0) }
        }
    }

    /// Numbers of patterns as loads, for each rule and size.
    private func loads(_ count: (_ rule: any LearningRule, _ units: Int) -> Double?) -> [Double] {
        memories.rules.flatMap { choice in
            memories.neurons.map { units in count(choice.rule, units).map { $0 / Double(units) } ?? .nan }
        }
    }

    /// k of patterns that are drawn sparse.
    func activeUnits(_ units: Int) -> Int {
        guard case .sparse(let activity) = memories.statistics else { return 1 }
        return PatternStatistics.activeCount(activity, units)
    }

    /// The share of active units of patterns that are drawn sparse.
    var activity: Double? {
        guard case .sparse = memories.statistics, let units = memories.neurons.max() else { return nil }
        return Double(activeUnits(units)) / Double(units)
    }
}

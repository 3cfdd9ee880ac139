/// The traces and equations of a rule by spikes, as learning computes with them: see `SpikeEquationRule`.
package struct SpikeEquation: Sendable {
    package static let ownVariables = ["w", "eta", "wmin", "wmax"]
    /// The state that a file keeps, [trace, unit] of each side.
    package static func stateName(_ side: SpikeTrace.Side) -> String { "traces_\(side.rawValue)" }

    package let traces: [SpikeTrace]
    package let bounds: ClosedRange<Float>
    package let coincidence: Coincidence
    /// In `ownVariables` and the traces.
    private let onPre: Equation
    private let onPost: Equation
    /// What is left of each trace after a step.
    package let decays: [Float]

    /// - Precondition: the equations know no variables but `ownVariables` and the traces.
    package init(
        traces: [SpikeTrace], onPre: Equation, onPost: Equation, bounds: ClosedRange<Float>, coincidence: Coincidence
    ) {
        (self.traces, self.bounds, self.coincidence) = (traces, bounds, coincidence)
        let variables = Self.ownVariables + traces.map(\.name)
        (self.onPre, self.onPost) = (onPre.inVariables(variables), onPost.inVariables(variables))
        decays = traces.map(\.decay)
    }

    /// The weight after a spike of a side.
    package func equation(_ side: SpikeTrace.Side) -> Equation { side == .pre ? onPre : onPost }

    /// The traces of a side, by their places among all, in the order of a file.
    package func places(_ side: SpikeTrace.Side) -> [Int] { traces.indices.filter { traces[$0].side == side } }

    /// Whether an equation finds the other side's traces with the spikes of its step.
    package func findsSpikes(_ side: SpikeTrace.Side) -> Bool {
        side == .pre ? coincidence.weakens : coincidence.strengthens
    }

    /// A weight within the limits; one that is not a number stays so, and stops training.
    package func kept(_ weight: Float) -> Float {
        weight < bounds.lowerBound ? bounds.lowerBound : weight > bounds.upperBound ? bounds.upperBound : weight
    }

    // MARK: - Synapse by synapse

    /// A synapse, and which of its sides fire in a step.
    package struct Synapse {
        let input, output: Int
        let inputFires, outputFires: Bool

        package init(input: Int, output: Int, inputFires: Bool, outputFires: Bool) {
            (self.input, self.output) = (input, output)
            (self.inputFires, self.outputFires) = (inputFires, outputFires)
        }
    }

    /// A weight after one step.
    ///
    /// - Parameters:
    ///   - weight: before it.
    ///   - before: of each trace one value a unit of its side, without the spikes of the step; `after` with them.
    func moved(
        _ weight: Float, _ synapse: Synapse, before: [[Float]], after: [[Float]], rate: Float
    ) -> Float {
        func changed(_ weight: Float, _ side: SpikeTrace.Side) -> Float {
            value(side, weight, rate: rate) { place in
                let isOwn = traces[place].side == side
                let unit = traces[place].side == .pre ? synapse.input : synapse.output
                return (isOwn || !findsSpikes(side) ? before : after)[place][unit]
            }
        }
        return switch (synapse.inputFires, synapse.outputFires, coincidence) {
        case (false, false, _): kept(weight)
        case (true, false, _): kept(changed(weight, .pre))
        case (false, true, _): kept(changed(weight, .post))
        case (true, true, .strengthen): kept(changed(kept(changed(weight, .pre)), .post))
        case (true, true, .neither): kept(changed(kept(changed(weight, .post)), .pre))
        case (true, true, .both): together(weight, changed(weight, .pre), changed(weight, .post))
        }
    }

    /// The value of a side's equation, not yet kept within the limits.
    ///
    /// - Parameter trace: the trace at a place as the equation finds it.
    package func value(
        _ side: SpikeTrace.Side, _ weight: Float, rate: Float, _ trace: (_ place: Int) -> Float
    ) -> Float {
        equation(side).value([weight, rate, bounds.lowerBound, bounds.upperBound] + traces.indices.map(trace))
    }

    /// A weight after spikes of both sides in one change, each of which alone would make it `pre` or `post`.
    package func together(_ weight: Float, _ pre: Float, _ post: Float) -> Float {
        kept(weight + ((post - weight) + (pre - weight)))
    }

    // MARK: - Traces

    /// The traces of a state after a step without spikes.
    func faded(_ state: RuleState, inputs: Int, outputs: Int) -> [[Float]] {
        var result = [[Float]](repeating: [], count: traces.count)
        for side in SpikeTrace.Side.allCases {
            let units = side == .pre ? inputs : outputs
            for (row, place) in places(side).enumerated() {
                result[place] = state[Self.stateName(side)][row * units..<(row + 1) * units].map {
                    SpikeTrace.faded($0, decays[place])
                }
            }
        }
        return result
    }

    /// Traces after the spikes of a step.
    func jumped(_ values: [[Float]], pre: [Float], post: [Float]) -> [[Float]] {
        traces.indices.map { place in
            zip(values[place], traces[place].side == .pre ? pre : post).map { value, spike in
                spike != 0 ? traces[place].jumped(value) : value
            }
        }
    }

    /// Hands traces, one value a unit, to a state.
    package func keep(_ values: [[Float]], in state: inout RuleState) {
        for side in SpikeTrace.Side.allCases {
            let rows = places(side).map { values[$0] }
            guard let units = rows.first?.count else { continue }
            state.set(Self.stateName(side), shape: [rows.count, units], rows.flatMap { $0 })
        }
    }
}

import Models

/// One number of a cell and what it can be, so that cells from a file are checked before anything is made of them.
package struct StudyQuantity: Sendable {
    enum Kind: Sendable {
        case number(ClosedRange<Double>)
        case whole(ClosedRange<Double>)
        /// The place of one of the patterns, or of the stimuli, that the study was given.
        case pattern, stimulus
    }

    /// In words: `overlap`.
    let name: String
    let kind: Kind
    /// Whether NaN is among the values.
    let canBeUnknown: Bool

    init(_ name: String, _ kind: Kind, canBeUnknown: Bool = false) {
        self.name = name
        self.kind = kind
        self.canBeUnknown = canBeUnknown
    }

    static func share(_ name: String, canBeUnknown: Bool = false) -> StudyQuantity {
        StudyQuantity(name, .number(0...1), canBeUnknown: canBeUnknown)
    }

    static func overlap(_ name: String, canBeUnknown: Bool = false) -> StudyQuantity {
        StudyQuantity(name, .number(-1...1), canBeUnknown: canBeUnknown)
    }

    /// A finite number, or NaN.
    static func finite(_ name: String) -> StudyQuantity {
        StudyQuantity(
            name, .number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude), canBeUnknown: true)
    }

    /// What would be right instead of a value; nil if it is.
    func objection(to value: Double, inputs: StudyInputs) -> String? {
        if value.isNaN { return canBeUnknown ? nil : "a number" }
        switch kind {
        case .number(let range):
            if range.contains(value) { return nil }
            return range.upperBound == .greatestFiniteMagnitude
                ? "a finite number" : "a number from \(range.lowerBound) to \(range.upperBound)"
        case .whole(let range): return whole(value, range)
        case .pattern: return whole(value, 0...Double(max(1, inputs.patterns?.count ?? 1_000_000_000) - 1))
        case .stimulus: return whole(value, -1...Double(max(1, inputs.responses?.columns ?? 1) - 1))
        }
    }

    private func whole(_ value: Double, _ range: ClosedRange<Double>) -> String? {
        if range.contains(value), value == value.rounded() { return nil }
        return "a whole number from \(Int(range.lowerBound)) to \(Int(range.upperBound))"
    }
}

extension StudyDescription {
    /// Refuses cells with numbers that no run of the study yields.
    ///
    /// - Throws: `StudyError` that names the first such number.
    public func check(_ cells: StudyCells, inputs: StudyInputs) throws {
        guard !quantities.isEmpty else { return }
        for cell in 0..<cells.count where cells.done[cell] {
            for (place, value) in cells[cell].enumerated() {
                let quantity = quantities[place % quantities.count]
                guard let right = quantity.objection(to: value, inputs: inputs) else { continue }
                throw StudyError("the \(quantity.name) of cell \(cell) is \(value), expected \(right)")
            }
        }
    }
}

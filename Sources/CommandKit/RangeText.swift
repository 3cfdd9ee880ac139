import Parameters

/// Ranges and numbers in words, the same in help texts and in messages.
enum RangeText {
    /// "from 1 to 9", "1 or more", "9 or less"; `nil` for a range that is open on both sides.
    static func remark(_ range: ClosedRange<Int>) -> String? {
        bounds(
            lower: range.lowerBound == .min ? nil : "\(range.lowerBound)",
            upper: range.upperBound == .max ? nil : "\(range.upperBound)")
    }

    /// As for integers; a lower bound of the least nonzero magnitude reads "above 0".
    static func remark(_ range: ClosedRange<Double>) -> String? {
        let upper = range.upperBound < .greatestFiniteMagnitude ? plain(range.upperBound) : nil
        if range.lowerBound == .leastNonzeroMagnitude {
            return "above 0" + (upper.map { ", at most \($0)" } ?? "")
        }
        return bounds(
            lower: range.lowerBound > -.greatestFiniteMagnitude ? plain(range.lowerBound) : nil, upper: upper)
    }

    /// What values of a kind may be; `nil` where all are right, or the kind says it itself.
    static func remark(_ kind: ParameterKind) -> String? {
        switch kind {
        case .number(let range), .numbers(let range): remark(range)
        case .integer(let range), .integers(let range): remark(range)
        case .quantity(let range): remark(range)
        case .numberOr(let word, let range): "\(word) or a number" + (remark(range).map { " \($0)" } ?? "")
        case .choice(let words): words.joined(separator: ", ")
        case .toggle, .text, .texts, .sentences: nil
        }
    }

    /// "in steps, from 0 to 100, or in ms: 20ms".
    static func remark(_ range: QuantityRange) -> String {
        let (steps, unit) = range.unit == .hertz ? ("a step", "in Hz: 5Hz") : ("in steps", "in ms: 20ms")
        return ([steps] + [remark(range.steps)].compactMap { $0 } + ["or \(unit)"]).joined(separator: ", ")
    }

    /// "a whole number of steps from 0 to 100, or a time in ms such as 20ms".
    static func expectation(_ range: QuantityRange) -> String {
        let number = (range.isWhole ? "a whole number" : "a number") + (range.unit == .hertz ? "" : " of steps")
        let unit = range.unit == .hertz ? "a rate in Hz such as 5Hz" : "a time in ms such as 20ms"
        return [number, remark(range.steps)].compactMap { $0 }.joined(separator: " ") + ", or \(unit)"
    }

    /// "an integer from 1 to 9".
    static func expectation(_ range: ClosedRange<Int>) -> String {
        remark(range).map { "an integer \($0)" } ?? "an integer"
    }

    /// "a number from 0 to 1".
    static func expectation(_ range: ClosedRange<Double>) -> String {
        remark(range).map { "a number \($0)" } ?? "a finite number"
    }

    /// The shortest decimal form: `1`, not `1.0`.
    static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func bounds(lower: String?, upper: String?) -> String? {
        switch (lower, upper) {
        case (let lower?, let upper?): "from \(lower) to \(upper)"
        case (let lower?, nil): "\(lower) or more"
        case (nil, let upper?): "\(upper) or less"
        case (nil, nil): nil
        }
    }
}

/// Lists as they are typed: `0.05,0.1` and `0.02:0.2:0.01`.
package enum ListText {
    /// The most values that a list may have.
    static let limit = 100_000

    /// Numbers with commas, each a number or START:END:STEP with the end included.
    ///
    /// - Throws: `UsageError` that names the option.
    package static func numbers(_ text: String, option: String) throws(UsageError) -> [Double] {
        let wrong = UsageError("--\(option) is \(text), expected numbers such as 0.05,0.1 or 0.02:0.2:0.01")
        var values: [Double] = []
        for part in words(text) {
            let ends = part.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
            switch ends.count {
            case 1:
                guard let value = ends[0], value.isFinite else { throw wrong }
                values.append(value)
            case 3:
                guard let start = ends[0], let end = ends[1], let step = ends[2], start.isFinite, end.isFinite,
                    step > 0, end >= start, (end - start) / step < Double(limit)
                else { throw wrong }
                // A hair beyond the end, so that 0.2 belongs to 0.02:0.2:0.01 in binary too.
                let count = Int((end - start) / step + 1e-9) + 1
                values += (0..<count).map { decimal(start + Double($0) * step, near: step) }
            default: throw wrong
            }
            guard values.count <= limit else { throw wrong }
        }
        guard !values.isEmpty else { throw wrong }
        return values
    }

    /// The number that a person would have typed: 0.07, not 0.07000000000000001.
    private static func decimal(_ value: Double, near step: Double) -> Double {
        var scale = 1.0
        while scale < 1e12, abs((step * scale).rounded() - step * scale) > 1e-9 * scale * step { scale *= 10 }
        let rounded = (value * scale * 10).rounded() / (scale * 10)
        return abs(rounded - value) < 1e-9 * step ? rounded : value
    }

    /// Whole numbers with commas and ranges.
    package static func integers(_ text: String, option: String) throws(UsageError) -> [Int] {
        let wrong = UsageError("--\(option) is \(text), expected whole numbers such as 500,1000 or 100:1000:100")
        let values: [Double]
        do { values = try numbers(text, option: option) } catch { throw wrong }
        let whole = values.compactMap { Int(exactly: $0) }
        guard whole.count == values.count else { throw wrong }
        return whole
    }

    /// What stands between commas; those within parentheses, as in `max(a, b)`, part nothing.
    package static func words(_ text: String) -> [String] {
        var depth = 0
        return text.split(omittingEmptySubsequences: false) { character in
            if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
            return character == "," && depth <= 0
        }.map(String.init)
    }
}

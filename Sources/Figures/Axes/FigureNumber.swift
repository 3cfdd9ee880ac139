#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as a reader wants them: no noise digits, a true minus sign, powers of ten raised.
package enum FigureNumber {
    /// A number with a fixed count of decimals; the least numbers get no minus sign when they round to zero.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : value > 0 ? "∞" : "−∞" }
        let places = min(15, max(0, decimals))
        let power = pow(10, Double(places))
        let scaled = (value.magnitude * power).rounded()
        guard scaled < 9e15 else { return scientific(value, decimals: 3) }
        let digits = String(Int64(scaled))
        let sign = value < 0 && scaled > 0 ? "−" : ""
        if places == 0 { return sign + digits }
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return sign + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// Mantissa and power of ten: 2.5×10⁻⁴; a mantissa of one is left out: 10⁶.
    package static func scientific(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
        var exponent = Int(floor(log10(value.magnitude) + 1e-12))
        var mantissa = value.magnitude / pow(10, Double(exponent))
        // 9.99 with one decimal is 10.0.
        let power = pow(10, Double(decimals))
        if (mantissa * power).rounded() >= 10 * power {
            exponent += 1
            mantissa /= 10
        }
        let sign = value < 0 ? "−" : ""
        let text = trimmed(fixed(mantissa, decimals: decimals))
        return sign + (text == "1" ? "" : text + "×") + "10" + superscript(exponent)
    }

    /// At most `digits` significant digits, trailing zeros left out; powers of ten for very large and small.
    package static func short(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
        let exponent = Int(floor(log10(value.magnitude)))
        if value.magnitude >= 1e6 || value.magnitude < 1e-3 {
            return scientific(value, decimals: digits - 1)
        }
        let decimals = max(0, digits - 1 - exponent)
        return trimmed(fixed(value, decimals: decimals))
    }

    /// A whole number in raised digits.
    static func superscript(_ number: Int) -> String {
        let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let digits = String(number.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] }
        return (number < 0 ? "⁻" : "") + String(digits)
    }

    /// Labels for ticks at multiples of `step`: all with the decimals that the step needs.
    static func labels(of values: [Double], step: Double) -> [String] {
        let largest = values.map(\.magnitude).max() ?? 0
        if largest >= 1e6 || (largest < 1e-3 && largest > 0) {
            let exponent = floor(log10(largest) + 1e-9)
            let factor = pow(10, exponent)
            let decimals = max(0, Int(-floor(log10(step / factor) + 1e-9)))
            return values.map { value in
                if value.magnitude < step / 2 { return "0" }
                let mantissa = trimmed(fixed(value / factor, decimals: decimals))
                let head = mantissa == "1" ? "" : mantissa == "−1" ? "−" : mantissa + "×"
                return head + "10" + superscript(Int(exponent))
            }
        }
        let decimals = max(0, Int(-floor(log10(step) + 1e-9)))
        return values.map { $0.magnitude < step / 2 ? "0" : fixed($0, decimals: decimals) }
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

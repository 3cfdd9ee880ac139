#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers for people.
package enum NumberText {
    /// The number rounded to so many significant digits, such as `-123.46` or `1.2e-05`.
    package static func significant(_ number: Double, digits: Int) -> String {
        formatted("%.*g", number, digits)
    }

    /// The number rounded to so many decimal places, such as `0.250`.
    package static func fixed(_ number: Double, places: Int) -> String {
        formatted("%.*f", number, places)
    }

    private static func formatted(_ format: String, _ number: Double, _ digits: Int) -> String {
        let arguments: [any CVarArg] = [Int32(clamping: digits), number]
        let count = withVaList(arguments) { vsnprintf(nil, 0, format, $0) }
        return String(unsafeUninitializedCapacity: Int(count) + 1) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                withVaList(arguments) { Int(vsnprintf(characters.baseAddress, characters.count, format, $0)) }
            }
        }
    }
}

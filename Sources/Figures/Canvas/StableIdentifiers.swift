/// Makes SVG independent of what was drawn before in the same process.
///
/// Cairo numbers surfaces and images by a counter of the process; here they are numbered anew in order of their first
/// appearance.
enum StableIdentifiers {
    /// Stems that Cairo follows by a process-wide number.
    private static let stems: [[UInt8]] = ["surface", "image", "source", "linear", "radial"].map {
        Array($0.utf8)
    }

    static func renumbered(_ document: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(document.count)
        var numbers: [[UInt8]: Int] = [:]
        var position = 0
        var quoted: UInt8?
        while position < document.count {
            let byte = document[position]
            // Identifiers stand after id=" or # only, so that nothing else is touched.
            let opens =
                byte == UInt8(ascii: "#") || (byte == UInt8(ascii: "\"") && quoted == UInt8(ascii: "="))
            result.append(byte)
            quoted = byte
            position += 1
            guard opens, let stem = stem(in: document, at: position) else { continue }
            var end = position + stem.count
            while end < document.count, isDigit(document[end]) { end += 1 }
            guard end > position + stem.count else { continue }
            let name = Array(document[position..<end])
            let number = numbers[name] ?? numbers.count + 1
            numbers[name] = number
            result.append(contentsOf: stem)
            result.append(contentsOf: String(number).utf8)
            position = end
        }
        return result
    }

    private static func stem(in document: [UInt8], at position: Int) -> [UInt8]? {
        stems.first { document[position...].starts(with: $0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}

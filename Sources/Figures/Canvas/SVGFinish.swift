/// What an SVG document of Cairo lacks: numbers that do not depend on what was drawn before in the same process,
/// crisp pixels, a title and a description.
enum SVGFinish {
    /// Stems that Cairo follows by a process-wide number.
    private static let stems = ["surface", "image", "source", "linear", "radial"].map { Array($0.utf8) }
    private static let imageTag = Array("<image ".utf8)

    static func finished(_ document: [UInt8], title: String?, description: String?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(document.count + 1000)
        var numbers: [[UInt8]: Int] = [:]
        var position = 0
        var last: UInt8 = 0
        var isHeadDone = false
        while position < document.count {
            let byte = document[position]
            // Identifiers stand after =" or # only, so that nothing else is touched.
            let opens = byte == UInt8(ascii: "#") || (byte == UInt8(ascii: "\"") && last == UInt8(ascii: "="))
            if byte == UInt8(ascii: "<"), document[position...].starts(with: imageTag) {
                result.append(contentsOf: imageTag + Array(#"style="image-rendering:pixelated" "#.utf8))
                position += imageTag.count
                last = UInt8(ascii: " ")
                continue
            }
            result.append(byte)
            last = byte
            position += 1
            if byte == UInt8(ascii: "<"), !isHeadDone, document[position...].starts(with: "svg".utf8) {
                let end = document[position...].firstIndex(of: UInt8(ascii: ">")) ?? document.endIndex - 1
                result.append(contentsOf: document[position...end])
                result.append(contentsOf: head(title, description))
                position = end + 1
                isHeadDone = true
            }
            if opens { renumber(document, &position, &numbers, &result) }
        }
        return result
    }

    private static func head(_ title: String?, _ description: String?) -> [UInt8] {
        var lines = "\n"
        if let title { lines += "<title>\(XMLText.escaped(title))</title>\n" }
        if let description { lines += "<desc>\(XMLText.escaped(description))</desc>\n" }
        return Array(lines.dropLast().utf8)
    }

    /// Numbers identifiers anew in the order of their first appearance.
    private static func renumber(
        _ document: [UInt8], _ position: inout Int, _ numbers: inout [[UInt8]: Int], _ result: inout [UInt8]
    ) {
        let start = position
        guard let stem = stems.first(where: { document[start...].starts(with: $0) }) else { return }
        var end = start + stem.count
        while end < document.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(document[end]) {
            end += 1
        }
        guard end > start + stem.count else { return }
        let name = Array(document[start..<end])
        let number = numbers[name] ?? numbers.count + 1
        numbers[name] = number
        result.append(contentsOf: stem)
        result.append(contentsOf: String(number).utf8)
        position = end
    }
}

import CommandKit
import Documents
import OperatingSystem
import PNGStore

/// The origin that a figure of canns-render keeps beside its picture.
enum FigureOrigin {
    private static let limit = 1 << 30

    /// - Throws: `Failure` for a file that tells none.
    static func read(_ path: String) throws -> FileOrigin {
        let bytes = try InputFile.readAll(path, limit: limit)
        guard let text = try text(of: bytes, path) else {
            throw Failure("\(path): does not tell how it was made, expected a file or a figure of canns")
        }
        let origin = FileOrigin(text: text)
        guard origin.steps.last?.told.command.hasPrefix("canns-render") == true else {
            throw Failure(
                "\(path): tells no canns-render in its history, expected a figure of this version; draw it again")
        }
        return origin
    }

    private static func text(of bytes: [UInt8], _ path: String) throws -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            do { return try PNGText.read(bytes).first { $0.keyword == "Source" }?.value } catch {
                throw Failure("\(path): \(error)")
            }
        }
        if bytes.starts(with: Array("%PDF-".utf8)) { return subject(of: bytes) }
        // Drawings and pages begin with it.
        let head = String(decoding: bytes.prefix(1 << 22), as: UTF8.self)
        if let description = head.between("<desc>", "</desc>") { return unescaped(description) }
        return head.between("<meta name=\"source\" content=\"", "\"/>").map(unescaped)
    }

    private static func unescaped(_ text: some StringProtocol) -> String {
        let names = [("&#10;", "\n"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return names.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }

    // MARK: - PDF

    /// The subject in the description of a document: a string in parentheses with escapes, or UTF-16 in hexadecimal digits.
    ///
    /// Source: ISO 32000-1 (PDF 1.7), sections 7.3.4 and 14.3.3.
    private static func subject(of bytes: [UInt8]) -> String? {
        let name = Array("/Subject ".utf8)
        guard
            let start = bytes.indices.first(where: { bytes[$0] == name[0] && bytes[$0...].starts(with: name) })
        else { return nil }
        let value = bytes[(start + name.count)...]
        return value.first == UInt8(ascii: "<") ? hexadecimal(value.dropFirst()) : literal(value.dropFirst())
    }

    private static func hexadecimal(_ value: ArraySlice<UInt8>) -> String? {
        let digits = value.prefix { $0 != UInt8(ascii: ">") }
        guard digits.count % 4 == 0, digits.starts(with: Array("FEFF".utf8)) else { return nil }
        let units = stride(from: digits.startIndex + 4, to: digits.endIndex, by: 4).compactMap {
            UInt16(String(decoding: digits[$0..<($0 + 4)], as: UTF8.self), radix: 16)
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func literal(_ value: ArraySlice<UInt8>) -> String? {
        var (text, depth, rest): ([UInt8], Int, ArraySlice<UInt8>) = ([], 1, value)
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return String(decoding: text, as: UTF8.self) }
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst() else { return nil }
                guard let digit = next.octalDigit else {
                    text.append(next == UInt8(ascii: "n") ? 10 : next)
                    continue
                }
                let more = rest.prefix(2).prefix { $0.octalDigit != nil }
                text.append(more.reduce(digit) { $0 &* 8 &+ ($1.octalDigit ?? 0) })
                rest = rest.dropFirst(more.count)
                continue
            default: break
            }
            text.append(byte)
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var octalDigit: UInt8? { (0x30...0x37).contains(self) ? self - 0x30 : nil }
}

extension String {
    /// What stands between two texts, the first of each.
    fileprivate func between(_ first: String, _ last: String) -> Substring? {
        guard let start = firstRange(of: first)?.upperBound, let end = self[start...].firstRange(of: last)?.lowerBound
        else { return nil }
        return self[start..<end]
    }
}

import Figures

/// Texts and pictures as a page of HTML has them.
enum HTMLText {
    /// A text as it stands between tags and in the quotes of an attribute.
    static func escaped(_ text: String) -> String { XMLText.escaped(text).replacing("\"", with: "&quot;") }

    /// Bytes as an address that holds them, such as `data:image/png;base64,...`.
    static func address(of bytes: [UInt8], type: String) -> String { "data:\(type);base64,\(base64(bytes))" }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Source: RFC 4648, section 4.
    static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 {
                text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

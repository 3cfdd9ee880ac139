import Testing

@testable import Checksums

/// Known answers of NIST: FIPS 180-4 and its examples.
@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "a", 1_000_000,
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func knownAnswer(text: String, times: Int, digest: String) {
        for isCompiled in [true, false] {
            var hash = SHA256()
            hash.isCompiled = isCompiled
            hash.update(String(repeating: text, count: times))
            #expect(hash.hexadecimal() == digest)
        }
    }

    /// However the bytes are cut into pieces, around the block of 64 and the padding at 56, the digest is the same.
    @Test(arguments: [55, 56, 57, 63, 64, 65, 119, 120, 128, 200])
    func piecesDoNotMatter(length: Int) {
        let text = String((0..<length).map { Character(UnicodeScalar(UInt8(32 + $0 % 90))) })
        var whole = SHA256()
        whole.update(text)
        let expected = whole.hexadecimal()
        for cut in [1, 3, 55, 64, 65] {
            var pieces = SHA256()
            var rest = text[...]
            while !rest.isEmpty {
                pieces.update(String(rest.prefix(cut)))
                rest = rest.dropFirst(cut)
            }
            #expect(pieces.hexadecimal() == expected)
        }
    }
}

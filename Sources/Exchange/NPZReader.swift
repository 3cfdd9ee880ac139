// NumPy's archives: a zip file with one NPY file for each array, stored or packed by deflate.
//
// The directory at the end of a zip file names each member: PK 1 2, method (offset 10), checksum (16), packed and
// unpacked size (20, 24), lengths of name, extra field and comment (28, 30, 32), place of the member (42), name (46).
// At that place stands a header of 30 bytes with the lengths of a name and an extra field of its own (26, 28).
// Source: PKWARE, .ZIP File Format Specification (APPNOTE.TXT) 6.3.10, 2022, sections 4.3.7, 4.3.12 and 4.3.16.

import CZlib
import PNGStore

/// One array of a NumPy archive: the one named by the request, or the only one.
package enum NPZReader: FileReader {
    package static let format = "NPZ"

    package static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        let archive = try NumPyArchive(bytes)
        if let wanted = request.array { return try archive.array(named: wanted).contents() }
        guard archive.names.count == 1, let only = archive.names.first else {
            throw ExchangeError("has the arrays \(archive.names.joined(separator: ", ")), and none is named")
        }
        return try archive.array(named: only).contents()
    }
}

/// The arrays of a NumPy archive, at least one.
struct NumPyArchive {
    private let bytes: [UInt8]
    private let members: [ZipMember]

    init(_ bytes: [UInt8]) throws(ExchangeError) {
        self.bytes = bytes
        members = try ZipMember.all(bytes).filter { $0.name.hasSuffix(".npy") }
        guard !members.isEmpty else { throw ExchangeError("is a zip archive without a NumPy array (.npy)") }
    }

    /// As `numpy.load` has them.
    var names: [String] { members.map(\.arrayName) }

    func array(named wanted: String) throws(ExchangeError) -> NumberArray {
        guard let member = members.first(where: { $0.arrayName == wanted }) else {
            throw ExchangeError("has no array \(wanted), expected one of \(names.joined(separator: ", "))")
        }
        let file = try member.unpacked(bytes)
        guard NPYReader.recognizes(file) else {
            throw ExchangeError("is damaged: its member \(member.name) is no NumPy array")
        }
        return try NPYReader.array(file)
    }
}

/// A file in a zip archive.
private struct ZipMember {
    let name: String
    private let method: Int
    private let checksum: UInt32
    private let packedSize: Int
    private let size: Int
    private let offset: Int

    /// What `numpy.load` calls it.
    var arrayName: String { String(name.dropLast(4)) }

    static func all(_ bytes: [UInt8]) throws(ExchangeError) -> [ZipMember] {
        // The end of the directory is 22 bytes and a comment of at most 65535.
        let last = bytes.count - 22
        guard last >= 0,
            let end = stride(from: last, through: max(0, last - 65535), by: -1).first(where: {
                bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 5, 6])
            })
        else { throw ExchangeError("is truncated: the directory at the end of the archive is missing") }
        let (count, start) = (bytes.littleEndian(end + 10, 2), bytes.littleEndian(end + 16, 4))
        var members: [ZipMember] = []
        var place = start
        for _ in 0..<count {
            guard place + 46 <= end, bytes[place..<place + 4].elementsEqual([0x50, 0x4B, 1, 2]) else {
                throw ExchangeError("is damaged: the directory of the archive is not where its end says")
            }
            let lengths = [28, 30, 32].map { bytes.littleEndian(place + $0, 2) }
            guard place + 46 + lengths[0] <= end else {
                throw ExchangeError("is damaged: a name in the directory of the archive ends beyond it")
            }
            members.append(ZipMember(bytes, at: place, nameLength: lengths[0]))
            place += 46 + lengths.reduce(0, +)
        }
        return members
    }

    private init(_ bytes: [UInt8], at place: Int, nameLength: Int) {
        name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
        method = bytes.littleEndian(place + 10, 2)
        checksum = UInt32(bytes.littleEndian(place + 16, 4))
        packedSize = bytes.littleEndian(place + 20, 4)
        size = bytes.littleEndian(place + 24, 4)
        offset = bytes.littleEndian(place + 42, 4)
    }

    func unpacked(_ bytes: [UInt8]) throws(ExchangeError) -> [UInt8] {
        guard packedSize < 0xFFFF_FFFF, size < 0xFFFF_FFFF, offset < 0xFFFF_FFFF, size <= Gzip.limit else {
            throw ExchangeError(
                "is too large: array \(arrayName) has more than \(Gzip.limit) bytes, the most that is read")
        }
        guard offset + 30 <= bytes.count, bytes[offset..<offset + 4].elementsEqual([0x50, 0x4B, 3, 4]) else {
            throw ExchangeError("is damaged: array \(arrayName) is not where the directory says")
        }
        let start = offset + 30 + bytes.littleEndian(offset + 26, 2) + bytes.littleEndian(offset + 28, 2)
        guard start + packedSize <= bytes.count else {
            throw ExchangeError("is truncated: array \(arrayName) ends beyond the file")
        }
        let packed = bytes[start..<start + packedSize]
        let file: [UInt8]
        switch method {
        case 0: file = Array(packed)
        case 8: file = try Inflation(gzip: false, limit: size).unpack(packed)
        default: throw ExchangeError("packs array \(arrayName) by method \(method), expected 0 (stored) or 8 (deflate)")
        }
        let found = file.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
        guard file.count == size, UInt32(truncatingIfNeeded: found) == checksum else {
            throw ExchangeError("is damaged: the checksum of array \(arrayName) is wrong")
        }
        return file
    }
}

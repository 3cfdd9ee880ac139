// Source: RFC 1951 (deflate) and RFC 1952 (gzip), P. Deutsch, 1996. A gzip file may have several members.

import CZlib

/// Unpacks what gzip packed.
enum Gzip {
    /// The most bytes that come out: 1 GiB, as many as are read of a file.
    static let limit = 1 << 30

    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// All members of a gzip file, one after the other; their checksums are verified.
    static func unpacked(_ bytes: [UInt8], limit: Int = limit) throws(ExchangeError) -> [UInt8] {
        try Inflation(gzip: true, limit: limit).unpack(bytes[...])
    }
}

/// One run of zlib.
struct Inflation {
    /// Whether the data are gzip's members; else bare deflate data.
    let gzip: Bool
    /// The most bytes that come out.
    let limit: Int

    func unpack(_ packed: ArraySlice<UInt8>) throws(ExchangeError) -> [UInt8] {
        var stream = z_stream()
        let started = gzip ? canns_inflate_gzip(&stream) : canns_inflate_bare(&stream)
        guard started == Z_OK else { throw ExchangeError("cannot be unpacked: zlib reports error \(started)") }
        defer { inflateEnd(&stream) }
        var unpacked: [UInt8] = []
        var status = Z_OK
        var source = Array(packed)
        let exceeded = source.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(clamping: source.count)
            while status == Z_OK {
                status = Self.step(&stream, into: &unpacked)
                if unpacked.count > limit { return true }
                // The next member; zeros after the last are padding, as tapes have them.
                if status == Z_STREAM_END, gzip, stream.avail_in > 0, stream.next_in.pointee != 0 {
                    status = inflateReset(&stream)
                }
            }
            return false
        }
        if exceeded { throw ExchangeError("is larger than \(limit) bytes when it is unpacked, the most that is read") }
        switch status {
        case Z_STREAM_END: return unpacked
        case Z_BUF_ERROR: throw ExchangeError("is truncated: its packed data end too early")
        default:
            let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
            throw ExchangeError("is damaged: it cannot be unpacked (\(reason))")
        }
    }

    /// As much as fits into the next part of the output.
    private static func step(_ stream: inout z_stream, into unpacked: inout [UInt8]) -> Int32 {
        let room = 1 << 18
        var status = Z_OK
        let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            stream.next_out = buffer.baseAddress
            stream.avail_out = uInt(room)
            status = inflate(&stream, Z_NO_FLUSH)
            initialized = room - Int(stream.avail_out)
        }
        unpacked += part
        return status
    }
}

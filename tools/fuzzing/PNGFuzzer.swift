// What libFuzzer calls for the PNG reader. Compiled together with Sources/PNGStore by tools/fuzz.

import CPNG

/// Decodes the bytes; where they decode, what comes out has to survive being encoded and decoded again.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    do {
        let texts = try? PNGText.read(bytes)
        let image = try PNG.decode(bytes)
        let header = try PNGHeader.read(bytes)
        precondition(image.width == header.width && image.height == header.height, "another size than declared")
        precondition(texts != nil, "an image that decodes has readable texts")
        if image.width * image.height <= 4096 {
            let again = try PNG.decode(PNG.encode(image, effort: .fast))
            precondition(again == image, "encoding changed the image")
        }
    } catch {
        precondition(!error.description.isEmpty, "an error without a sentence")
    }
    return 0
}

@_silgen_name("LLVMFuzzerMutate")
func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int) -> Int

/// Mutates as libFuzzer does, but mostly within one chunk, whose checksum is mended: otherwise nearly every mutation
/// would stop at a checksum. Compressed data are mutated before compression as often as after.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: CUnsignedInt) -> Int {
    var random = FuzzRandom(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard random.next(4) != 0, var chunks = try? PNGChunk.all(bytes).map({ ($0.type, Array(bytes[$0.data])) })
    else { return mutateBytes(data, count, limit) }
    switch random.next(8) {
    case 0: chunks.insert(chunks[random.next(chunks.count)], at: random.next(chunks.count))
    case 1: chunks.remove(at: random.next(chunks.count))
    case 2:
        let types = [
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "tEXt", "iTXt", "zTXt", "gAMA", "iCCP", "sBIT", "acTL", "fdAT",
        ]
        chunks[random.next(chunks.count)].0 = types[random.next(types.count)]
    default:
        let index = random.next(chunks.count)
        let packed = chunks[index].0 == "IDAT" && random.next(2) == 0
        if packed, let raw = unpacked(chunks[index].1) {
            chunks[index].1 = packedAgain(mutated(raw, limit))
        } else {
            chunks[index].1 = mutated(chunks[index].1, limit)
        }
    }
    let file = PNGChunk.signature + chunks.flatMap { PNGChunk.write($0.0, $0.1) }
    guard file.count <= limit else { return mutateBytes(data, count, limit) }
    for (index, byte) in file.enumerated() { data[index] = byte }
    return file.count
}

private func mutated(_ bytes: [UInt8], _ limit: Int) -> [UInt8] {
    let room = min(limit, bytes.count + 64)
    return [UInt8](unsafeUninitializedCapacity: max(1, room)) { buffer, initialized in
        for (index, byte) in bytes.prefix(room).enumerated() { buffer[index] = byte }
        guard let start = buffer.baseAddress else { return }
        initialized = mutateBytes(start, min(room, bytes.count), room)
    }
}

private func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
    var count = uLong(1 << 16)
    var raw = [UInt8](repeating: 0, count: Int(count))
    guard uncompress(&raw, &count, bytes, uLong(bytes.count)) == Z_OK else { return nil }
    return Array(raw.prefix(Int(count)))
}

private func packedAgain(_ raw: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(raw.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    guard compress2(&packed, &count, raw, uLong(raw.count), 6) == Z_OK else { return raw }
    return Array(packed.prefix(Int(count)))
}

/// SplitMix64.
struct FuzzRandom {
    var state: UInt64

    /// 0 ..< bound.
    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }
}
